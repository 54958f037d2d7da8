"""`moderation serve --workers 2`: one service to the outside, and nobody's death stops it."""

import os
import signal
from functools import partial
from pathlib import Path

from tests.e2e.conftest import Start
from tests.e2e.load import a_comment
from tests.e2e.service import Service, eventually

COUNT = 24


def workers(service: Service) -> set[int]:
    """The processes that its supervisor has started to serve."""
    listed = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children").read_text()
    return {int(pid) for pid in listed.split() if " worker " in _command(int(pid))}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def decisions(service: Service) -> float:
    """How many decisions the metrics count, whichever process is asked."""
    lines = service.ask("GET", "/metrics").body.decode().splitlines()
    return sum(
        float(line.rpartition(" ")[2])
        for line in lines
        if line.startswith("saring_decisions_total{")
    )


def submit(service: Service, key: str, numbers: range) -> None:
    """Submit each on a connection of its own, so that every worker gets some."""
    for number in numbers:
        answer = service.ask("POST", "/v1/comments", a_comment(number), key=key)
        assert answer.status == 201, answer.body


def test_workers_are_one_service_and_replaced_when_they_die(start: Start, data_dir: Path) -> None:
    service = start("--workers", "2")
    key = service.site()
    eventually(lambda: len(workers(service)) == 2, "both workers run")
    submit(service, key, range(COUNT))
    assert {decisions(service) for _ in range(8)} == {COUNT}

    for round_number, pid in enumerate(workers(service), start=1):
        before = workers(service)
        os.kill(pid, signal.SIGKILL)
        eventually(partial(_serving_without, service, pid), "a new worker serves")
        assert len(workers(service) - before) == 1
        submit(service, key, range(COUNT * round_number, COUNT * round_number + 4))
    assert {decisions(service) for _ in range(8)} == {COUNT + 8}
    assert service.said.count("worker_died") == 2
    assert service.stop() == 0
    assert "Traceback" not in service.said


def _serving_without(service: Service, dead: int) -> bool:
    found = workers(service)
    return dead not in found and len(found) == 2 and service.said.count('"serving"') > 2


def test_workers_stop_when_their_supervisor_is_killed(start: Start) -> None:
    service = start("--workers", "2")
    eventually(lambda: len(workers(service)) == 2, "both workers run")
    running = workers(service)
    service.kill()
    eventually(lambda: not any(map(_command, running)), "the workers have ended")
    assert not service.answers()
    assert service.said.count('"stopped"') == 2
