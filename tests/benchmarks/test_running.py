"""Each service that is measured really keeps its comments in the way that the table says."""

from pathlib import Path

import pytest
from redis import Redis

from benchmarks.bodies import JSON, write_bodies
from benchmarks.comments import samples
from benchmarks.measuring import Case, measure
from benchmarks.services.running import Saring, SaringEverysec

COMMENTS = 20


@pytest.mark.parametrize(
    ("kind", "syncing"),
    [
        pytest.param(Saring, "always", id="every-write"),
        pytest.param(SaringEverysec, "everysec", id="every-second"),
    ],
)
def test_the_store_syncs_as_said_and_nothing_else_is_waited_for(
    kind: type[Saring], syncing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A shell's own settings must not reach the service.
    monkeypatch.setenv("MODERATION_REDIS_URL", "redis://127.0.0.1:1")
    bodies = write_bodies(tmp_path, samples(COMMENTS))
    saring = kind(None, None, tmp_path / "saring")
    try:
        found = measure(saring, Case(saring.name, JSON, 4, COMMENTS), bodies[JSON], None)
        with Redis.from_url(saring.store_url, decode_responses=True) as client:
            settings = client.config_get("append*")
            commands = client.info("commandstats")
    finally:
        saring.stop()
    assert (settings["appendonly"], settings["appendfsync"]) == ("yes", syncing)
    assert "cmdstat_waitaof" not in commands
    assert found.accepted == found.stored == COMMENTS
