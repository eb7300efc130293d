/** A certificate of dcs.test and localhost that nobody trusts unless told, with its key: made for these tests, good for nothing else. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBbzCCARWgAwIBAgIBATAKBggqhkjOPQQDAjAWMRQwEgYDVQQDDAtyZWtleSB0
ZXN0czAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFjEUMBIGA1UE
AwwLcmVrZXkgdGVzdHMwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARs4pPYV2MB
ZDc+830gBtrgIm/V72GsGBQFWhSlrfwnSwipl7xKJCTk1M10eeg89V6kNTlZR01r
FgTWelpUOzqco1IwUDAeBgNVHREEFzAVgghkY3MudGVzdIIJbG9jYWxob3N0MA8G
A1UdEwEB/wQFMAMBAf8wHQYDVR0OBBYEFJcN5Spin/aOIom0jrq/WcblIP4aMAoG
CCqGSM49BAMCA0gAMEUCICEuBJMy1YMkM91YhxZ8xVKipdEa01GHKCjYqw+JZv4C
AiEAy6s0y0YaMr0DKO/05Otn8Xb3JSTvD+seR5bAMr5ltXQ=
-----END CERTIFICATE-----
`;

export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgdcCGLxEv+rtoWcgs
U2ezliQ7NdnZiK8U7NcTPVnpVW6hRANCAARs4pPYV2MBZDc+830gBtrgIm/V72Gs
GBQFWhSlrfwnSwipl7xKJCTk1M10eeg89V6kNTlZR01rFgTWelpUOzqc
-----END PRIVATE KEY-----
`;
