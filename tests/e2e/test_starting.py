"""The program as it is started: it serves, administers, and ends as told."""

import json

from tests.e2e.conftest import Start
from tests.e2e.service import run


def test_it_prints_where_it_serves_and_ends_with_0_on_sigterm(start: Start) -> None:
    service = start()
    assert service.address == f"http://127.0.0.1:{service.port}"
    assert service.ask("GET", "/readyz").json["status"] == "ready"
    assert service.stop() == 0
    lines = [json.loads(line) for line in service.said.splitlines()]
    assert [line["event"] for line in lines if line["part"] == "server"] == [
        *("serving", "draining", "stopped")
    ]


def test_a_command_prints_its_answer_alone(redis_url: str) -> None:
    done = run("site", "add", "kabar", "--json", "--redis-url", redis_url)
    assert done.returncode == 0
    # Beside it, only the record of what was changed.
    assert {json.loads(line)["part"] for line in done.stderr.splitlines()} == {"administration"}
    assert json.loads(done.stdout)["site"] == "kabar"
