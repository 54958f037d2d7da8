"""Starting each service on its core, and asking its store what arrived there.

Saring and the naive service each get a Valkey of their own, started by Saring's own means: on a
Unix socket, with every write synced to disk before it is answered. The store shares the load
generator's core, so that what is measured on the service's core is the service alone.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from redis import Redis

from benchmarks.bodies import BATCH
from benchmarks.processes import Started, on_core, plain_environment
from benchmarks.services.service import Service
from benchmarks.workshop import Bench
from moderation.process import embedded
from moderation.process.embedded import EmbeddedServer

GROUP: Final = 1_000
OURS: Final = Path(sys.executable).with_name("moderation")
EVERY_SECOND: Final = ("--appendfsync", "everysec")
TRUSTED: Final = MappingProxyType({"MODERATION_DURABILITY": "server"})


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def a_store(bench: Bench, name: str, *arguments: str) -> EmbeddedServer:
    """A Valkey in a folder of its own, on the core that services leave to others."""
    with on_core(bench.other):
        return embedded.start(bench.new_folder(name), extra=arguments)


class Bare(Service):
    """The handlers that do nothing, on uvloop (as Saring is) or on asyncio's own loop."""

    def __init__(self, bench: Bench, answer_bytes: int, loop: str = "uvloop") -> None:
        self.name = "bare" if loop == "uvloop" else f"bare-{loop}"
        command = python("benchmarks.services.bare", str(answer_bytes), loop)
        super().__init__(lambda: Started(command, bench.core))

    def path(self, kind: str) -> str:
        return f"/{kind}"


class Naive(Service):
    """The steps of `stepwise` behind whichever `command`, which is given the URL of a store."""

    name = "naive"
    command: Sequence[str] = python("benchmarks.services.naive")
    environment: Mapping[str, str] = MappingProxyType({})

    def __init__(self, bench: Bench) -> None:
        store = a_store(bench, self.name)
        self._url = store.url
        command = [*self.command, store.url]
        super().__init__(lambda: Started(command, bench.core, self.environment), store)

    def fresh(self) -> dict[str, str]:
        with Redis.from_url(self._url) as client:
            client.flushall()
        return {}

    def path(self, kind: str) -> str:  # noqa: ARG002 - one path for every kind
        return "/comments"

    def stored(self) -> int:
        return count_keys(self._url, "naive:comment:*")


class Saring(Service):
    """Saring as it is served: authentication, every signal, the shipped model, durable writes.

    `program` is the `moderation` of whichever checkout; only its commands and its HTTP interface
    are used. `everysec` is for a Valkey that syncs its file once a second and is trusted to, so
    that a 201 no longer means "on disk".
    """

    def __init__(
        self,
        bench: Bench,
        *,
        name: str = "saring",
        program: Path = OURS,
        store_arguments: Sequence[str] = (),
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.name = name
        store = a_store(bench, name, *store_arguments)
        self.store_url, self._program, self._sites, self._before = store.url, program, 0, 0
        self.environment = {
            "MODERATION_LOG_LEVEL": "warning",
            "MODERATION_REDIS_URL": store.url,
            "MODERATION_DATA_DIR": str(bench.new_folder(name)),
            **settings,
        }
        command = [str(program), "serve", "--port", "0"]
        super().__init__(lambda: Started(command, bench.core, self.environment), store)

    @classmethod
    def everysec(cls, bench: Bench) -> "Saring":
        """Saring over a Valkey that syncs once a second, trusted to do so."""
        return cls(bench, name="saring-everysec", store_arguments=EVERY_SECOND, settings=TRUSTED)

    def fresh(self) -> dict[str, str]:
        """A site of its own for each run: no text was seen there before, no limit is used up."""
        self._sites += 1
        self._before = self._count()
        return self.new_site(f"bench-{self._sites}")

    def new_site(self, name: str) -> dict[str, str]:
        """Make a site; the header that names it."""
        return add_site(name, self.environment, self._program)

    def new_keys(self, *, coral: str) -> dict[str, str]:
        """Make a site whose Coral signs with that secret; its name and its keys."""
        self._sites += 1
        keys = new_site(f"bench-{self._sites}", self.environment, self._program)
        command = [str(self._program), "site", "coral", keys["site"], "--secrets-stdin"]
        environment = plain_environment() | dict(self.environment)
        subprocess.run(
            command, env=environment, input=coral.encode(), capture_output=True, check=True
        )
        return keys

    def path(self, kind: str) -> str:
        return "/v1/comments/batch" if kind == BATCH else "/v1/comments"

    def stored(self) -> int:
        return self._count() - self._before

    def _count(self) -> int:
        return count_keys(self.store_url, "mod:*:comment:*")


def add_site(name: str, environment: Mapping[str, str], program: Path = OURS) -> dict[str, str]:
    """Make a site as an operator does; the header that names it."""
    return {"Authorization": f"Bearer {new_site(name, environment, program)['api_key']}"}


def new_site(name: str, environment: Mapping[str, str], program: Path = OURS) -> dict[str, str]:
    """Make a site as an operator does; its name and its keys."""
    done = subprocess.run(
        [program, "site", "add", name, "--json"],
        env=plain_environment() | dict(environment),
        stdout=subprocess.PIPE,
        check=True,
    )
    keys: dict[str, str] = json.loads(done.stdout)
    return keys


def count_keys(url: str, pattern: str) -> int:
    """How many keys of the store match."""
    with Redis.from_url(url) as client:
        return sum(1 for _ in client.scan_iter(match=pattern, count=GROUP))
