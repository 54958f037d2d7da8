"""A submission that comes without a key is known again by all that it says."""

from typing import Any

import msgspec
import pytest

from moderation.domain import Article, Author, Client, FormTrap, Submission
from moderation.domain.digests import Digests
from moderation.intake import HISTORY_MS, idempotency_of
from moderation.store.comments import NO_RETRY
from tests.builders import a_submission

NOW = 1_800_000_000_000
SENT_ELSEWHERE: dict[str, Any] = {
    "client": Client(ip="198.51.100.9", user_agent="another phone"),
    "submitted_at": NOW,
    "trap": FormTrap(token="another"),
}


def digest_of(submission: Submission) -> str:
    return idempotency_of(Digests("ab" * 32), submission, "", NOW).digest


def other(value: Any) -> Any:
    """Another value of the same type."""
    return not value if isinstance(value, bool) else f"{value}x"


def variants() -> dict[str, dict[str, Any]]:
    """A change of each field of what is said, by its name."""
    found: dict[str, dict[str, Any]] = {"trap.honeypot": {"trap": FormTrap(honeypot="x")}}
    before = a_submission()
    for name in Submission.__struct_fields__:
        value = getattr(before, name)
        if isinstance(value, Article | Author):
            for inner in value.__struct_fields__:
                change = {inner: other(getattr(value, inner))}
                found[f"{name}.{inner}"] = {name: msgspec.structs.replace(value, **change)}
        elif name not in SENT_ELSEWHERE:
            found[name] = {name: other(value)}
    return found


def test_the_same_is_known_again_from_wherever_it_is_sent() -> None:
    assert digest_of(a_submission()) == digest_of(a_submission(**SENT_ELSEWHERE))


@pytest.mark.parametrize("change", variants().values(), ids=variants())
def test_whatever_else_is_said_makes_another(change: dict[str, Any]) -> None:
    assert digest_of(a_submission()) != digest_of(a_submission(**change))


def test_what_moves_from_one_field_to_the_next_makes_another() -> None:
    pair = [a_submission(article=Article(id="a", title=title)) for title in ("", "b")]
    moved = a_submission(article=Article(id="ab"))
    assert len({*map(digest_of, pair), digest_of(moved)}) == 3


def test_history_is_not_known_again() -> None:
    long_ago = a_submission(submitted_at=NOW - HISTORY_MS - 1)
    assert idempotency_of(Digests("ab" * 32), long_ago, "", NOW) == NO_RETRY
