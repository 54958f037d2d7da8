"""A Coral that asks about comments, signed as it signs."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse

from tests.builders import POLITE
from tests.web.conftest import Browser

SECRET, OTHER = "empsec_" + "a" * 40, "empsec_" + "b" * 40
PATH = "/coral/kabar"


def a_phase(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "action": "NEW",
        "comment": {"body": f"<div>{POLITE}</div>", "parentID": None},
        "author": {"id": "u-7", "role": "COMMENTER"},
        "story": {"id": "s-1", "url": "https://kabar.example/feri"},
        "site": {"id": "kabar"},
        "tenantID": "t",
        "tenantDomain": "kabar.example",
    }
    return given | changes


def saying(text: str, **changes: Any) -> dict[str, Any]:
    return a_phase(comment={"body": text, "parentID": None}, **changes)


def as_phase(text: str) -> bytes:
    return json.dumps(saying(text)).encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass
class Coral:
    """A Coral that asks about comments."""

    client: Browser

    async def ask(self, phase: Any, secrets: Iterable[str] = (SECRET,)) -> ClientResponse:
        """Ask as Coral does: indented by two spaces."""
        body = json.dumps(phase, indent=2, ensure_ascii=False).encode()
        return await self.send(body, ",".join(signature(body, secret) for secret in secrets))

    async def send(self, body: bytes, header: str) -> ClientResponse:
        """Send any bytes under any signature."""
        headers = {"Content-Type": "application/json", "X-Coral-Signature": header}
        return await self.client.post(PATH, data=body, headers=headers)
