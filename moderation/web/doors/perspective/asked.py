"""What a client of Perspective may ask, as its reference names it. Unknown members are ignored."""

from typing import Any, Final, Literal, TypeVar

import msgspec
from msgspec import Struct

from moderation.submission.markup import Plain, plain
from moderation.web.doors.perspective.attributes import SERVED, SUFFIX
from moderation.web.doors.perspective.refusals import empty, invalid, too_long, unserved
from moderation.web.http.json_body import read_as
from moderation.web.http.problems import Malformed

TEXT_LIMIT: Final = 20_480  # bytes of UTF-8
ATTRIBUTES_LIMIT: Final = 100
TOKEN_LIMIT: Final = 1_000
PROBABILITY: Final = "PROBABILITY"

TextType = Literal["TEXT_TYPE_UNSPECIFIED", "PLAIN_TEXT", "HTML"]


class TextEntry(Struct):
    """A text and how it is written."""

    text: str | None = None
    type: TextType | None = None


class Parameters(Struct, rename="camel"):
    """How an attribute is wanted: below its threshold it is left out."""

    score_type: str | None = None
    score_threshold: float | None = None


class Analyze(Struct, rename="camel"):
    """The body of comments:analyze. What it says of keeping is moot, since nothing is kept."""

    comment: TextEntry | None = None
    requested_attributes: dict[str, Parameters | None] | None = None
    languages: list[str] | None = None
    span_annotations: bool | None = None
    client_token: str | None = None


class Score(Struct):
    """A score, of a whole text."""

    value: float


class AttributeScores(Struct, rename="camel"):
    """What a person makes of a text, for one attribute."""

    summary_score: Score | None = None


class Suggest(Struct, rename="camel"):
    """The body of comments:suggestscore."""

    comment: TextEntry | None = None
    attribute_scores: dict[str, AttributeScores | None] | None = None
    languages: list[str] | None = None
    community_id: str | None = None
    client_token: str | None = None


Body = TypeVar("Body")


def read(body: bytes, kind: type[Body]) -> Body:
    """The body as that kind of request. Raises Refused."""
    try:
        return read_as(body, msgspec.json.Decoder(kind).decode)
    except (msgspec.ValidationError, Malformed) as error:
        reason = str(error) if isinstance(error, msgspec.ValidationError) else "it is no JSON"
        raise invalid(f"Invalid JSON payload received: {reason}") from None


def text_of(comment: TextEntry | None) -> Plain:
    """The text of a comment without its markup. Raises Refused."""
    given = (comment.text if comment else None) or ""
    if len(given.encode("utf-8", "surrogatepass")) > TEXT_LIMIT:
        raise too_long()
    is_html = comment is not None and comment.type == "HTML"
    found = plain(given) if is_html else Plain(given, (0,), (0,))
    if not found.text.strip():
        raise empty()
    return found


def thresholds(asked: dict[str, Any] | None, language: str) -> dict[str, float]:
    """Each attribute that is wanted, by the name that it was asked for. Raises Refused."""
    if not asked:
        raise invalid("No attributes were requested: name at least one in requestedAttributes.")
    if len(asked) > ATTRIBUTES_LIMIT:
        raise invalid(f"More than {ATTRIBUTES_LIMIT} attributes were requested.")
    return {name: _threshold(name, each, language) for name, each in asked.items()}


def _threshold(name: str, wanted: Parameters | None, language: str) -> float:
    if name.removesuffix(SUFFIX) not in SERVED:
        raise unserved(name, language)
    if wanted is None:
        return 0.0
    if wanted.score_type not in {None, "", "SCORE_TYPE_UNSPECIFIED", PROBABILITY}:
        raise invalid(f"{name} is served as {PROBABILITY} alone.")
    return wanted.score_threshold or 0.0


def suggested(scores: dict[str, AttributeScores | None] | None, language: str) -> float:
    """The score that a person gives, of the one attribute that is served. Raises Refused."""
    values: list[float] = []
    for name, each in (scores or {}).items():
        if name.removesuffix(SUFFIX) not in SERVED:
            raise unserved(name, language)
        if each is None or each.summary_score is None or not 0 <= each.summary_score.value <= 1:
            raise invalid(f"{name} has no summaryScore.value from 0 to 1.")
        values.append(each.summary_score.value)
    if not values:
        raise invalid("No scores were suggested: name SPAM in attributeScores.")
    return values[0]


def token_of(given: str | None) -> str:
    """The client's token, which is given back as it came. Raises Refused for a long one."""
    if given and len(given) > TOKEN_LIMIT:
        raise invalid(f"clientToken is longer than {TOKEN_LIMIT} characters.")
    return given or ""
