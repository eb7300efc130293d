import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** A Certificate and its key, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Makes a certificate for 127.0.0.1 and localhost, signed by itself (RFC 5280), because Node makes keys and no certificates. */
export function makeCertificate(): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const body = toBeSigned(publicKey.export({ type: "spki", format: "der" }));
  const der = sequence(body, ECDSA_SHA256, tagged(0x03, Buffer.of(0), sign("sha256", body, privateKey)));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, "hex"));
const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
const text = (tag: number, value: string): Buffer => tagged(tag, Buffer.from(value));

const ECDSA_SHA256 = sequence(oid("2a8648ce3d040302"));
const TRUE = tagged(0x01, Buffer.of(0xff));
/** digitalSignature and keyCertSign. */
const SIGNS = tagged(0x03, Buffer.of(2, 0x84));

function extension(id: string, value: Buffer, ...critical: readonly Buffer[]): Buffer {
  return sequence(oid(id), ...critical, tagged(0x04, value));
}

function toBeSigned(publicKey: Buffer): Buffer {
  const name = sequence(tagged(0x31, sequence(oid("550403"), text(0x0c, "rekey emulator"))));
  const validity = sequence(text(0x17, "200101000000Z"), text(0x17, "491231235959Z"));
  const names = sequence(text(0x82, "localhost"), tagged(0x87, Buffer.of(127, 0, 0, 1)));
  const keyId = createHash("sha1").update(publicKey).digest();
  // Python since 3.13 wants all of what RFC 5280 wants of an authority.
  const extensions = sequence(
    extension("551d13", sequence(TRUE), TRUE),
    extension("551d0f", SIGNS, TRUE),
    extension("551d0e", tagged(0x04, keyId)),
    extension("551d23", sequence(tagged(0x80, keyId))),
    extension("551d11", names),
  );
  const version = tagged(0xa0, tagged(0x02, Buffer.of(2)));
  // A leading 1 keeps the serial number positive.
  const serial = tagged(0x02, Buffer.of(1), randomBytes(15));
  return sequence(version, serial, ECDSA_SHA256, name, validity, name, publicKey, tagged(0xa3, extensions));
}

function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), content]);
}
