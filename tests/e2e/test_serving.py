"""`moderation serve`: what it prints, what stops it from starting, and how it ends."""

import json
import re
import resource
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from ctypes import CDLL
from http.client import HTTPConnection
from pathlib import Path
from subprocess import CompletedProcess
from subprocess import run as run_process
from typing import Any

import pytest

from moderation.store.formats import FORMAT
from tests.builders import a_body
from tests.cli.command import assert_told_why
from tests.e2e.conftest import Start
from tests.e2e.service import PROGRAM, Answer, Service, redis_of, run, surroundings
from tests.store.deployments import Node
from tests.waiting import PATIENCE_SECONDS, eventually

pytestmark = pytest.mark.slow

DROP_BOUND_CAPABILITY = 24
OVERRIDE_PERMISSIONS = 1


def test_ctrl_c_ends_it_too_and_what_was_kept_is_there_at_the_next_start(start: Start) -> None:
    service = start()
    key = service.site()
    told = service.ask("POST", "/v1/comments", a_body(), key=key).json
    service.signal(signal.SIGINT)
    assert service.stop() == 0
    again = start()
    found = again.ask("GET", f"/v1/comments/{told['id']}", key=key)
    assert (found.status, found.json["text"]) == (200, a_body()["text"])
    assert "Traceback" not in again.said


def test_sigterm_lets_a_request_finish_that_has_begun(start: Start, data_dir: Path) -> None:
    service = start()
    key = service.site()
    body = json.dumps(a_body()).encode()
    head = (
        f"POST /v1/comments HTTP/1.1\r\nHost: s\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as connection:
        connection.sendall(head + body[:20])
        # Answered in the order of arrival, so after these the half request has been read.
        for _ in range(3):
            assert service.ask("GET", "/healthz").status == 200
        service.signal(signal.SIGTERM)
        eventually(lambda: '"draining"' in service.said, "it drains")
        connection.sendall(body[20:])
        answer = connection.recv(65536)
    assert answer.startswith(b"HTTP/1.1 201 ")
    assert service.stop() == 0


def test_sigterm_ends_long_polls_and_idle_connections_at_once(start: Start, data_dir: Path) -> None:
    service = start(MODERATION_DRAIN_TIMEOUT="55")
    key = service.site()
    idle = HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE_SECONDS)
    idle.request("GET", "/healthz")
    assert idle.getresponse().read()
    answers: list[Answer] = []
    polls = [threading.Thread(target=_poll, args=(service, key, answers)) for _ in range(3)]
    for poll in polls:
        poll.start()
    eventually(lambda: _waiting(service) == len(polls), "the long polls wait")
    service.signal(signal.SIGTERM)
    for poll in polls:
        poll.join(PATIENCE_SECONDS)
    # All this within the patience of a test, though each poll asked for a minute.
    assert [(a.status, a.json["entries"]) for a in answers] == [(200, [])] * len(polls)
    assert service.stop() == 0
    idle.close()


def _poll(service: Service, key: str, answers: list[Answer]) -> None:
    answers.append(service.ask("GET", "/v1/approved?wait=60", key=key))


def _waiting(service: Service) -> int:
    """How many connections of the service wait on the server for news."""
    with redis_of(service.data_dir) as redis:
        return sum("cmd=xread" in _flat(each) for each in redis.client_list())


def _flat(client: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in client.items())


def bound(data_dir: Path, prepare: Callable[[], None]) -> CompletedProcess[str]:
    """Run `serve` in a process prepared so that it cannot write."""
    return run_process(
        [*PROGRAM, "serve", "--port", "0", "--data-dir", str(data_dir)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        env=surroundings({}),
        preexec_fn=prepare,
        check=False,
    )


def obey_permissions() -> None:
    """Take from root, should we be root, the right to write where nobody may."""
    CDLL(None).prctl(DROP_BOUND_CAPABILITY, OVERRIDE_PERMISSIONS, 0, 0, 0)


def have_no_room() -> None:
    """Let no file grow at all, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def test_a_read_only_data_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    folder.mkdir(mode=0o500)
    assert_told_why(bound(folder, obey_permissions), str(folder), "Permission denied")


def test_a_read_only_folder_with_data_in_it_is_named(start: Start, data_dir: Path) -> None:
    assert start().stop() == 0
    for file in [*data_dir.rglob("*"), data_dir]:
        file.chmod(0o500 if file.is_dir() else 0o400)
    done = bound(data_dir, obey_permissions)
    for file in [data_dir, *data_dir.rglob("*")]:
        file.chmod(0o700)
    assert_told_why(done, str(data_dir))


def test_a_full_disk_is_named(data_dir: Path) -> None:
    assert_told_why(bound(data_dir, have_no_room), str(data_dir), "File too large")


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Node]:
    """Run a server that asks for a password."""
    node = Node(tmp_path / "guarded", {"requirepass": "rahasia"})
    yield node.start()
    node.kill()


@pytest.mark.parametrize(
    ("scheme", "password", "settings", "words"),
    [
        ("redis", "salah", {}, ("user or password",)),
        ("redis", "", {}, ("user or password",)),
        ("redis+cluster", "rahasia", {}, ("no cluster",)),
        ("redis", "rahasia", {"MODERATION_REPLICAS": "2"}, ("0 replicas", "asks for 2")),
    ],
)
def test_a_server_that_was_named_wrongly_is_told_by_host_and_port(
    guarded: Node, scheme: str, password: str, settings: dict[str, str], words: tuple[str, ...]
) -> None:
    url = f"{scheme}://:{password}@127.0.0.1:{guarded.port}"
    done = run("serve", "--port", "0", "--redis-url", url, **settings)
    assert_told_why(done, f"127.0.0.1:{guarded.port}", *words)
    assert not re.search("rahasia|salah", done.stderr + done.stdout)


def test_a_service_whose_server_is_away_waits_for_it(start: Start, tmp_path: Path) -> None:
    node = Node(tmp_path / "late")
    service = start("--redis-url", f"redis://127.0.0.1:{node.port}")
    for _ in range(20):
        ready = service.ask("GET", "/readyz")
        assert (ready.status, ready.json["promises"]["reachable"]) == (503, "connection refused")
        assert service.ask("GET", "/v1/approved", key="srg_x").status == 503
    lines = [json.loads(line) for line in service.said.splitlines()]
    told = [line["event"] for line in lines if line.get("reason", "").endswith("refused")]
    assert sorted(told) == ["promise_broken", "store_away", "store_unavailable"]
    node.start()
    try:
        eventually(lambda: service.ask("GET", "/readyz").status == 200, "the service is ready")
        eventually(lambda: "promise_kept" in service.said, "that is logged")
        with node.client() as client:
            assert client.get("mod:{sites}:format") == str(FORMAT)
    finally:
        service.stop()
        node.kill()


def test_settings_come_from_the_environment_and_the_command_line_wins(
    start: Start, data_dir: Path
) -> None:
    service = start(MODERATION_TEXT_LIMIT="20", MODERATION_PORT="1", MODERATION_LOG_LEVEL="error")
    key = service.site()
    assert service.port > 1
    answer = service.ask("POST", "/v1/comments", a_body(text="x" * 21), key=key)
    assert answer.json["errors"][0]["code"] == "too_long"
    assert service.said == ""
