"""Calls about the key and its account. There is no account: whoever has a key has all there is."""

import secrets

from aiohttp import web

from moderation.web.doors.akismet import answers
from moderation.web.doors.akismet.call import read_call


async def verify_key(request: web.Request) -> web.Response:
    """POST /1.1/verify-key."""
    await read_call(request)
    return answers.text(answers.VALID)


async def subscription(request: web.Request) -> web.Response:
    """POST /1.1/get-subscription."""
    call = await read_call(request)
    return answers.data(
        {
            "account_id": call.known.site.created_at,
            "account_type": "saring",
            "account_name": "Saring",
            "status": "active",
            "next_billing_date": False,
            "limit_reached": False,
        }
    )


async def token(request: web.Request) -> web.Response:
    """POST /1.1/token: it would open pages of statistics, of which there are none."""
    await read_call(request)
    return answers.text(secrets.token_hex(16))


async def deactivate(request: web.Request) -> web.Response:
    """POST /1.1/deactivate: a plugin was switched off. Its key goes on, as with Akismet."""
    await read_call(request)
    return answers.text("deactivated")


async def test(_: web.Request) -> web.Response:
    """GET and POST /1.1/test: whether there is a way here at all, without a key."""
    return answers.text("connected")
