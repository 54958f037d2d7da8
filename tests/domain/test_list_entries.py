"""An entry of a list holds until its time is up, or for ever."""

import pytest

from moderation.domain import ListAction, ListEntry, ListKind


@pytest.mark.parametrize(("until", "at", "holds"), [(0, 10**15, True), (5, 4, True), (5, 5, False)])
def test_an_entry_ends_by_itself(until: int, at: int, holds: bool) -> None:
    entry = ListEntry(kind=ListKind.WORD, pattern="x", action=ListAction.HOLD, until=until)
    assert entry.holds(at) is holds
