"""A service with its embedded server, on one folder and one port, to be killed and brought back."""

import asyncio
import contextlib
import os
import re
import secrets
import signal
import socket
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from moderation import administration, clock
from moderation.administration.moderators import add_moderator
from moderation.domain import Mode, Role
from moderation.process.app import open_store
from moderation.process.embedded.home import Home
from moderation.settings import Settings
from moderation.store import Store
from moderation.store.moderators import Session, credential
from tests.e2e.service import PROGRAM, surroundings

SITES = ("kabar", "tahan")
MODERATORS = 3
WORKERS = 2
PASSWORD = "kata sandi yang panjang"
PATIENCE_SECONDS = 600.0
SESSION_MS = 10**9


class NoRecoveryError(Exception):
    """The service did not come back."""


async def within(
    seconds: float, what: str, holds: Callable[[], Awaitable[bool]] | Callable[[], bool]
) -> None:
    """Wait until something holds. Raises NoRecoveryError."""
    try:
        async with asyncio.timeout(seconds):
            while not await _true(holds()):  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0.02)
    except TimeoutError:
        raise NoRecoveryError(what) from None


async def _true(value: Awaitable[bool] | bool) -> bool:
    return value if isinstance(value, bool) else await value


class Deployment:
    """`moderation serve` and its server. With `careless` nothing is kept on disk, and none asks."""

    def __init__(self, folder: Path, *, careless: bool = False) -> None:
        self.folder = folder
        self.careless = careless
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = int(probe.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self.url = Home.within(folder).url
        self.log = folder / "service.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.keys: dict[str, str] = {}
        self.sessions: list[tuple[str, str, str]] = []  # moderator, token, CSRF token

    async def start(self) -> None:
        """Start the service if it does not run, and wait until it serves."""
        if self.process is None or self.process.poll() is not None:
            self.process = self._begun()
        await within(PATIENCE_SECONDS, "the service listens", self._listens)
        await within(PATIENCE_SECONDS, "the server answers", self.answers)

    def _begun(self) -> subprocess.Popen[bytes]:
        settings = {"MODERATION_DRAIN_TIMEOUT": "5", "TMPDIR": str(self.folder)}
        if self.careless:
            settings["MODERATION_DURABILITY"] = "server"
        where = ("--port", str(self.port), "--data-dir", str(self.folder))
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*PROGRAM, "serve", *where, "--workers", str(WORKERS)],
                stdout=subprocess.DEVNULL,
                stderr=log,
                env=surroundings(settings),
            )

    async def _listens(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            raise NoRecoveryError(f"the service ended: {self.log.read_text()[-2_000:]}")
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True

    def redis(self) -> Any:
        """A client of the server, to be closed."""
        return Redis.from_url(self.url, decode_responses=True, socket_timeout=5)

    async def answers(self) -> bool:
        """Whether the server answers."""
        with contextlib.suppress(RedisError, OSError):
            async with self.redis() as client:
                return bool(await client.ping())
        return False

    async def server(self) -> int:
        """The server's process, once it answers."""
        await within(PATIENCE_SECONDS, "the server answers", self.answers)
        async with self.redis() as client:
            return int((await client.info("server"))["process_id"])

    def supervisor(self) -> int:
        """The process that keeps the workers."""
        if self.process is None:
            raise NoRecoveryError("nothing was started")
        return self.process.pid

    def workers(self) -> list[int]:
        """The processes that serve."""
        pid = self.supervisor()
        listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in listed if _command(int(child)) == _command(pid)]

    def kill(self, pid: int, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process that may be gone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)

    async def ended(self) -> None:
        """Wait until the service's own process has ended."""
        process = self.process
        if process is not None:
            await within(PATIENCE_SECONDS, "it ends", lambda: process.poll() is not None)

    async def make_sites(self) -> None:
        """Make a site that decides by itself, one that holds everything, and moderators of both."""
        store = self.store()
        for name in SITES:
            self.keys[name] = (await administration.add_site(store, name)).api_key
        await administration.change_site(store, "tahan", mode=Mode.ALL_HELD)
        for number in range(MODERATORS):
            email = f"moderator{number}@rahasia.example.com"
            made = await add_moderator(store, email, PASSWORD, Role.MODERATOR, all_sites=True)
            token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
            session = Session(
                moderator_id=made.id,
                csrf=csrf,
                started_at=clock.now_ms(),
                credential=credential(made),
            )
            await store.moderators.open_session(token, session, SESSION_MS)
            self.sessions.append((made.id, token, csrf))
        await store.close()

    def store(self) -> Store:
        """The store, to be closed."""
        return open_store(Settings(durability="server"), self.url)

    async def stop(self) -> None:
        """End everything."""
        if self.process is not None:
            for pid in (self.process.pid, *self._family()):
                self.kill(pid, signal.SIGCONT)
            self.process.terminate()
            with contextlib.suppress(NoRecoveryError):
                await self.ended()
            self.process.kill()
        with contextlib.suppress(RedisError, OSError):
            async with self.redis() as client:
                await client.shutdown(nosave=True, now=True)

    def _family(self) -> list[int]:
        with contextlib.suppress(OSError):
            return self.workers()
        return []


def _command(pid: int) -> str:
    try:
        return re.sub(r"\0", " ", Path(f"/proc/{pid}/cmdline").read_text())
    except OSError:
        return ""
