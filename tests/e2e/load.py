"""Many readers at once: what each was told, and what has to be true of it afterwards."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from http.client import HTTPConnection, HTTPException
from typing import Any

from tests.builders import JUDOL
from tests.e2e.service import Answer, Service, ask_over
from tests.waiting import PATIENCE_SECONDS

CONNECTIONS = 6
EVERY_NTH_IS_SPAM = 10


def a_comment(number: int) -> dict[str, Any]:
    """Make a comment like no other, by somebody else; every tenth is a campaign's."""
    spam = number % EVERY_NTH_IS_SPAM == 0
    return {
        "article": {"id": f"artikel-{number % 7}"},
        "author": {"name": f"Pembaca {number}", "email": f"pembaca{number}@example.com"},
        "text": f"{JUDOL} {number}" if spam else f"Pendapat nomor {number}: jadwalnya ditambah.",
    }


Act = Callable[[], object]


def _nothing() -> None:
    return


class Load:
    """`count` submissions over several connections, each with an idempotency key of its own."""

    def __init__(self, service: Service, key: str, count: int) -> None:
        self.service = service
        self.key = key
        self.told: dict[int, dict[str, Any]] = {}
        self.strange: list[Answer] = []
        self._open = list(range(count))
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []

    def begin(self, *, insist: bool = False, at: int = 0, act: Act = _nothing) -> None:
        """Send what is still unanswered; with `insist` each until it is acknowledged.

        When `at` are acknowledged and the next ones are on their way, `act` is done.
        """
        self._at, self._act = at, act
        self._threads = [
            threading.Thread(target=self._send, args=(insist,)) for _ in range(CONNECTIONS)
        ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Wait until every connection has done what it could."""
        for thread in self._threads:
            thread.join(PATIENCE_SECONDS)
            assert not thread.is_alive(), "a connection hangs"

    def _send(self, insist: bool) -> None:
        connection: HTTPConnection | None = None
        while (number := self._take()) is not None:
            connection = connection or HTTPConnection(
                "127.0.0.1", self.service.port, timeout=PATIENCE_SECONDS
            )
            if not self._submit(connection, number):
                connection.close()
                connection = None
                self._give_back(number)
                if not insist:
                    return
        if connection is not None:
            connection.close()

    def _take(self) -> int | None:
        with self._lock:
            return self._open.pop(0) if self._open else None

    def _give_back(self, number: int) -> None:
        with self._lock:
            self._open.append(number)

    def _submit(self, connection: HTTPConnection, number: int) -> bool:
        """Submit; whether it was acknowledged."""
        headers = {"Idempotency-Key": f"komentar-{number}"}
        try:
            answer = ask_over(
                connection, "POST", "/v1/comments", a_comment(number), key=self.key, **headers
            )
        except (OSError, HTTPException):
            return False
        if answer.status == 201:
            self._acknowledged(number, answer.json)
        elif answer.status != 503:
            self.strange.append(answer)
        return answer.status == 201

    def _acknowledged(self, number: int, told: dict[str, Any]) -> None:
        with self._lock:
            self.told[number] = told
            due = len(self.told) == self._at
        if due:
            self._act()


def stream(service: Service, key: str) -> list[dict[str, Any]]:
    """Read the whole approved stream, page by page."""
    entries: list[dict[str, Any]] = []
    cursor = "0-0"
    while True:
        answer = service.ask("GET", f"/v1/approved?after={cursor}&limit=400", key=key)
        assert answer.status == 200, answer.body
        if not answer.json["entries"]:
            return entries
        entries += answer.json["entries"]
        cursor = answer.json["cursor"]


def assert_kept(service: Service, key: str, told: Iterable[dict[str, Any]]) -> None:
    """Find every acknowledged comment as it was acknowledged, and each approved one once."""
    entries = stream(service, key)
    delivered = Counter(entry["comment_id"] for entry in entries)
    connection = HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE_SECONDS)
    for each in told:
        found = ask_over(connection, "GET", f"/v1/comments/{each['id']}", None, key=key)
        assert found.status == 200, f"{each['id']} was acknowledged and is gone"
        assert found.json["status"] == each["status"]
        assert delivered[each["id"]] == (each["status"] == "approved")
    connection.close()
    assert len({entry["cursor"] for entry in entries}) == len(entries)
    assert set(delivered.values()) <= {1}
