"""The client `akismet-async`. Its four addresses are constants of a module."""

import asyncio
import json
import os
from typing import Any

from akismet import Akismet, Comment, client

HERE = f"http://127.0.0.1:{os.environ['PORT']}/1.1"
HAM, SPAM, KEY = os.environ["HAM"], os.environ["SPAM"], os.environ["KEY"]
client.AKISMET_CHECK_URL = f"{HERE}/comment-check"
client.AKISMET_SUBMIT_SPAM_URL = f"{HERE}/submit-spam"
client.AKISMET_SUBMIT_HAM_URL = f"{HERE}/submit-ham"
client.AKISMET_KEY_VERIFICATION_URL = f"{HERE}/verify-key"


def saying(text: str) -> Comment:
    """A comment whose absent fields go as empty ones."""
    return Comment(
        comment_content=text,
        user_ip="203.0.113.7",
        user_agent="Mozilla/5.0",
        referrer="https://kabar.example/",
        permalink="https://kabar.example/feri",
        comment_author="Rina",
    )


async def main() -> dict[str, Any]:
    """Call everything that it has; the key stands before the host's name, which a proxy tells."""
    mine = Akismet(KEY, "https://kabar.example/")
    mine._http_client.timeout = 1.0
    mine._http_client.headers["Host"] = f"{KEY}.saring.example"
    told = {
        "wrong": await Akismet("0123456789ab", "https://kabar.example/").verify_key(),
        "verified": await mine.verify_key(),
        "ham": str(await mine.check(saying(HAM))),
        "spam": str(await mine.check(saying(SPAM))),
    }
    await mine.submit_spam(saying(HAM))
    await mine.submit_ham(saying(SPAM))
    return told


print(json.dumps(asyncio.run(main())))  # noqa: T201 - a driver says what it was told
