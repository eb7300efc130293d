"""Drives the operations of operations.yaml through the official SDK against `rotator emulate --tls`."""

import json
import logging
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from huaweicloudsdkcore.exceptions.exceptions import SdkException, ServiceResponseException

from clients import clients

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
ANY = "*"


class Emulator:
    """The built command line, until the block ends."""

    def __enter__(self):
        command = ["node_modules/.bin/node", "apps/rotator/dist/main.js", "emulate", "--tls", "--json"]
        world = ["--world", str(HERE / "world.yaml")]
        self.process = subprocess.Popen(command + world, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        said = json.loads(self.process.stdout.readline())
        return said if "ca" in said else sys.exit(f"rotator emulate: {said}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=20)


def build(module, kind, fields, kept):
    """A model of the SDK from plain values; `$name` is something kept from an earlier reply."""
    if kind.startswith("list["):
        return [build(module, kind[5:-1], each, kept) for each in fields]
    if isinstance(fields, dict) and hasattr(module, kind):
        model = getattr(module, kind)
        types = model.openapi_types
        return model(**{name: build(module, types[name], value, kept) for name, value in fields.items()})
    return known(fields, kept)


def differences(wanted, got, path="reply"):
    """Where a reply is not what was wanted: other fields than the wanted ones may be there."""
    if isinstance(wanted, dict) and isinstance(got, dict):
        return [line for name, value in wanted.items() for line in differences(value, got.get(name), f"{path}.{name}")]
    if isinstance(wanted, list) and isinstance(got, list) and len(wanted) == len(got):
        pairs = enumerate(zip(wanted, got))
        return [line for at, (one, other) in pairs for line in differences(one, other, f"{path}[{at}]")]
    holds = got not in (None, "", [], {}) if wanted == ANY else wanted == got
    return [] if holds else [f"{path}: wanted {wanted!r}, got {got!r}"]


def ask(client, row, kept):
    """What the SDK makes of the answer: the reply's fields with its status, or the refusal's."""
    module, opened = client(row["client"])
    name = row["call"]
    camel = "".join(word.capitalize() for word in name.split("_"))
    request = build(module, f"{camel}Request", row.get("with", {}), kept)
    try:
        reply = getattr(opened, name)(request)
        fields = json.loads(json.dumps(reply.to_dict(), default=str))
        # The token that the SDK's own credentials fetched, where they fetch one.
        return {"http": reply.status_code, "session": getattr(opened._credentials, "_token", None), **fields}
    except ServiceResponseException as error:
        seen = {"http": error.status_code, "code": error.error_code, "message": error.error_msg}
        return {"refused": {**seen, "request": error.request_id}}


def known(wanted, kept):
    """What is wanted, `$name` replaced by what was kept."""
    if isinstance(wanted, dict):
        return {name: known(value, kept) for name, value in wanted.items()}
    if isinstance(wanted, list):
        return [known(value, kept) for value in wanted]
    return kept[wanted[1:]] if isinstance(wanted, str) and wanted.startswith("$") else wanted


def pick(reply, path):
    for name in path.split("."):
        reply = reply[int(name)] if name.isdigit() else reply[name]
    return reply


def judge(client, row, kept):
    try:
        got = ask(client, row, kept)
        wanted = {"refused": {"request": ANY, **row["refused"]}} if "refused" in row else row["gives"]
        wrong = differences(known(wanted, kept), got)
        if wrong and "refused" in got:
            wrong = [f"wanted {row.get('refused', row.get('gives'))}, refused with {got['refused']}"]
        if not wrong:
            kept.update({name: pick(got, path) for name, path in row.get("keep", {}).items()})
        return wrong
    except (SdkException, KeyError, TypeError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]


def main():
    logging.disable(logging.CRITICAL)
    rows = yaml.safe_load((HERE / "operations.yaml").read_text())
    failed = 0
    with Emulator() as emulator, tempfile.NamedTemporaryFile("w", suffix=".pem") as ca:
        ca.write(emulator["ca"])
        ca.flush()
        kept = {}
        client = clients(emulator["endpoints"]["dcs"], ca.name, kept)
        for row in rows:
            wrong = judge(client, row, kept)
            failed += bool(wrong)
            for line in wrong:
                print(f"{row['client']} {row['call']} ({row['says']}): {line}")
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
