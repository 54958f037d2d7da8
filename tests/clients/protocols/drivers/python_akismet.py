"""The client `python-akismet`. It puts the key before the host's name; every name leads here."""

import json
import os
import socket
from datetime import UTC, datetime
from typing import Any

from akismet import Akismet

resolve = socket.getaddrinfo


def everywhere(_: Any, *more: Any, **how: Any) -> Any:
    """As an entry in DNS would have it."""
    return resolve("127.0.0.1", *more, **how)


socket.getaddrinfo = everywhere  # type: ignore[assignment]  # takes whatever it took
Akismet.protocol = "http"
Akismet.domain = f"saring.example:{os.environ['PORT']}"
HAM, SPAM = os.environ["HAM"], os.environ["SPAM"]
comment: dict[str, Any] = {
    "user_ip": "203.0.113.7",
    "user_agent": "Mozilla/5.0",
    "permalink": "https://kabar.example/feri",
    "comment_author": "Rina",
    "comment_author_email": "rina@example.com",
    "comment_date": datetime.now(UTC).replace(tzinfo=None),
}
client = Akismet(os.environ["KEY"], blog="https://kabar.example/", timeout=1.0)
test = Akismet(os.environ["KEY"], blog="https://kabar.example/", is_test=True, timeout=1.0)
told = {
    "ham": client.check(**comment, comment_content=HAM),
    "spam": client.check(**comment, comment_content=SPAM),
    "test": test.check(**comment, comment_content=SPAM),
    "viagra": test.check(**comment | {"comment_author": "viagra-test-123"}),
    "admin": test.check(**comment, comment_content=SPAM, user_role="administrator"),
}
client.submit_spam(**comment, comment_content=HAM)
client.submit_ham(**comment, comment_content=SPAM)
print(json.dumps(told))  # noqa: T201 - a driver says what it was told
