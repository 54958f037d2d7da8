"""The driver's errors: which there are, and which of ours each stands for, in one place."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from redis.exceptions import ConnectionError as DriverConnectionError
from redis.exceptions import (
    NoScriptError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
    ResponseError,
)
from redis.exceptions import TimeoutError as DriverTimeoutError

from moderation.errors import Conflict, NotFound, SaringError, StoreUnavailable

Params = ParamSpec("Params")
Result = TypeVar("Result")

# A cluster that cannot be reached is no RedisError to the driver.
FAILURES: Final = (RedisError, RedisClusterException, OSError, TimeoutError)
LATE: Final = (TimeoutError, DriverTimeoutError)
Refused: Final = ResponseError
"""The server answers, and says no."""
Lost: Final = DriverConnectionError
Demoted: Final = ReadOnlyError
"""The server is a primary no longer; Sentinel may know the new one."""
UnknownScript: Final = NoScriptError


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


def error_reply(text: str) -> Exception:
    """The driver's error for an error reply that we read ourselves."""
    kinds = {"NOSCRIPT": UnknownScript, "READONLY": Demoted}
    return kinds.get(text.partition(" ")[0], Refused)(text)


def explained(failure: Exception, event: str) -> SaringError:
    """The error of ours for a failed `event` of a script: new for each call.

    A whole group may share one failure, and raised from each it would gather all their tracebacks.
    """
    if isinstance(failure, StoreUnavailable):
        return StoreUnavailable(*failure.args)
    if not isinstance(failure, Refused):
        return StoreUnavailable(type(failure).__name__)
    word, _, rest = str(failure).partition(" ")
    return _refusal(word, rest.split(" script:")[0], event) or StoreUnavailable(word)


def _refusal(word: str, rest: str, event: str) -> SaringError | None:
    """What one of our scripts refused."""
    match word:
        case "MISSING":
            return NotFound(rest)
        case "CONFLICT":
            return Conflict(state=rest, event=event)
        case "CLAIMED":
            return Conflict(state="claimed", event=event)
        case _:
            return None
