"""Filters of a search in addresses: what an address says in another way than ours asks nothing."""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlencode

from moderation.domain import CommentState
from moderation.review.filters import PEOPLE, POLICY, Age, Filters, Tongue
from moderation.review.topics import Topic
from moderation.web.console.table.view import choice

STATES: Final = (CommentState.HELD, CommentState.APPROVED, CommentState.REJECTED)
_PERCENT: Final = re.compile(r"[0-9]{1,2}|100", re.ASCII)
_DECIDER: Final = re.compile(rf"{POLICY}|{PEOPLE}|m[0-9a-f]{{15}}", re.ASCII)
_ALL: Final = 100
_LONGEST: Final = 200


def filters_of(query: Mapping[str, str]) -> Filters:
    """The filters that a query names."""
    state, decider = choice(CommentState, query.get("state", "")), query.get("by", "")
    return Filters(
        state=state if state in STATES else None,
        topic=choice(Topic, query.get("topic", "")),
        least=_percent(query.get("least", ""), 0),
        most=_percent(query.get("most", ""), _ALL),
        article=query.get("article", "").strip()[:_LONGEST],
        author=query.get("author", "").strip()[:_LONGEST],
        tongue=choice(Tongue, query.get("tongue", "")),
        age=choice(Age, query.get("age", "")),
        decider=decider if _DECIDER.fullmatch(decider) else "",
    )


def search_query(words: str, filters: Filters, **more: str) -> str:
    """Words and filters as a query, without what asks nothing."""
    asked = {
        "q": words,
        "state": filters.state or "",
        "topic": filters.topic or "",
        "least": str(filters.least) if filters.least else "",
        "most": str(filters.most) if filters.most != _ALL else "",
        "article": filters.article,
        "author": filters.author,
        "tongue": filters.tongue or "",
        "age": filters.age or "",
        "by": filters.decider,
    }
    chosen = {name: value for name, value in (asked | more).items() if value}
    return urlencode(chosen, errors="replace")


def _percent(given: str, otherwise: int) -> int:
    return int(given) if _PERCENT.fullmatch(given) else otherwise
