"""Saring's HTTP API as a news site uses it: a form token, a submission, the approved stream.

Only what a site needs of each answer is read; members that it does not know are ignored, so the
API may grow. Every failure to get a usable answer is one exception, SaringAway.
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final, TypeVar

import msgspec
from aiohttp import ClientError, ClientSession, ClientTimeout, ServerDisconnectedError

# A page must not wait long for a form token: the form works without one.
TOKEN_TIMEOUT: Final = ClientTimeout(total=2)
SUBMIT_TIMEOUT: Final = ClientTimeout(total=10)
# What a long poll may take beyond the wait that was asked for.
POLL_GRACE_SECONDS: Final = 10

# The refusals that a reader can do something about; every other one is ours to repair.
FOR_THE_READER: Final = frozenset(
    {
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
)

Answer = TypeVar("Answer", bound=msgspec.Struct)


class SaringAway(Exception):
    """Saring cannot be reached, or its answer is of no use; trying again later may help."""


class CursorExpired(Exception):
    """The approved stream no longer reaches back to this cursor: read it from the start."""


class FormToken(msgspec.Struct, frozen=True):
    """What goes into a form as it is rendered: when it was, and the field that stays empty."""

    token: str
    honeypot_field: str


class Receipt(msgspec.Struct, frozen=True):
    """Saring took the comment; `status` is approved, held or rejected."""

    id: str
    status: str


class Fault(msgspec.Struct, frozen=True):
    """One thing wrong with a submission: where (JSON pointer), what, and a sentence."""

    pointer: str
    code: str
    detail: str


class Refusal(msgspec.Struct, frozen=True):
    """Saring did not take the comment, for a reason that the reader can do something about."""

    status: int
    type: str = ""
    detail: str = ""
    errors: tuple[Fault, ...] = ()


class ArticleNamed(msgspec.Struct, frozen=True):
    """The article that an entry belongs to."""

    id: str


class AuthorNamed(msgspec.Struct, frozen=True):
    """The author of an entry, as published."""

    name: str = ""
    url: str | None = None


class Entry(msgspec.Struct, frozen=True):
    """One entry of the approved stream. All but the first two may be missing when withdrawn."""

    type: str
    comment_id: str
    article: ArticleNamed | None = None
    parent_id: str | None = None
    author: AuthorNamed | None = None
    text: str = ""
    created_at: str | None = None
    edited: bool = False


class Page(msgspec.Struct, frozen=True):
    """Entries in order, and the cursor to ask behind next."""

    entries: tuple[Entry, ...]
    cursor: str


class SaringClient:
    """Asks Saring in the name of one site."""

    def __init__(self, session: ClientSession, base_url: Callable[[], str], api_key: str) -> None:
        self._session = session
        self._base_url = base_url
        self._authorization = {"Authorization": f"Bearer {api_key}"}

    async def form_token(self) -> FormToken:
        """A token for a form that is rendered now. Raises SaringAway."""
        status, body = await self._ask("GET", "/v1/form-token", timeout=TOKEN_TIMEOUT)
        return _read(status, body, HTTPStatus.OK, FormToken)

    async def submit(
        self, submission: Mapping[str, Any], *, language: str, idempotency_key: str
    ) -> Receipt | Refusal:
        """Send a comment. The same key and submission again give the same answer again.

        Raises SaringAway; then the comment may or may not have been taken, and sending the very
        same again is the way to find out.
        """
        status, body = await self._ask(
            "POST",
            "/v1/comments",
            body=msgspec.json.encode(submission),
            headers={
                "Content-Type": "application/json",
                "Accept-Language": language,
                "Idempotency-Key": idempotency_key,
            },
            timeout=SUBMIT_TIMEOUT,
        )
        if status in FOR_THE_READER:
            return _refusal(status, body)
        return _read(status, body, HTTPStatus.CREATED, Receipt)

    async def approved(self, after: str, *, limit: int, wait_seconds: int) -> Page:
        """Entries behind `after`, waiting for the first if there is none yet.

        Raises CursorExpired, SaringAway.
        """
        status, body = await self._ask(
            "GET",
            "/v1/approved",
            params={"after": after, "limit": str(limit), "wait": str(wait_seconds)},
            timeout=ClientTimeout(total=wait_seconds + POLL_GRACE_SECONDS),
        )
        if status == HTTPStatus.GONE:
            raise CursorExpired(after)
        return _read(status, body, HTTPStatus.OK, Page)

    async def _ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> tuple[int, bytes]:
        """The status and body of Saring's answer. Raises SaringAway.

        A connection that breaks is tried once more: most often it was a kept one that the server
        had just closed, and no request here does harm when it arrives twice.
        """
        more["headers"] = {**(headers or {}), **self._authorization}
        try:
            try:
                return await self._ask_once(method, path, body, **more)
            except ServerDisconnectedError:
                return await self._ask_once(method, path, body, **more)
        except (ClientError, TimeoutError) as error:
            raise SaringAway(path) from error

    async def _ask_once(
        self, method: str, path: str, body: bytes | None, **more: Any
    ) -> tuple[int, bytes]:
        base = self._base_url()
        if not base:
            raise SaringAway("its address is not known yet")
        data = None if body is None else BytesIO(body)
        async with self._session.request(
            method, base + path, data=data, allow_redirects=False, **more
        ) as answer:
            return answer.status, await answer.read()


def _read(status: int, body: bytes, wanted: HTTPStatus, kind: type[Answer]) -> Answer:
    """The answer as `kind`. Raises SaringAway for another status or a body of another shape."""
    if status != wanted:
        raise SaringAway(f"status {status}")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.DecodeError as error:
        raise SaringAway(f"no {kind.__name__} in the answer") from error


def _refusal(status: int, body: bytes) -> Refusal:
    """The problem in `body`; a proxy on the way may have answered with something else."""
    try:
        return msgspec.structs.replace(msgspec.json.decode(body, type=Refusal), status=status)
    except msgspec.DecodeError:
        return Refusal(status)
