"""Use case: find out what is wrong with a deployment, and say what to do.

Nothing is written, but the number of the format into a store that is empty.
"""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Final

from moderation import clock
from moderation.errors import StoreUnavailable
from moderation.settings import Settings
from moderation.signals import scoring
from moderation.signals.scoring import ArtifactError
from moderation.store import Store
from moderation.store.formats import FORMAT, require_ours
from moderation.store.server.failures import guarded
from moderation.upkeep import machine
from moderation.upkeep.diagnosis import Diagnosis, Level, note, ok, wrong

# The first of Redis, and of Valkey, that have what the scripts need.
OLDEST: Final = (7, 2)
CLOCK_MS: Final = 1_000
FULL: Final = 0.8

Examination = Callable[[Settings, Store], Coroutine[Any, Any, Diagnosis]]


async def examine(settings: Settings, store: Store) -> list[Diagnosis]:
    """Everything, in the order in which one should mend it; a store that is away included."""
    found = [await _reached(settings, store)]
    if found[0].level is Level.OK:
        found += [await _examined(each, settings, store) for each in _OF_A_SERVER]
    return [*found, model(settings), *machine.examined(settings)]


async def _reached(settings: Settings, store: Store) -> Diagnosis:
    found = await _examined(server, settings, store)
    if found.level is Level.OK:
        return found
    helps = "see that it runs there, or name another (MODERATION_REDIS_URL)"
    return wrong(found.subject, f"{store.where}: {found.said}; {helps}")


async def _examined(examination: Examination, settings: Settings, store: Store) -> Diagnosis:
    name = examination.__name__
    try:
        return await guarded(examination)(settings, store)
    except StoreUnavailable as error:
        return wrong(name, f"{error}")


async def server(_: Settings, store: Store) -> Diagnosis:
    """Whether it answers, and can do what the scripts ask of it."""
    facts = _one(await store.client.info("server"))
    name = facts.get("server_name", "redis")
    version = str(facts.get(f"{name}_version", facts.get("redis_version", "0")))
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        return wrong("server", f"it is {name} {version}; at least {oldest} is needed")
    return ok("server", f"{name} {version} answers")


async def durability(settings: Settings, store: Store) -> Diagnosis:
    """Whether it can keep what a 201 promises."""
    if settings.durability == "server":
        return note(
            "durability",
            "the server's own settings are trusted (MODERATION_DURABILITY=server): what was "
            "acknowledged last can be lost with the machine",
        )
    breaches = await store.health.breaches()
    if breaches:
        return wrong("durability", "; ".join(breach.reason for breach in breaches))
    return ok("durability", "a 201 is on disk, and on as many replicas as are waited for")


async def data_format(_: Settings, store: Store) -> Diagnosis:
    """Whether the data are of the format of this release."""
    await store.sites.latest_change()  # refuses a migration that was not finished
    require_ours(str(await store.formats.found()))
    return ok("data_format", f"format {FORMAT}")


async def server_memory(_: Settings, store: Store) -> Diagnosis:
    """How full the server is."""
    facts = _one(await store.client.info("memory"))
    most, used = int(facts.get("maxmemory", 0)), int(facts.get("used_memory", 0))
    if not most:
        return note(
            "server_memory", "it has no `maxmemory`: it can take the machine's, and be killed"
        )
    if used > most * FULL:
        return wrong(
            "server_memory",
            f"{used * 100 // most} % of its `maxmemory` are used; when it is full, every "
            "submission is answered 503. Raise it, or remove old comments",
        )
    return ok("server_memory", f"{used * 100 // most} % of {most // machine.MB} MB are used")


async def server_clock(settings: Settings, store: Store) -> Diagnosis:
    """Whether the server's clock and this machine's agree, by which limits and claims go."""
    seconds, micros = await store.client.time()
    apart = abs(clock.now_ms() - (int(seconds) * 1_000 + int(micros) // 1_000))
    if apart > CLOCK_MS:
        return wrong(
            "server_clock",
            f"it is {apart / 1_000:.1f} s from this machine's: keep both by NTP. Times beyond "
            f"{settings.clock_tolerance:.0f} s in the future are refused",
        )
    return ok("server_clock", f"within {CLOCK_MS} ms of this machine's")


_OF_A_SERVER: Final[tuple[Examination, ...]] = (
    *(durability, data_format, server_memory, server_clock),
)


def model(settings: Settings) -> Diagnosis:
    """Whether the classifier can be loaded."""
    try:
        loaded = scoring.load(Path(settings.model_dir) if settings.model_dir else None)
    except ArtifactError as error:
        return wrong("model", f"{error}; until it is mended every comment is held")
    if not scoring.is_compiled():
        return note(
            "model",
            f"model {loaded.version}; scoring costs two to four times the CPU that it has to, "
            "since no C compiler was found when the service was installed: install gcc and "
            "Python's headers (Debian: gcc libc6-dev python3-dev), then the service again",
        )
    return ok("model", f"model {loaded.version}")


def _one(facts: dict[str, Any]) -> dict[str, Any]:
    """What one node says, where a whole cluster answers."""
    nodes = [each for each in facts.values() if isinstance(each, dict)]
    return nodes[0] if nodes and len(nodes) == len(facts) else facts
