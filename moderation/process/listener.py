"""One process that serves: listens, tells when it is ready, drains and stops when asked to."""

import asyncio
import errno
import gc
import math
import resource
import signal
import socket
import time
from collections.abc import Callable
from functools import partial

import uvloop
from aiohttp import web

from moderation import logs
from moderation.settings import Settings
from moderation.web.http.connections import ConnectionLimiter, ConnectionLimits, GuardedConnection
from moderation.web.http.context import CONTEXT
from moderation.web.http.memory import part_large_blocks
from moderation.web.http.plain_routes import indexed
from moderation.web.http.protocol import Connection

BACKLOG = 1024
GARBAGE_BEFORE_A_LOOK = 50_000
CONNECT_SECONDS = 1.0
DRAIN_POLL_SECONDS = 0.02
# What outlives the drain has this long to notice that it is over.
LAST_SECONDS = 1.0
# For the store, the listener, the log, the classifier and what else is not a client.
SPARE_DESCRIPTORS = 512

_LOG = logs.logger("server")


class PortTakenError(Exception):
    """Somebody else listens there."""


def bind(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket bound to an address; `shared` lets several processes listen on it.

    Raises PortTakenError, OSError for an address that this machine does not have.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(f"{host}:{port} is already in use") from None
        raise
    return listener


def listens(host: str, port: int) -> bool:
    """Whether anybody takes connections there."""
    try:
        socket.create_connection((host, port), timeout=CONNECT_SECONDS).close()
    except OSError:
        return False
    return True


def run(
    app: web.Application,
    listener: socket.socket,
    *,
    ready: Callable[[], None],
    parent: int | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT, or until the pipe `parent` closes because its owner died.

    Limits and times are those of the application's settings. Calls `ready` once requests are
    taken. On the signal it stops taking connections, lets open requests finish for as long as
    the settings say, and returns.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(app, listener, ready, parent))


async def _serve(
    app: web.Application,
    listener: socket.socket,
    ready: Callable[[], None],
    parent: int | None,
) -> None:
    loop = asyncio.get_running_loop()
    settings = app[CONTEXT].settings
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if parent is not None:
        loop.add_reader(parent, stop.set)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=LAST_SECONDS)
    await runner.setup()
    manager = runner.server
    if manager is None:
        raise RuntimeError("the runner was set up without a server")
    # The server hands over requests that the application made, whatever its type says.
    manager.request_handler = indexed(app)  # type: ignore[assignment]
    have_descriptors(settings.connections_limit + SPARE_DESCRIPTORS)
    let_go_of_stalled(listener, settings.stall_timeout)
    limiter = ConnectionLimiter(limits(settings), app[CONTEXT].metrics.problem)
    connection = partial(GuardedConnection, limiter, manager, loop)
    server = await loop.create_server(connection, sock=listener, backlog=BACKLOG)
    settle_memory()
    ready()
    _LOG.info("serving")
    await stop.wait()
    _LOG.info("draining")
    app[CONTEXT].drain()
    server.close()
    await _finish(manager, settings.drain_timeout)
    await runner.cleanup()
    _LOG.info("stopped")


def limits(settings: Settings) -> ConnectionLimits:
    """What the settings say of connections."""
    return ConnectionLimits(
        connections=settings.connections_limit,
        connections_of_client=settings.client_connections_limit,
        head_seconds=settings.head_timeout,
        keepalive_seconds=settings.keepalive_timeout,
    )


def have_descriptors(count: int) -> None:
    """Let this process open `count` files, or as many as the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < count:
        most = count if hard == resource.RLIM_INFINITY else min(count, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def let_go_of_stalled(listener: socket.socket, seconds: float) -> None:
    """Have the kernel end connections whose clients take nothing of an answer for so long.

    Those accepted inherit this. Where a system lacks the option, they stay until they are closed.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is not None:
        listener.setsockopt(socket.IPPROTO_TCP, option, math.ceil(seconds * 1000))


def settle_memory() -> None:
    """Keep the collector from walking what was made at start over and over.

    What a request makes is freed by reference counts; the rare cycle can wait. Nor is what was
    made at start walked once more now: that takes 50 ms to find a hundredth of it to be garbage.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE_BEFORE_A_LOOK)
    part_large_blocks()


async def _finish(manager: web.Server, seconds: float) -> None:
    """Wait for open requests, those included whose bodies are still on their way.

    From the runner's clean-up on aiohttp reads no more from any connection.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and _busy(manager):  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(DRAIN_POLL_SECONDS)


def _busy(manager: web.Server) -> bool:
    return any(isinstance(each, Connection) and each.busy for each in manager.connections)
