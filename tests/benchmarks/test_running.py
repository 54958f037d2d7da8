"""Each service that is measured really keeps its comments in the way that the table says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from benchmarks.bodies import JSON, write_bodies
from benchmarks.comments import samples
from benchmarks.measuring import Case, measure
from benchmarks.services.running import Saring
from benchmarks.workshop import Bench

pytestmark = pytest.mark.slow

COMMENTS = 20


@pytest.mark.parametrize(
    ("start", "syncing"),
    [
        pytest.param(Saring, "always", id="every-write"),
        pytest.param(Saring.everysec, "everysec", id="every-second"),
    ],
)
def test_the_store_syncs_as_said_and_the_service_waits_for_the_disk_where_it_promises_to(
    start: Callable[[Bench], Saring],
    syncing: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # A shell's own settings must not reach the service.
    monkeypatch.setenv("MODERATION_TEXT_LIMIT", "1")
    bench = Bench(tmp_path, COMMENTS, write_bodies(tmp_path, samples(COMMENTS)))
    with start(bench) as saring:
        found = measure(saring, Case(saring.name, JSON, 4, COMMENTS), bench)
        with Redis.from_url(saring.store_url, decode_responses=True) as client:
            settings = client.config_get("append*")
            commands = client.info("commandstats")
    assert (settings["appendonly"], settings["appendfsync"]) == ("yes", syncing)
    assert ("cmdstat_waitaof" in commands) is (syncing == "always")
    assert found.accepted == found.stored == COMMENTS
