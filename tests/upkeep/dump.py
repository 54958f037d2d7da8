"""A whole store as JSON: taken from a server, and put back into an empty one."""

from collections.abc import Callable, Iterator
from typing import Any

Kept = dict[str, dict[str, Any]]


def dump(client: Any) -> Kept:
    """Every key with its type, its value and, where it expires, the milliseconds that it has left.

    Hashes and sets stand in order, so that two equal stores look alike.
    """
    return {key: _kept(client, key) for key in sorted(client.scan_iter(count=1_000))}


def _kept(client: Any, key: str) -> dict[str, Any]:
    readers: dict[str, Callable[[], Any]] = {
        "hash": lambda: dict(sorted(client.hgetall(key).items())),
        "list": lambda: client.lrange(key, 0, -1),
        "set": lambda: sorted(client.smembers(key)),
        "stream": lambda: [list(message) for message in client.xrange(key)],
        "string": lambda: client.get(key),
        "zset": lambda: [list(pair) for pair in client.zrange(key, 0, -1, withscores=True)],
    }
    kind = client.type(key)
    kept = {"type": kind, "value": readers[kind]()}
    left = client.pttl(key)
    return kept | {"expires_ms": left} if left >= 0 else kept


def load(client: Any, kept: Kept) -> None:
    """Put every key back."""
    for key, found in kept.items():
        for command in _commands(key, found["type"], found["value"]):
            client.execute_command(*command)
        if "expires_ms" in found:
            client.pexpire(key, found["expires_ms"])


def _commands(key: str, kind: str, value: Any) -> Iterator[tuple[str, ...]]:
    if kind == "hash":
        yield ("HSET", key, *_flat(value))
    elif kind == "list":
        yield ("RPUSH", key, *value)
    elif kind == "set":
        yield ("SADD", key, *value)
    elif kind == "stream":
        yield from (("XADD", key, message_id, *_flat(fields)) for message_id, fields in value)
    elif kind == "string":
        yield ("SET", key, value)
    elif kind == "zset":
        yield from (("ZADD", key, score, member) for member, score in value)


def _flat(fields: dict[str, str]) -> list[str]:
    return [part for field in fields.items() for part in field]
