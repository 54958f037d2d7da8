"""The view of a worktable in addresses and forms: state, topic, sort, and where a page begins.

What an address says in a way that we never write is left at its default.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import parse_qsl, urlencode

from moderation.domain import CommentState
from moderation.review.topics import Topic
from moderation.review.worktable import Sort, View

Choice = TypeVar("Choice", bound=StrEnum)

DEFAULT: Final = View()
VIEW_FIELD: Final = "view"
_START: Final = re.compile(r"[0-9]{1,7}", re.ASCII)
_LONGEST: Final = 200
_STATES: Final = frozenset({CommentState.APPROVED, CommentState.REJECTED})


def view_of(query: Mapping[str, str]) -> View:
    """The view that a query names."""
    state = choice(CommentState, query.get("state", ""))
    start = query.get("start", "")
    return View(
        state=state if state in _STATES else CommentState.HELD,
        topic=choice(Topic, query.get("topic", "")),
        sort=choice(Sort, query.get("sort", "")) or Sort.PRIORITY,
        start=int(start) if _START.fullmatch(start) else 0,
        asked=query.get("asked") == "1",
    )


def view_in(form: Mapping[str, str]) -> View:
    """The view that a form carries."""
    return view_of(dict(parse_qsl(form.get(VIEW_FIELD, "")[:_LONGEST])))


def query_of(view: View, **more: str) -> str:
    """The view as a query, without what is at its default; "" for the default view."""
    chosen = {
        "state": view.state if view.state is not DEFAULT.state else "",
        "topic": view.topic or "",
        "sort": view.sort if view.sort is not DEFAULT.sort else "",
        "asked": "1" if view.asked else "",
        "start": str(view.start) if view.start else "",
    }
    return urlencode({name: value for name, value in (chosen | more).items() if value})


def at(path: str, view: View = DEFAULT, **more: str) -> str:
    """The address of a page under a view."""
    query = query_of(view, **more)
    return f"{path}?{query}" if query else path


def with_topic(view: View, topic: Topic | None) -> View:
    """The view of that topic, from its beginning."""
    return replace(view, topic=topic, start=0, asked=False)


def with_asked(view: View) -> View:
    """The view of what a second opinion is asked for, from its beginning."""
    return replace(view, topic=None, start=0, asked=True)


def with_sort(view: View, sort: Sort) -> View:
    """The view in that order, from its beginning."""
    return replace(view, sort=sort, start=0)


def from_start(view: View, start: int) -> View:
    """The view from another page on."""
    return replace(view, start=start)


def choice(kind: type[Choice], given: str) -> Choice | None:
    """The member that was given; None for what is none."""
    return next((each for each in kind if each == given), None)
