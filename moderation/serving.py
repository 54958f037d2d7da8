"""The `serve` command: the server it stands on, the port, the demo, one process or several."""

import asyncio
import os
import shutil
import socket
import tempfile
from typing import Any, Final

import msgspec
from aiohttp import web

from moderation import demo_tenant, embedded, logs, server
from moderation import settings as settings_table
from moderation.app import build_app, build_context, mount_demo, open_store
from moderation.demo_tenant import DemoTenant
from moderation.errors import StoreUnavailable
from moderation.redis_server import redis_server
from moderation.settings import PREFIX, Settings
from moderation.supervisor import Supervisor
from moderation.welcome import address, welcome

METRICS_DIR: Final = "PROMETHEUS_MULTIPROC_DIR"


class CannotServeError(Exception):
    """Serving cannot begin; the message says why and what helps."""


def settings(**chosen: Any) -> Settings:
    """Settings from the environment and from what the command line chose. Raises SettingsError."""
    found = settings_table.from_environment(os.environ, **chosen)
    logs.configure(found.log_level)
    return found


def serve(chosen: Settings, *, demo: bool) -> None:
    """Serve until SIGTERM or SIGINT. Raises CannotServeError."""
    listener = _bind(chosen)
    port = int(listener.getsockname()[1])
    chosen = msgspec.structs.replace(chosen, port=port)
    try:
        with redis_server(chosen) as url:
            tenant = asyncio.run(_check(chosen, url, demo=demo))
            if chosen.workers == 1:
                app = _app(chosen, url, tenant)
                _run(app, listener, chosen, lambda: welcome(chosen, tenant))
            else:
                _supervise(chosen, url, tenant)
    except embedded.EmbeddedServerError as error:
        raise CannotServeError(str(error)) from error
    except StoreUnavailable as error:
        # Without its URL, which may hold a password.
        said = f"the server that keeps the comments (--redis-url, MODERATION_REDIS_URL): {error}"
        raise CannotServeError(said) from error
    except OSError as error:
        raise CannotServeError(f"{error.filename or chosen.data_dir}: {error.strerror}") from error


def work(chosen: Settings, *, parent: int) -> None:
    """Serve as a worker, on the port and server that the supervisor names in the environment."""
    tenant = demo_tenant.read(chosen.data_dir) if os.environ.get(_DEMO) else None
    app = _app(chosen, chosen.redis_url, tenant)
    listener = server.bind(chosen.host, chosen.port, shared=True)
    _run(app, listener, chosen, lambda: None, parent=parent)


_DEMO: Final = "SARING_WORKER_DEMO"


def _bind(chosen: Settings) -> socket.socket:
    try:
        if chosen.workers > 1 and chosen.port:
            # A shared port refuses nobody, so ask without sharing first.
            server.bind(chosen.host, chosen.port, shared=False).close()
        return server.bind(chosen.host, chosen.port, shared=chosen.workers > 1)
    except server.PortTakenError as error:
        raise CannotServeError(f"{error}; choose another with --port, or --port 0") from error
    except OSError as error:
        raise CannotServeError(f"cannot listen on {chosen.host}: {error.strerror}") from error


def _run(
    app: web.Application, listener: Any, chosen: Settings, ready: Any, parent: int | None = None
) -> None:
    server.run(
        app,
        listener,
        keepalive=chosen.keepalive_timeout,
        drain=chosen.drain_timeout,
        ready=ready,
        parent=parent,
    )


def _app(chosen: Settings, url: str, tenant: DemoTenant | None) -> web.Application:
    app = build_app(build_context(chosen, open_store(chosen, url)))
    if tenant is not None:
        base = address(chosen)
        mount_demo(app, base_url=lambda: base, api_key=tenant.api_key)
    return app


async def _check(chosen: Settings, url: str, *, demo: bool) -> DemoTenant | None:
    """Make sure that the store can be used before a port is opened, and make the demo's tenant."""
    store = open_store(chosen, url)
    try:
        await store.require_durable()
        return await demo_tenant.ensure(store, chosen.data_dir) if demo else None
    finally:
        await store.close()


def _supervise(chosen: Settings, url: str, tenant: DemoTenant | None) -> None:
    folder = tempfile.mkdtemp(prefix="saring-metrics-")
    environment = dict(os.environ) | {
        f"{PREFIX}REDIS_URL": url,
        f"{PREFIX}HOST": chosen.host,
        f"{PREFIX}PORT": str(chosen.port),
        f"{PREFIX}DATA_DIR": str(chosen.data_dir),
        METRICS_DIR: folder,
        _DEMO: "1" if tenant else "",
    }
    try:
        workers = Supervisor(chosen.workers, environment, drain=chosen.drain_timeout)
        workers.run(
            listening=lambda: server.listens(chosen.host, chosen.port),
            ready=lambda: welcome(chosen, tenant),
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
