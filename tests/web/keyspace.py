"""Everything that a server holds, to show that nothing changed."""

from collections.abc import Callable

from redis import DriverInfo, Redis

_DRIVER = DriverInfo()  # left to itself, each client reads its version from disk


def image(url: str) -> dict[bytes, bytes | None]:
    """Every key with its serialised value.

    Without the number of the format and the policies, which are kept before anything is decided.
    """
    with Redis.from_url(url, driver_info=_DRIVER) as client:
        keys = [
            k for k in client.scan_iter(count=1000) if not k.endswith((b":policies", b":format"))
        ]
        return {key: client.dump(key) for key in keys}


def strings(url: str, pattern: str = "*") -> str:
    """Every key and value under `pattern`, as one text to search in."""
    with Redis.from_url(url, driver_info=_DRIVER, decode_responses=True) as client:
        return "\n".join(
            f"{key} {_value(client, key)}" for key in client.scan_iter(pattern, count=1000)
        )


def _value(client: Redis, key: str) -> object:
    readers: dict[str, Callable[[], object]] = {
        "hash": lambda: client.hgetall(key),
        "list": lambda: client.lrange(key, 0, -1),
        "set": lambda: client.smembers(key),
        "stream": lambda: client.xrange(key),
        "string": lambda: client.get(key),
        "zset": lambda: client.zrange(key, 0, -1),
    }
    return readers[str(client.type(key))]()
