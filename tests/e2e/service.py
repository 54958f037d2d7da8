"""The two commands as a user runs them: in processes of their own, on data of their own."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from moderation import administration
from moderation.process.app import open_store
from moderation.process.embedded.home import Home
from moderation.settings import Settings
from tests.waiting import PATIENCE_SECONDS, eventually

PROGRAM = (sys.executable, "-m", "moderation")


def run(*arguments: str, given: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `moderation` with these arguments to its end."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        input=given,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        env=surroundings(environment),
        check=False,
    )


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """Take our own settings out of the environment, but for those given."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("MODERATION_")}
    return kept | {"OMP_NUM_THREADS": "1"} | dict(environment)


def add_site(url: str) -> str:
    """Make a site on a server that runs; return its key."""

    async def add() -> str:
        store = open_store(Settings(durability="server"), url)
        await store.formats.require()
        made = await administration.add_site(store, "kabar")
        await store.close()
        return made.api_key

    return asyncio.run(add())


@dataclass
class Answer:
    """What a request got."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    """One `moderation serve`, from start to end."""

    data_dir: Path
    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    address: str = ""
    port: int = 0

    def start(self) -> "Service":
        """Start it, and return once it answers."""
        self.log = self.data_dir.with_name(f"{self.data_dir.name}.log")
        self.out = self.data_dir.with_name(f"{self.data_dir.name}.out")
        with self.log.open("ab") as log, self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [*PROGRAM, "serve", *self._where(), *self.arguments],
                stdout=out,
                stderr=log,
                # What a killed one leaves behind goes with the test's folder.
                env=surroundings({"TMPDIR": str(self.data_dir.parent)} | self.environment),
            )
        eventually(self._printed, "the address is printed")
        eventually(self.answers, "the service answers")
        return self

    def _where(self) -> list[str]:
        return ["--port", "0", "--data-dir", str(self.data_dir)]

    def _printed(self) -> bool:
        assert self.process.poll() is None, self.said
        found = re.search(r"Saring serves on (http://[^\s:]+:(\d+))\n", self.out.read_text())
        if found:
            self.address, self.port = found[1], int(found[2])
        return found is not None

    def answers(self) -> bool:
        """Whether it takes requests."""
        try:
            return self.ask("GET", "/healthz").status == 200
        except OSError:
            return False

    def site(self) -> str:
        """Make a site on its embedded server; return its key."""
        return add_site(Home.within(self.data_dir).url)

    @property
    def said(self) -> str:
        """All that it has logged."""
        return self.log.read_text()

    def ask(
        self, method: str, path: str, body: Any = None, /, key: str = "", **headers: str
    ) -> Answer:
        """Send one request on a connection of its own; a body that is no bytes goes as JSON."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)
        try:
            return ask_over(connection, method, path, body, key=key, **headers)
        finally:
            connection.close()

    def signal(self, number: int) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """End it at once, as by a power cut to the process."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End it as a supervisor of services does; return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE_SECONDS)

    def server_pid(self) -> int:
        """The process of its embedded server."""
        with redis_of(self.data_dir) as redis:
            return int(redis.info("server")["process_id"])


def ask_over(
    connection: HTTPConnection, method: str, path: str, body: Any, /, key: str = "", **headers: str
) -> Answer:
    """Send one request over a connection, which stays open."""
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    if key:
        sent["Authorization"] = f"Bearer {key}"
    if body is not None and not isinstance(body, bytes):
        body = json.dumps(body).encode()
        sent.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, sent)
    response = connection.getresponse()
    return Answer(response.status, dict(response.getheaders()), response.read())


def redis_of(data_dir: Path) -> Redis:
    """Connect to the embedded server of a data folder."""
    return Redis.from_url(Home.within(data_dir).url, decode_responses=True)


def end_server(data_dir: Path) -> None:
    """End the embedded server, should one have been left."""
    try:
        with redis_of(data_dir) as redis:
            redis.shutdown(nosave=True, now=True)
    except RedisError:
        return
