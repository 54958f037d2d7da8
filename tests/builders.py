"""Builders: a valid thing of each kind, with only what a test cares about changed."""

from typing import Any

from moderation import clock
from moderation.domain import (
    Action,
    Article,
    Author,
    Client,
    Comment,
    CommentState,
    Decision,
    Event,
    EventType,
    Reason,
    Submission,
)
from moderation.domain.policy import Policy

POLITE = "Terima kasih, beritanya jelas dan lengkap."
# A campaign that does not exist, as such campaigns are written.
JUDOL = "Gacor parah bosku, main di 𝗡𝗔𝗚𝗔𝗦𝗔𝗞𝗧𝗜𝟴𝟴 langsung maxwin, depo 10rb wd jutaan"


def a_submission(**changes: Any) -> Submission:
    """A polite comment."""
    given: dict[str, Any] = {
        "article": Article(id="feri-baru"),
        "author": Author(name="Rina", email="rina@example.com"),
        "text": POLITE,
        "client": Client(ip="203.0.113.7"),
    }
    return Submission(**(given | changes))


def a_body(**changes: Any) -> dict[str, Any]:
    """A polite comment as the API takes it."""
    given: dict[str, Any] = {
        "article": {"id": "feri-baru", "title": "Feri baru mulai berlayar"},
        "author": {"name": "Rina", "email": "rina@example.com"},
        "text": POLITE,
    }
    return given | changes


def a_body_by(number: int) -> dict[str, Any]:
    """A polite comment by somebody else, in words of its own."""
    author = {"name": f"Pembaca {number}", "email": f"pembaca{number}@example.com"}
    return a_body(author=author, text=f"Pendapat nomor {number}: jadwalnya perlu ditambah.")


def a_policy(**changes: Any) -> Policy:
    """The default policy with round thresholds."""
    given: dict[str, Any] = {"spam_hold": 0.5, "spam_reject": 0.9}
    return Policy(**(given | changes))


def an_event(state: CommentState, action: Action, *, at: int = 1_000) -> Event:
    """The policy's decision."""
    reasons = (Reason(code="no_findings", weight=0.0),)
    decision = Decision(action=action, by="policy", reasons=reasons, policy_version="p-1")
    return Event(type=EventType.SUBMITTED, at=at, state=state, decision=decision)


def a_comment(state: CommentState = CommentState.HELD, **changes: Any) -> Comment:
    """A comment in `state`, with a case when it is held."""
    comment_id = clock.new_id(clock.now_ms())
    action = {
        CommentState.HELD: Action.HOLD,
        CommentState.APPROVED: Action.APPROVE,
        CommentState.REJECTED: Action.REJECT,
    }[state]
    given: dict[str, Any] = {
        "site": "kabar",
        "id": comment_id,
        "state": state,
        "created_at": 1_000,
        "submission": a_submission(),
        "events": (an_event(state, action),),
        "case_id": f"{comment_id}-1" if state is CommentState.HELD else "",
    }
    return Comment(**(given | changes))
