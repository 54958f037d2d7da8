"""A disk that fills up while the service runs: refused, nothing lost, and well again with room."""

import resource
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError

from moderation.process import embedded
from tests.e2e.conftest import Start
from tests.e2e.load import Load, a_comment, assert_kept
from tests.e2e.service import Service, add_site
from tests.waiting import eventually
from tests.web.problem_shape import assert_is_problem

pytestmark = pytest.mark.slow

NO_LIMIT = resource.RLIM_INFINITY


def allow(pid: int, size: int) -> None:
    """Let a process write no file beyond a size, as if the disk were full there."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


def log_size(data_dir: Path) -> int:
    """How large the server's newest log of writes is."""
    return max(file.stat().st_size for file in data_dir.rglob("*.aof"))


def refused(service: Service, key: str, number: int) -> bool:
    """Whether a submission is refused, which has to be in the right way."""
    answer = service.ask("POST", "/v1/comments", a_comment(number), key=key)
    if answer.status == 201:
        return False
    assert_is_problem(answer.json, 503)
    assert int(answer.headers["Retry-After"]) > 0
    return True


def test_the_embedded_server_on_a_full_disk_is_back_as_soon_as_there_is_room(
    start: Start, data_dir: Path
) -> None:
    service = start()
    key = service.site()
    load = Load(service, key, 40)
    load.begin(insist=True)
    load.end()
    full = log_size(data_dir) + 3_000
    allow(service.process.pid, full)  # which holds for every server that it starts from now on
    allow(service.server_pid(), full)

    fresh = iter(range(1_000, 10_000))
    eventually(lambda: refused(service, key, next(fresh)), "the disk is full")
    assert service.ask("GET", "/healthz").status == 200
    # The server comes back, finds no room again, and goes: refused or taken, nothing else.
    eventually(lambda: "embedded_server_revived" in service.said, "the server was brought back")

    allow(service.process.pid, NO_LIMIT)
    eventually(lambda: _raised(service), "the server that runs has room")
    eventually(lambda: not refused(service, key, next(fresh)), "submissions are taken again")
    assert_kept(service, key, load.told.values())
    assert "Traceback" not in service.said
    assert "failed" not in service.said


def _raised(service: Service) -> bool:
    """Give room to the server that runs now, if one does."""
    try:
        allow(service.server_pid(), NO_LIMIT)
    except (RedisError, ProcessLookupError):
        return False
    return True


@pytest.fixture
def lenient(tmp_path: Path) -> Iterator[Redis]:
    """Run a server as operators often do: synced every second, going on when it cannot write."""
    socket = tmp_path / "s"
    arguments = {
        "port": "0",
        "unixsocket": str(socket),
        "dir": str(tmp_path),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
    }
    process = subprocess.Popen(
        [embedded.program(), *(part for k, v in arguments.items() for part in (f"--{k}", v))],
        stdout=subprocess.DEVNULL,
        restore_signals=False,  # so a write over the limit fails, as on a full disk
    )
    with Redis(unix_socket_path=str(socket), decode_responses=True) as client:
        eventually(lambda: _answers(client), "the server answers")
        yield client
    process.send_signal(signal.SIGKILL)
    process.wait()


def _answers(client: Redis) -> bool:
    try:
        return bool(client.ping())
    except RedisError:
        return False


def test_a_server_of_ones_own_on_a_full_disk_makes_no_false_promises(
    start: Start, data_dir: Path, tmp_path: Path, lenient: Redis
) -> None:
    url = f"unix://{tmp_path / 's'}"
    key = add_site(url)
    service = start(MODERATION_REDIS_URL=url)
    load = Load(service, key, 6)
    load.begin(insist=True)
    load.end()
    pid = int(lenient.info("server")["process_id"])
    allow(pid, log_size(tmp_path) + 2_000)
    fresh = iter(range(1_000, 10_000))
    eventually(lambda: refused(service, key, next(fresh)), "the disk is full")
    allow(pid, NO_LIMIT)
    eventually(lambda: not refused(service, key, next(fresh)), "submissions are taken again")
    assert_kept(service, key, load.told.values())
    assert "Traceback" not in service.said
