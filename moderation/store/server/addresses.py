"""Addresses of servers: what a URL names, checked as a whole before anything is connected.

    redis://…  rediss://…  unix://…          one server
    redis+sentinel://H:P,H:P/SERVICE/DB      the primary that the Sentinels name
    redis+cluster://H:P,H:P                  a Redis Cluster

USER:PASSWORD@ stands before the hosts and options after a question mark; `rediss+…` speaks TLS,
to the Sentinels as well. No message repeats the URL, which may hold a password.
"""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from redis.asyncio.connection import parse_url

DEFAULT_PORT: Final = 6379
DEFAULT_SERVICE: Final = "mymaster"
SCHEMES: Final = {
    "redis": ("server", False),
    "rediss": ("server", True),
    "unix": ("server", False),
    "redis+sentinel": ("sentinel", False),
    "rediss+sentinel": ("sentinel", True),
    "redis+cluster": ("cluster", False),
    "rediss+cluster": ("cluster", True),
}
OPTIONS: Final = frozenset({"client_name", "db", "password", "protocol", "username"})
TLS_OPTIONS: Final = frozenset(
    {"ssl_ca_certs", "ssl_cert_reqs", "ssl_certfile", "ssl_check_hostname", "ssl_keyfile"}
)
SENTINEL_OPTIONS: Final = {"sentinel_username": "username", "sentinel_password": "password"}


@dataclass(frozen=True, slots=True)
class Address:
    """What a URL names. `kind` is "server", "sentinel" or "cluster".

    `where` names the hosts or the socket, and nothing secret. `options` are the driver's for the
    server, `sentinel_options` those for the Sentinels.
    """

    kind: str
    where: str
    hosts: tuple[tuple[str, int], ...]
    service: str
    options: dict[str, Any]
    sentinel_options: dict[str, Any]


def parse(url: str) -> Address:
    """The address that a URL stands for. Raises ValueError, which says what is wrong with it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise ValueError("hosts are written HOST:PORT,HOST:PORT") from None
    if parts.scheme not in SCHEMES:
        raise ValueError(
            "it is none of redis://HOST:PORT, rediss://, unix://PATH, "
            "redis+sentinel://HOST:PORT/SERVICE, redis+cluster://HOST:PORT"
        )
    kind, tls = SCHEMES[parts.scheme]
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    _check_options(set(query), kind, tls=tls)
    credentials, _, netloc = parts.netloc.rpartition("@")
    if parts.scheme == "unix":
        path = unquote(parts.path)
        if not path:
            raise ValueError("it names no socket: unix:///PATH")
        return Address(kind, path, (), "", _driver(query, credentials) | {"path": path}, {})
    hosts = _hosts(netloc, kind)
    service, database = _path(parts.path, kind, query)
    own = {name: value for name, value in query.items() if name not in SENTINEL_OPTIONS}
    options = _driver(own | database, credentials) | ({"ssl": True} if tls else {})
    return Address(
        kind=kind,
        where=",".join(f"[{h}]:{port}" if ":" in h else f"{h}:{port}" for h, port in hosts),
        hosts=hosts,
        service=service,
        options=options,
        sentinel_options=_of_sentinels(query, options),
    )


def _check_options(names: set[str], kind: str, *, tls: bool) -> None:
    if not tls and names & TLS_OPTIONS:
        raise ValueError(f"{', '.join(sorted(names & TLS_OPTIONS))}: only with TLS (rediss…://)")
    known = OPTIONS | TLS_OPTIONS | (set(SENTINEL_OPTIONS) if kind == "sentinel" else set())
    if names - known:
        raise ValueError(f"it has an option that is none of {', '.join(sorted(known))}")


def _driver(query: dict[str, str], credentials: str) -> dict[str, Any]:
    """The options as the driver wants them, numbers as numbers. Raises ValueError."""
    found: dict[str, Any] = dict(parse_url(f"redis://{credentials}@host/?{urlencode(query)}"))
    del found["host"]
    return found


def _of_sentinels(query: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    secured = {name: value for name, value in options.items() if name in TLS_OPTIONS | {"ssl"}}
    return secured | {SENTINEL_OPTIONS[n]: v for n, v in query.items() if n in SENTINEL_OPTIONS}


def _path(path: str, kind: str, query: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The service of a Sentinel, and the number of a database if there is any."""
    parts = [unquote(part) for part in path.split("/") if part]
    service = parts.pop(0) if kind == "sentinel" and parts else DEFAULT_SERVICE
    database = parts or [query["db"]] if parts or "db" in query else []
    if len(database) > 1 or not all(text.isdecimal() for text in database):
        raise ValueError("its database is no number")
    if kind == "cluster" and any(int(text) for text in database):
        raise ValueError("a cluster has no database but 0")
    return service, {"db": database[0]} if database else {}


def _hosts(netloc: str, kind: str) -> tuple[tuple[str, int], ...]:
    parts = [urlsplit(f"//{part}") for part in netloc.split(",")]
    try:
        hosts = tuple((part.hostname or "", part.port or DEFAULT_PORT) for part in parts)
    except ValueError:  # its message repeats what may be a password
        raise ValueError("hosts are written HOST:PORT,HOST:PORT") from None
    if not all(host for host, _ in hosts) or (kind == "server" and len(hosts) > 1):
        raise ValueError("it names no host, or several: only Sentinel and clusters have several")
    return hosts
