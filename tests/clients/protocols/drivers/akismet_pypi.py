"""The client `akismet`, both ways. Its address is a constant; a transport of ours sends it here."""

import asyncio
import json
import os
from typing import Any

import akismet
import httpx

HERE = httpx.URL(f"http://127.0.0.1:{os.environ['PORT']}")
HAM, SPAM = os.environ["HAM"], os.environ["SPAM"]
CONFIG = akismet.Config(key=os.environ["KEY"], url="https://kabar.example/")
WRONG = akismet.Config(key="0123456789ab", url="https://kabar.example/")
SECONDS = 1.0  # as long as the client waits by itself
# Its key_sites sends no key; before the host's name there is one.
BEFORE = {"Host": f"{CONFIG.key}.saring.example"}
COMMENT: dict[str, Any] = {
    "user_ip": "203.0.113.7",
    "user_agent": "Mozilla/5.0",
    "permalink": "https://kabar.example/feri",
    "comment_author": "Rina",
    "comment_type": "comment",
}


def _moved(request: httpx.Request) -> httpx.Request:
    request.url = request.url.copy_with(scheme="http", host=HERE.host, port=HERE.port)
    return request


class Here(httpx.HTTPTransport):  # type: ignore[misc]  # it comes with the client
    """Every address is ours."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return super().handle_request(_moved(request))


class HereToo(httpx.AsyncHTTPTransport):  # type: ignore[misc]  # likewise
    """Every address is ours."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await super().handle_async_request(_moved(request))


def synchronously() -> dict[str, Any]:
    """Call as Django sites do."""
    http = httpx.Client(transport=Here(), timeout=SECONDS, headers=BEFORE)
    try:
        akismet.SyncClient.validated_client(config=WRONG, http_client=http)
        wrong = True
    except akismet.APIKeyError:
        wrong = False
    client = akismet.SyncClient.validated_client(config=CONFIG, http_client=http)
    by = COMMENT | {"comment_author_email": "rina@example.com"}
    return {
        "wrong": wrong,
        "verified": client.verify_key(),
        "ham": client.comment_check(**by, comment_content=HAM).value,
        "spam": client.comment_check(**by, comment_content=SPAM).value,
        "reported": client.submit_spam(**by, comment_content=HAM)
        and client.submit_ham(**by, comment_content=SPAM),
        "usage": client.usage_limit()["usage"],
        "sites": [list(each) for each in client.key_sites().values() if isinstance(each, list)],
    }


async def asynchronously() -> dict[str, Any]:
    """Call as newer sites do."""
    http = httpx.AsyncClient(transport=HereToo(), timeout=SECONDS)
    client = await akismet.AsyncClient.validated_client(config=CONFIG, http_client=http)
    by = COMMENT | {"comment_author_email": "ani@example.com"}
    return {
        "verified": await client.verify_key(),
        "ham": (await client.comment_check(**by, comment_content=f"{HAM} Sip.")).value,
        "spam": (await client.comment_check(**by, comment_content=f"{SPAM} gas")).value,
        "reported": await client.submit_spam(**by, comment_content=f"{HAM} Sip."),
        "guaranteed": (
            await client.comment_check(**COMMENT | {"comment_author": "akismet-guaranteed-spam"})
        ).value,
    }


told = {"sync": synchronously(), "async": asyncio.run(asynchronously())}
print(json.dumps(told))  # noqa: T201 - a driver says what it was told
