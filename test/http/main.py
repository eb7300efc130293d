"""Holds `rotator run` to its own OpenAPI document: schemathesis makes the requests, the emulator is the cloud behind it."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from threading import Thread
from xml.etree import ElementTree

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WHAT = os.environ.get("REKEY_ROTATOR", str(ROOT / "apps/rotator/dist/main.js"))
ROTATOR = [str(ROOT / "node_modules/.bin/node"), *WHAT.split()]
ENVIRONMENT = {**os.environ, "AK": "ADMINKEY", "SK": "canary-admin-key"}
SCOPES = ["declare:*", "read", "rotate", "approve", "admin", "secret:cache-app"]
ALLOW = 'allow: [{ kinds: ["*"], owners: ["*"] }]'
DECLARATION = {
    "owner": "acme/shop/prod/cache",
    "kind": "dcs.acl-password",
    "connection": "prod",
    "rotate": {"every": "30d"},
    "deliver": ["app-env"],
}


def configure(folder, endpoints):
    """A store and its key as `init` makes them; one connection to the emulator, one sink, and what the API may use them for."""
    run(folder, "init", "--region", "cn-north-4")
    (folder / "delivered").mkdir()
    (folder / "rekey.yaml").write_text(
        f"""store: {{ sqlite: rekey.db }}
seal: {{ keys: [file:seal.key] }}
http: {{ listen: 127.0.0.1:0 }}
connections:
  prod:
    region: cn-north-4
    project: 0bec5db98280d2d02fd6c00c2de791ce
    credentials: {{ accessKey: env:AK, secretKey: env:SK }}
    endpoints: {json.dumps(endpoints)}
    {ALLOW}
sinks:
  app-env: {{ file: {{ path: "{folder}/delivered/{{name}}.env", format: dotenv, mode: "0400" }}, {ALLOW} }}
"""
    )


def run(folder, *arguments):
    """A command to its end, and what it printed."""
    command = [*ROTATOR, *arguments]
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True, check=True).stdout


def begin(stack, folder, *arguments, until):
    """A command that goes on, and what it says in the line that tells that it is there."""
    process = subprocess.Popen([*ROTATOR, *arguments], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    stack.callback(process.wait, timeout=20)
    stack.callback(process.terminate)
    for line in process.stdout:
        if until in line:
            Thread(target=process.stdout.read, daemon=True).start()
            return json.loads(line)
    return sys.exit(f"rotator {' '.join(arguments)} ended by itself")


def token(folder):
    """One that may do everything, made through the command line."""
    scopes = [part for scope in SCOPES for part in ("--scope", scope)]
    return run(folder, "token", "create", "schemathesis", *scopes).strip()


def declare(url, bearer, name, user):
    """A credential that is there when the requests come: `cache-app` is the document's example, `cache-gone` is let go of."""
    body = {**DECLARATION, "account": {"instance": "cache-prod", "user": user}}
    request = urllib.request.Request(f"{url}/v1/declarations/{name}", json.dumps(body).encode(), method="PUT")
    request.add_header("Authorization", f"Bearer {bearer}")
    request.add_header("Content-Type", "application/json")
    urllib.request.urlopen(request).close()


def judged(folder, url, bearer):
    """How many operations keep to the document, and how many do not."""
    report = folder / "report.xml"
    command = ["st", "--config-file", str(HERE / "schemathesis.toml"), "run", f"{url}/v1/openapi.json"]
    command += ["--header", f"Authorization:Bearer {bearer}", "--report", "junit", "--report-junit-path", str(report)]
    done = subprocess.run(command, cwd=folder)
    cases = list(ElementTree.parse(report).getroot().iter("testcase"))
    failed = sum(case.find("failure") is not None or case.find("error") is not None for case in cases)
    return len(cases) - failed, max(failed, int(done.returncode != 0))


def main():
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="http-")))
        world = ["--world", str(ROOT / "test/sdk/world.yaml"), "--json"]
        cloud = begin(stack, folder, "emulate", *world, until="endpoints")
        configure(folder, cloud["endpoints"])
        [url] = begin(stack, folder, "run", until="the API listens")["urls"]
        bearer = token(folder)
        declare(url, bearer, "cache-app", "app")
        declare(url, bearer, "cache-gone", "report")
        passed, failed = judged(folder, url, bearer)
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
