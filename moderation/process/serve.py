"""The `serve` command: the server it stands on, the port, the demo, one process or several."""

import asyncio
import os
import socket
from typing import Any

import msgspec
from aiohttp import web

from moderation import logs
from moderation import settings as settings_table
from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.metrics import Metrics, SharedCounters
from moderation.process import demo_site, embedded, listener
from moderation.process.app import build_app, build_context, mount_demo, open_store, service_metrics
from moderation.process.demo_site import DemoSite
from moderation.process.redis_server import RedisServer, redis_server
from moderation.process.supervisor import Supervisor
from moderation.process.welcome import address, welcome
from moderation.settings import Settings

_LOG = logs.logger("serve")


class CannotServeError(Exception):
    """Serving cannot begin; the message says why and what helps."""


def settings(**chosen: Any) -> Settings:
    """Settings from the environment and from what the command line chose. Raises SettingsError."""
    found = settings_table.from_environment(os.environ, **chosen)
    logs.configure(found.log_level)
    return found


def serve(chosen: Settings, *, demo: bool) -> None:
    """Serve until SIGTERM or SIGINT. Raises CannotServeError."""
    try:
        with _bind(chosen) as bound:
            port = int(bound.getsockname()[1])
            _serve(msgspec.structs.replace(chosen, port=port), bound, demo=demo)
    except embedded.EmbeddedServerError as error:
        raise CannotServeError(str(error)) from error
    except StoreUnavailable as error:
        # Without its URL, which may hold a password.
        said = f"the server that keeps the comments (--redis-url, MODERATION_REDIS_URL): {error}"
        raise CannotServeError(said) from error
    except OSError as error:
        raise CannotServeError(f"{error.filename or chosen.data_dir}: {error.strerror}") from error


def _serve(chosen: Settings, bound: socket.socket, *, demo: bool) -> None:
    with redis_server(chosen) as redis:
        site = asyncio.run(_check(chosen, redis.url, demo=demo))
        if chosen.workers == 1:
            with redis.looked_after():
                app = _app(chosen, redis.url, site)
                listener.run(app, bound, ready=lambda: welcome(chosen, site))
        else:
            _supervise(chosen, redis, site)


def _bind(chosen: Settings) -> socket.socket:
    try:
        if chosen.workers > 1 and chosen.port:
            # A shared port refuses nobody, so ask without sharing first.
            listener.bind(chosen.host, chosen.port, shared=False).close()
        return listener.bind(chosen.host, chosen.port, shared=chosen.workers > 1)
    except listener.PortTakenError as error:
        raise CannotServeError(f"{error}; choose another with --port, or --port 0") from error
    except OSError as error:
        raise CannotServeError(f"cannot listen on {chosen.host}: {error.strerror}") from error


def _app(
    chosen: Settings, url: str, site: DemoSite | None, metrics: Metrics | None = None
) -> web.Application:
    app = build_app(build_context(chosen, open_store(chosen, url), metrics))
    if site is not None:
        base = address(chosen)
        mount_demo(app, base_url=lambda: base, api_key=site.api_key, fresh=site.fresh)
    return app


async def _check(chosen: Settings, url: str, *, demo: bool) -> DemoSite | None:
    """Make sure that the store can be used before a port is opened, and make the demo site.

    Only the demo needs the store at once. A service whose store is away is not ready, and waits.
    """
    store = open_store(chosen, url)
    try:
        await store.health.require()
        return await demo_site.ensure(store, chosen.data_dir) if demo else None
    except StoreUnusable:
        raise
    except StoreUnavailable as error:
        if demo:
            raise
        _LOG.warning("store_away", {"reason": str(error), "effect": "not ready until it is there"})
        return None
    finally:
        await store.close()


def _supervise(chosen: Settings, redis: RedisServer, site: DemoSite | None) -> None:
    counters = SharedCounters(chosen.workers)

    def work(place: int, parent: int) -> None:
        app = _app(chosen, redis.url, site, service_metrics(counters, place))
        bound = listener.bind(chosen.host, chosen.port, shared=True)
        listener.run(app, bound, ready=lambda: None, parent=parent)

    workers = Supervisor(chosen.workers, work, drain=chosen.drain_timeout)
    told = False

    def meanwhile() -> None:
        nonlocal told
        redis.look_after()
        if not told and listener.listens(chosen.host, chosen.port):
            told = True
            welcome(chosen, site)

    workers.run(meanwhile=meanwhile)
