"""submit-spam and submit-ham: what people of the site decided, as a decision on the comment.

One that is not known here, because another service checked it, is recorded with theirs. A decision
that the comment has already changes nothing, so nothing that is told back and forth grows.
"""

from typing import Final

from aiohttp import web

from moderation import logs
from moderation.domain import Action, Comment
from moderation.errors import Conflict
from moderation.web.doors.akismet import answers
from moderation.web.doors.akismet.call import DOOR, Call, read_call
from moderation.web.doors.akismet.known import find_known
from moderation.web.http.context import CONTEXT, Context

_KINDS: Final = {Action.REJECT: "missed_spam", Action.APPROVE: "false_positives"}
_LOG: Final = logs.logger("doors")


async def submit_spam(request: web.Request) -> web.Response:
    """POST /1.1/submit-spam."""
    return await _submitted(request, Action.REJECT)


async def submit_ham(request: web.Request) -> web.Response:
    """POST /1.1/submit-ham."""
    return await _submitted(request, Action.APPROVE)


async def _submitted(request: web.Request, action: Action) -> web.Response:
    context = request.app[CONTEXT]
    call = await read_call(request)
    if not call.has("is_test"):
        with context.admission.permit(call.known.name):
            comment = await _comment(context, call)
            if comment is not None:
                await _decide(context, call, comment, action)
    return answers.text(answers.THANKS)


async def _comment(context: Context, call: Call) -> Comment | None:
    submission = call.submission(context)
    found = await find_known(context, call, submission)
    if found is None and submission.text.strip():
        found = await context.intake.submit(call.known, submission, via=DOOR)
    return found


async def _decide(context: Context, call: Call, comment: Comment, action: Action) -> None:
    try:
        after = await context.review.report(comment, action, door=DOOR)
    except Conflict as conflict:
        # A moderator has it in hand, or was faster: theirs counts.
        _LOG.info("report_left_out", {"site": call.known.name, "state": conflict.state})
        return
    if after is not comment:
        context.store.door_counts.add(call.known.name, DOOR, _KINDS[action], call.at)
