"""Every parser of what strangers send or files hold, as a function of bytes.

Each says how many things it read, and raises nothing but what is a failure of ours: refusals that
the parser names are taken here. What was read must be such that it can be recorded.
"""

import io
from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from functools import cache
from types import SimpleNamespace
from typing import Any, BinaryIO, Final, TypeVar

import msgspec
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from moderation.domain.digests import Digests
from moderation.errors import Invalid, SaringError
from moderation.intake.importing import coral, csv_table, disqus, wxr
from moderation.intake.importing.rows import BadFile, Found, Row
from moderation.intake.importing.waiting import WaitingRows, waiting_rows
from moderation.submission.fields import JSON_POINTERS, FieldLimits
from moderation.submission.validation import SubmissionReader
from moderation.web.api.fields import FORM_POINTERS, from_form, from_json
from moderation.web.doors.akismet.bodies import params_of
from moderation.web.doors.akismet.fields import submission_of
from moderation.web.doors.akismet.statistics import _is_month
from moderation.web.doors.coral.phase import _submission as coral_submission
from moderation.web.doors.coral.signature import is_signed
from moderation.web.doors.perspective.asked import (
    Analyze,
    Suggest,
    read,
    suggested,
    text_of,
    thresholds,
    token_of,
)
from moderation.web.doors.perspective.spans import in_utf16, sentences
from moderation.web.doors.perspective.suggest import _submission as suggested_submission
from moderation.web.doors.wordpress.fields import BACK, POINTERS, PROOF, raw_fields
from moderation.web.doors.wordpress.proof_of_work import solved
from moderation.web.doors.wordpress.way_back import page_of, to_comment
from moderation.web.http.context import CONTEXT
from moderation.web.http.form_body import form_fields
from moderation.web.http.json_body import read_object
from moderation.web.http.turns import Turns

Result = TypeVar("Result")
Target = Callable[[bytes], int]

NOW: Final = 1_795_000_000_000
READER: Final = SubmissionReader(
    FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=0)
)
# Of a context, all that these parsers look at.
BEHIND: Final[Any] = SimpleNamespace(reader=READER, settings=SimpleNamespace(trust_proxy=1))
DIGESTS: Final = Digests("ab" * 32)
KINDS: Final = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=sekat",
    "application/json",
)


class Named(io.BytesIO):
    """Bytes that have a place, beside which nothing lies."""

    name = "/nowhere/comments.json"


def finished(work: Coroutine[Any, Any, Result]) -> Result:
    """Run to its end what waits for its turn alone."""
    try:
        while True:
            work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result


@cache
def a_request(kind: str) -> web.Request:
    """Make a request of a media type, without a body."""
    app = web.Application()
    app[CONTEXT] = BEHIND
    made = make_mocked_request("POST", "/", headers={"Content-Type": kind}, app=app)
    return made.clone(remote="192.0.2.1")


def imported(reader: Callable[[BinaryIO], Iterable[Found]]) -> Target:
    """Make a target of an import's reader."""

    def target(content: bytes) -> int:
        with waiting_rows() as waiting:
            rows = _rows(reader(Named(content)), waiting)
            assert len(list(waiting.rows())) <= rows
        return rows

    return target


def _rows(found: Iterable[Found], waiting: WaitingRows) -> int:
    rows = 0
    with suppress(BadFile):
        for each in found:
            assert each.line >= 1
            if isinstance(each, Row):
                rows += 1
                submission, faults = READER.read(each.raw, NOW)
                if not faults:
                    msgspec.json.encode(submission)
                    waiting.put(each, submission.external_id, submission.parent_id)
    return rows


def akismet(content: bytes) -> int:
    """Read a call: its first byte says of which media type the rest is."""
    kind = KINDS[content[0] % len(KINDS)] if content else KINDS[0]
    try:
        params = finished(params_of(a_request(kind), content[1:], Turns()))
    except Invalid:
        return 0
    msgspec.json.encode(submission_of(params, READER, NOW))
    _is_month(params.get("month", ""))
    return len(params)


def perspective(content: bytes) -> int:
    """Read a request for scores."""
    try:
        asked = read(content, Analyze)
        plain = text_of(asked.comment)
        token_of(asked.client_token)
        thresholds(asked.requested_attributes, "id")
    except Invalid:
        return 0
    source = (asked.comment.text if asked.comment else None) or ""
    ranges = sentences(plain.text) or [(0, len(plain.text))]
    units = len(source.encode("utf-16-le", "surrogatepass")) // 2
    assert all(0 <= begin <= end <= units for begin, end in in_utf16(source, plain, ranges))
    return 1


def perspective_suggest(content: bytes) -> int:
    """Read a suggestion."""
    try:
        asked = read(content, Suggest)
        text = text_of(asked.comment).text
        suggested(asked.attribute_scores, "id")
        msgspec.json.encode(asked.languages or [])
    except Invalid:
        return 0
    msgspec.json.encode(suggested_submission(BEHIND, asked, text))
    return 1


def coral_phase(content: bytes) -> int:
    """Read what Coral asks; its first line is the signature."""
    signature, _, body = content.partition(b"\n")
    assert not is_signed(body, signature.decode("latin-1"), ["a secret of nobody's"])
    try:
        msgspec.json.encode(coral_submission(BEHIND, body))
    except SaringError:
        return 0
    return 1


def wordpress(content: bytes) -> int:
    """Read a reader's form; its first line is the page that it came from."""
    referrer, _, body = content.partition(b"\n")
    try:
        form = finished(form_fields(body, Turns()))
    except SaringError:
        return 0
    came_from = referrer.decode("utf-8", "surrogateescape")
    page = page_of(form.get(BACK, ""), came_from, "saring.example", frozenset())
    to_comment(page, "0" * 28, unapproved="x")
    raw = raw_fields(a_request(KINDS[0]), form, page)
    submission, faults = READER.read(raw, NOW, POINTERS)
    if not faults:
        msgspec.json.encode(submission)
    solved(DIGESTS, form.get(PROOF, ""))
    return len(form)


def api(content: bytes) -> int:
    """Read a submission in JSON, then the same bytes as a form."""
    return _api(lambda: from_json(read_object(content))[0], JSON_POINTERS) + _api(
        lambda: from_form(finished(form_fields(content, Turns()))), FORM_POINTERS
    )


def _api(read_raw: Callable[[], Mapping[str, Any]], pointers: Mapping[str, str]) -> int:
    try:
        raw = read_raw()
    except SaringError:
        return 0
    submission, faults = READER.read(raw, NOW, pointers)
    if not faults:
        msgspec.json.encode(submission)
    return 1


TARGETS: Final[Mapping[str, Target]] = {
    "wxr": imported(wxr.read),
    "csv": imported(csv_table.read),
    "disqus": imported(disqus.read),
    "coral": imported(coral.read),
    "akismet": akismet,
    "perspective": perspective,
    "perspective_suggest": perspective_suggest,
    "coral_phase": coral_phase,
    "wordpress": wordpress,
    "api": api,
}
