"""comment-check."""

import time
from typing import Final

from aiohttp import web

from moderation.domain import Comment, CommentState, Decision
from moderation.domain.lifecycle import next_comment_state
from moderation.web.doors.akismet import answers
from moderation.web.doors.akismet.call import DOOR, Call, read_call
from moderation.web.doors.akismet.known import find_known
from moderation.web.http.budget import within
from moderation.web.http.context import CONTEXT, Context

# Akismet's Python client waits for a second.
BUDGET_SECONDS: Final = 0.65
RECHECK_SECONDS: Final = "120"
# Authors and addresses that are spam by agreement, to try an installation.
TEST_AUTHORS: Final = frozenset({"akismet-guaranteed-spam", "viagra-test-123"})
TEST_EMAIL: Final = "akismet-guaranteed-spam@example.com"
TRUSTED_ROLE: Final = "administrator"
EDITED: Final = "edit"


async def comment_check(request: web.Request) -> web.Response:
    """POST /1.1/comment-check."""
    started = time.perf_counter()
    context = request.app[CONTEXT]
    call = await read_call(request)
    call.require("blog", "user_ip")
    by_agreement = _by_agreement(call)
    if by_agreement:
        return answers.text(by_agreement)
    response = await within(BUDGET_SECONDS, _checked(context, call))
    context.metrics.submitted(time.perf_counter() - started)
    return response or _answer(call, CommentState.HELD, again=False)


def _by_agreement(call: Call) -> str:
    author = call.params.get("comment_author", "").strip().lower()
    email = call.params.get("comment_author_email", "").strip().lower()
    if author in TEST_AUTHORS or email == TEST_EMAIL:
        return answers.SPAM
    roles = call.params.get("user_role", "").lower().replace(" ", "").split(",")
    return answers.HAM if TRUSTED_ROLE in roles else ""


async def _checked(context: Context, call: Call) -> web.Response:
    submission = call.submission(context)
    with context.admission.permit(call.known.name):
        if call.has("is_test"):
            decision = await context.intake.preview(call.known, submission)
            return _answer(call, next_comment_state(None, decision.action), again=False)
        if call.has("recheck_reason") and call.params["recheck_reason"] != EDITED:
            comment = await find_known(context, call, submission)
            if comment is not None:
                await _expect(context, call, comment)
                return _about(call, comment, again=True)
        comment = await context.intake.submit(call.known, submission, via=DOOR)
        await _expect(context, call, comment)
    response = _about(call, comment, again=False)
    kind = "spam" if response.body == answers.SPAM.encode() else "ham"
    context.store.door_counts.add(call.known.name, DOOR, kind, call.at)
    return response


async def _expect(context: Context, call: Call, comment: Comment) -> None:
    """Have the site called once there is a decision, where its key says so."""
    if comment.state is CommentState.HELD:
        await context.callbacks.expect(
            call.key, call.secret, comment, call.params.get("callback", "")
        )


def _about(call: Call, comment: Comment, *, again: bool) -> web.Response:
    response = _answer(call, comment.state, again=again)
    response.headers[answers.GUID] = comment.id
    if call.key.choices.get("discard") == "1" and _is_certain(call, comment.events[-1].decision):
        response.headers[answers.PRO_TIP] = "discard"
    return response


def _answer(call: Call, state: CommentState, *, again: bool) -> web.Response:
    """What a client is told of a comment in that state. `again`: it had to wait once already."""
    headers: dict[str, str] = {}
    body = answers.HAM if state is CommentState.APPROVED else answers.SPAM
    if state is CommentState.HELD:
        # WordPress publishes what is still not decided a while after it had to wait.
        chosen = call.key.choices.get("hold", "spam")
        if chosen == "ham" or (chosen == "recheck" and not again):
            body = answers.HAM
        if chosen == "recheck" and not again:
            headers[answers.RECHECK_AFTER] = RECHECK_SECONDS
    if call.has("classify"):
        headers[answers.CLASSIFICATION] = "spam" if body == answers.SPAM else "ham"
    return answers.text(body, headers)


def _is_certain(call: Call, decision: Decision) -> bool:
    """Whether the classifier by itself would have rejected the text."""
    return decision.by == "policy" and (
        decision.scores.get("spam", 0.0) >= call.known.policy.spam_reject
    )
