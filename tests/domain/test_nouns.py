"""The nouns: what they say of themselves."""

import pytest

from moderation.domain import Action, CommentState, Decision, Moderator, Reason, Role
from tests.builders import a_comment, an_event


@pytest.mark.parametrize(
    ("sites", "everywhere", "seen"),
    [((), True, True), ((), False, False), (("kabar",), False, True), (("harian",), False, False)],
)
def test_a_moderator_works_on_the_sites_named_or_on_all(
    sites: tuple[str, ...], *, everywhere: bool, seen: bool
) -> None:
    moderator = Moderator(
        id="m",
        email="budi@kabar.example",
        role=Role.MODERATOR,
        password_hash="",
        sites=sites,
        all_sites=everywhere,
    )
    assert moderator.may_see("kabar") is seen


def test_each_event_of_a_comment_makes_a_revision() -> None:
    event = an_event(CommentState.HELD, Action.HOLD)
    assert [a_comment(events=(event,) * count).revision for count in (1, 2)] == [1, 2]


@pytest.mark.parametrize(
    ("by", "code", "label"),
    [
        ("moderator", "moderator_decided", True),
        ("policy", "spam", False),
        ("import", "imported_decision", True),
        ("import", "imported", False),
    ],
)
def test_a_label_is_what_a_person_decided_here_or_elsewhere(
    by: str, code: str, *, label: bool
) -> None:
    decision = Decision(action=Action.REJECT, by=by, reasons=(Reason(code=code, weight=0.0),))
    assert decision.is_label is label
