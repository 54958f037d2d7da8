"""The seam where the driver's errors become ours."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from redis.exceptions import RedisClusterException, RedisError

from moderation.errors import StoreUnavailable

Params = ParamSpec("Params")
Result = TypeVar("Result")

# A cluster that cannot be reached is no RedisError to the driver.
FAILURES: Final = (RedisError, RedisClusterException, OSError, TimeoutError)


def guarded(
    method: Callable[Params, Coroutine[Any, Any, Result]],
) -> Callable[Params, Coroutine[Any, Any, Result]]:
    """`method`, raising StoreUnavailable where the driver or the network fails."""

    @wraps(method)
    async def guard(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            return await method(*args, **kwargs)
        except FAILURES as error:
            raise StoreUnavailable(type(error).__name__) from error

    return guard
