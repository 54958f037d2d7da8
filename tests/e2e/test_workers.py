"""`moderation serve --workers 2`: one service to the outside, and nobody's death stops it."""

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.load import Load, a_comment
from tests.e2e.service import Service
from tests.waiting import eventually

pytestmark = pytest.mark.slow

COUNT = 24
MOST_PRIVATE_MB = 40


def workers(service: Service) -> set[int]:
    """The processes that its supervisor has forked to serve."""
    supervisor = service.process.pid
    listed = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text()
    return {int(pid) for pid in listed.split() if _command(int(pid)) == _command(supervisor)}


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
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


def mapped(pid: int) -> dict[str, dict[str, int]]:
    """What a process has of each file of the model in memory, in kB by kind."""
    found: dict[str, dict[str, int]] = {}
    sizes: dict[str, int] = {}
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        first, *rest = line.split()
        if first.endswith(":"):
            sizes[first] = int(rest[0]) if rest[0].isdigit() else 0
        else:
            sizes = {}
            if line.endswith(".npy"):
                found[Path(line).name] = sizes
    return found


def private_mb(pid: int) -> float:
    """What would be free if this process alone ended."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(line.split()[1]) for line in text.splitlines() if "Private_" in line) / 1024


def test_workers_share_the_models_arrays_and_most_of_their_memory(start: Start) -> None:
    service = start("--workers", "3")
    key = service.site()
    eventually(lambda: len(workers(service)) == 3, "all workers run")
    submit(service, key, range(COUNT))
    eventually(lambda: all("spam.npy" in mapped(pid) for pid in workers(service)), "all have it")
    for pid in workers(service):
        arrays = mapped(pid)
        assert {"spam.npy", "kinds.npy"} <= set(arrays)
        assert {name: sizes["Private_Dirty:"] for name, sizes in arrays.items()} == dict.fromkeys(
            arrays, 0
        )
        assert private_mb(pid) < MOST_PRIVATE_MB


def test_an_embedded_server_that_dies_is_brought_back_under_workers(start: Start) -> None:
    service = start("--workers", "2")
    key = service.site()
    submit(service, key, range(4))
    os.kill(service.server_pid(), signal.SIGKILL)
    eventually(lambda: "embedded_server_revived" in service.said, "the server is back")
    submit(service, key, range(4, 8))
    assert service.stop() == 0
    assert "Traceback" not in service.said


def test_workers_give_each_comment_an_id_of_its_own(start: Start) -> None:
    service = start("--workers", "3")
    key = service.site()
    load = Load(service, key, 120)
    load.begin()
    load.end()
    assert len({told["id"] for told in load.told.values()}) == 120
    assert decisions(service) == 120


def test_workers_stop_when_their_supervisor_is_killed(start: Start) -> None:
    service = start("--workers", "2")
    eventually(lambda: len(workers(service)) == 2, "both workers run")
    running = workers(service)
    service.kill()
    eventually(lambda: not any(map(_command, running)), "the workers have ended")
    assert not service.answers()
    assert service.said.count('"stopped"') == 2
