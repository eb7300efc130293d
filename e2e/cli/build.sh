#!/bin/sh
# Builds the Pulumi CLI, what it starts for dynamic resources, and language hosts for Node.js and YAML into TARGET, from tagged Go modules.
#   usage: build.sh TARGET
# Idempotent: exits 0 at once where TARGET is complete; a second job waits for the first. Wants go >= 1.25.11, 3.5 GB of
# free disk and 4 GB of memory for about six minutes; afterwards 160 MB stay. BUILD_CACHE=DIR keeps Go's caches.
set -eu
CLI=v3.259.0  # the newest tag of pkg/v3 that the module proxy serves whole
HOST=v3.68.0  # the one tag of sdk/v3 found there that still holds the Node.js language host
YAML=v1.1.1   # the tag of pulumi-yaml that pkg/v3 v3.68.0 names; the proxy lists none and serves no newer one that was tried
[ $# -eq 1 ] || { echo "usage: $0 TARGET" >&2; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd)

built() { [ -x "$target/$1" ] && [ "$(cat "$target/.$1.version" 2>/dev/null)" = "$2" ]; }
complete() {
  built pulumi $CLI && built pulumi-language-nodejs $HOST && built pulumi-language-yaml $YAML && [ -x "$target/pulumi-resource-pulumi-nodejs" ]
}
complete && exit 0
command -v go >/dev/null || { echo "$0: go is not installed" >&2; exit 1; }
exec 9>"$target/.lock"
if command -v flock >/dev/null; then
  flock 9
  complete && exit 0
fi

work=$(mktemp -d "$target/.work-XXXXXX")
mkdir "$work/out"
cleanup() {
  chmod -R u+w "$work" 2>/dev/null || true # Go writes its module cache read-only
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
cache=${BUILD_CACHE:-$work/cache}
export GOTOOLCHAIN=local CGO_ENABLED=0 GOFLAGS= GOWORK=off GOMODCACHE="$cache/mod" GOCACHE="$cache/build"

# `go install PKG@V` refuses pkg/v3, whose go.mod replaces modules; `go mod download` and `go mod tidy` want a file that the proxy may not serve.
build() { # NAME PACKAGE VERSION
  mkdir -p "$work/$1"
  cd "$work/$1"
  { go mod init "example.invalid/$1" && go get "$2@$3"; } >"$work/$1.log" 2>&1 || {
    tail -20 "$work/$1.log" >&2
    exit 1
  }
  go build -trimpath -tags "osusergo grpcnotrace" -o "$work/out/$1" \
    -ldflags "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$3" "$2"
}
# A rename, so that nobody ever starts half a program.
keep() {
  chmod 755 "$work/out/$1"
  mv -f "$work/out/$1" "$target/$1"
}

if ! built pulumi $CLI; then
  build pulumi github.com/pulumi/pulumi/pkg/v3/cmd/pulumi $CLI
  "$work/out/pulumi" version >/dev/null
  keep pulumi
  echo $CLI >"$target/.pulumi.version"
fi

# The engine starts this for dynamic resources (their package is called `pulumi-nodejs`); beside `pulumi` it is found without a warning.
cat >"$work/out/pulumi-resource-pulumi-nodejs" <<'SCRIPT'
#!/bin/sh
exec node -e 'process.argv.splice(1, 0, require.resolve("@pulumi/pulumi/cmd/dynamic-provider", { paths: [process.cwd()] })); require(process.argv[1])' -- "$@"
SCRIPT
keep pulumi-resource-pulumi-nodejs

if ! built pulumi-language-nodejs $HOST; then
  build pulumi-language-nodejs-bin github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs $HOST
  keep pulumi-language-nodejs-bin
  # This host takes `typescript` as a flag and ignores runtime.options of Pulumi.yaml; false is plain JavaScript, or Node's own stripping of types.
  cat >"$work/out/pulumi-language-nodejs" <<'SCRIPT'
#!/bin/sh
exec "$(dirname "$0")/pulumi-language-nodejs-bin" "-typescript=${LANGHOST_TYPESCRIPT:-false}" "$@"
SCRIPT
  keep pulumi-language-nodejs
  echo $HOST >"$target/.pulumi-language-nodejs.version"
fi

if ! built pulumi-language-yaml $YAML; then
  build pulumi-language-yaml github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml $YAML
  keep pulumi-language-yaml
  echo $YAML >"$target/.pulumi-language-yaml.version"
fi
