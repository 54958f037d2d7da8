"""A client of Akismet's: calls as they are sent, and answers as they are read, to the byte."""

from dataclasses import dataclass
from typing import Any

from aiohttp import ClientResponse

from tests.builders import JUDOL, POLITE
from tests.web.conftest import Browser

TROUBLE = ("X-akismet-debug-help", "X-akismet-error", "X-akismet-alert-code")


def a_call(**changes: Any) -> dict[str, Any]:
    """A polite comment as a client of Akismet's sends it."""
    given = {
        "blog": "https://kabar.example/",
        "user_ip": "203.0.113.7",
        "user_agent": "Mozilla/5.0",
        "referrer": "https://kabar.example/feri",
        "permalink": "https://kabar.example/feri",
        "comment_type": "comment",
        "comment_author": "Rina",
        "comment_author_email": "rina@example.com",
        "comment_content": POLITE,
    }
    return {name: each for name, each in (given | changes).items() if each is not None}


@dataclass
class Akismet:
    """Calls with a key."""

    client: Browser
    key: str

    async def post(self, path: str, /, **params: Any) -> ClientResponse:
        """Make any call as a form."""
        sent = {"api_key": self.key} | {n: v for n, v in params.items() if v is not None}
        return await self.client.post(path, data=sent)

    async def said(self, path: str, /, **params: Any) -> str:
        """Make a call that is understood; return the exact body."""
        answer = await self.post(path, **params)
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert not [each for each in TROUBLE if each in answer.headers]
        return (await answer.read()).decode()

    async def check(self, **changes: Any) -> str:
        """Check a comment."""
        return await self.said("/1.1/comment-check", **a_call(**changes))

    async def checked(self, **changes: Any) -> tuple[str, str]:
        """Check a comment; return the body and the guid."""
        answer = await self.post("/1.1/comment-check", **a_call(**changes))
        return await answer.text(), answer.headers.get("X-akismet-guid", "")


__all__ = ["JUDOL", "POLITE", "Akismet", "a_call"]
