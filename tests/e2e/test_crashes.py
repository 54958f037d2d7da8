"""What was acknowledged is kept, whatever is killed and when."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.load import Load, assert_kept, stream
from tests.e2e.service import redis_of
from tests.waiting import eventually

pytestmark = pytest.mark.slow

COUNT = 500
KILL_AT = 120


def test_killing_the_service_under_load_loses_nothing_and_delivers_nothing_twice(
    start: Start, data_dir: Path
) -> None:
    service = start()
    key = service.site()
    load = Load(service, key, COUNT)
    load.begin(at=KILL_AT, act=service.kill)
    load.end()
    acknowledged = dict(load.told)
    assert KILL_AT <= len(acknowledged) < COUNT

    again = start()
    assert_kept(again, key, acknowledged.values())
    load.service = again
    load.begin(insist=True)
    load.end()
    assert len(load.told) == COUNT
    assert load.strange == []
    assert {number: load.told[number]["id"] for number in acknowledged} == {
        number: each["id"] for number, each in acknowledged.items()
    }
    assert_kept(again, key, load.told.values())
    approved = [each for each in load.told.values() if each["status"] == "approved"]
    assert len(stream(again, key)) == len(approved)
    assert_counted_once(data_dir, COUNT)


def assert_counted_once(data_dir: Path, count: int) -> None:
    """Find so many comments in the store, and as many lines in the audit log."""
    with redis_of(data_dir) as redis:
        comments = sum(1 for _ in redis.scan_iter("mod:{kabar}:comment:*", count=1000))
        assert (comments, redis.xlen("mod:{kabar}:events")) == (count, count)


def test_killing_the_server_under_load_loses_nothing_and_the_service_recovers_by_itself(
    start: Start, data_dir: Path
) -> None:
    service = start(MODERATION_LOG_LEVEL="debug")
    key = service.site()
    load = Load(service, key, COUNT)
    first = service.server_pid()
    load.begin(insist=True, at=KILL_AT, act=lambda: os.kill(first, signal.SIGKILL))
    load.end()
    assert load.strange == []
    assert len(load.told) == COUNT
    assert service.server_pid() != first
    assert_kept(service, key, load.told.values())
    assert_counted_once(data_dir, COUNT)
    assert "Traceback" not in service.said
    assert "failed" not in service.said
    # Nor does a log that tells all tell who wrote.
    assert "embaca" not in service.said
    assert "example.com" not in service.said


def test_a_service_adopts_the_server_that_a_killed_one_left(start: Start, data_dir: Path) -> None:
    service = start()
    first = service.server_pid()
    service.kill()
    again = start()
    assert again.server_pid() == first
    assert again.stop() == 0
    eventually(lambda: not Path(f"/proc/{first}").exists(), "the adopted server has ended")


def test_killing_both_at_once_is_survived(start: Start, data_dir: Path) -> None:
    service = start()
    key = service.site()
    load = Load(service, key, 100)
    server = service.server_pid()

    def kill_both() -> None:
        service.kill()
        os.kill(server, signal.SIGKILL)

    load.begin(at=30, act=kill_both)
    load.end()
    assert_kept(start(), key, load.told.values())
