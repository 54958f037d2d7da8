"""The driver's errors: which there are, and which of ours each stands for, in one place.

The reason is given in words, and never in the driver's, which may name keys or addresses.
"""

import errno
import os
import re
import socket
import ssl
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from redis.asyncio.sentinel import MasterNotFoundError
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    BusyLoadingError,
    ClusterDownError,
    ClusterError,
    InvalidResponse,
    NoPermissionError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
    ResponseError,
    TryAgainError,
)
from redis.exceptions import ConnectionError as DriverConnectionError
from redis.exceptions import MovedError as DriverMovedError
from redis.exceptions import TimeoutError as DriverTimeoutError

from moderation.errors import Conflict, NotFound, SaringError, StoreUnavailable, StoreUnusable

Params = ParamSpec("Params")
Result = TypeVar("Result")

# A cluster that cannot be reached is no RedisError to the driver.
FAILURES: Final = (RedisError, RedisClusterException, OSError, TimeoutError)
SILENT: Final = "silent"
"""The reason of a refusal by the circuit breaker."""
LATE: Final = (TimeoutError, DriverTimeoutError)
Refused: Final = ResponseError
"""The server answers, and says no."""
Lost: Final = DriverConnectionError
Demoted: Final = ReadOnlyError
"""The server is a primary no longer; Sentinel may know the new one."""
UnknownScript: Final = NoScriptError


class Elsewhere(ResponseError):
    """The slot is another node's: `node` names it (HOST:PORT), for this call only if `asking`."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        word, slot, self.node = text.split(" ")[:3]
        self.asking = word == "ASK"
        self.moved = DriverMovedError(f"{slot} {self.node}")


class NotYet(ResponseError):
    """The cluster is changing, and asks to be called again."""


_OF_WORD: Final[dict[str, Callable[[str], Exception]]] = {
    "NOSCRIPT": NoScriptError,
    "READONLY": ReadOnlyError,
    "OOM": OutOfMemoryError,
    "NOPERM": NoPermissionError,
    "MOVED": Elsewhere,
    "ASK": Elsewhere,
    "TRYAGAIN": NotYet,
    "CLUSTERDOWN": NotYet,
}
WORDS: Final[dict[str, str]] = {
    "MISCONF": "it cannot write to its disk; is it full?",
    "NOREPLICAS": "it has fewer replicas than its `min-replicas-to-write` asks for",
    "MASTERDOWN": "it is a replica that has lost its primary",
    "UNBLOCKED": "it stopped being the primary meanwhile",
}
_FORBIDDEN_IN_SCRIPT: Final = "ACL failure in script"  # says the server, behind a mere ERR
# Of no type of their own, and waiting does not help.
_TOLD: Final = {
    "Cluster mode is not enabled": "it is no cluster; name it by redis:// or rediss://",
    "DB index is out of range": "it has no database of that number",
}
_ERRNO: Final = re.compile(r"\[Errno (\d+)\]")
# The first that fits. `True`: waiting does not help.
SENTENCES: Final[tuple[tuple[Any, str, bool], ...]] = (
    ((AuthenticationError, AuthorizationError), "it refuses our user or password", True),
    (NoPermissionError, "our user may not do there what the service has to", True),
    (ssl.SSLCertVerificationError, "its certificate is not one that we trust", True),
    (ssl.SSLError, "it does not speak TLS as we do", True),
    (InvalidResponse, "what answers there does not speak the protocol of Redis", True),
    (DriverMovedError, "it is a node of a cluster; name it by redis+cluster://", True),
    (OutOfMemoryError, "its memory is full (`maxmemory`)", False),
    (ReadOnlyError, "it is a replica, and takes no writes", False),
    (BusyLoadingError, "it is still loading its data", False),
    (MasterNotFoundError, "no Sentinel that can be reached names a primary", False),
    (
        (ClusterDownError, NotYet, TryAgainError, Elsewhere),
        "the cluster is moving slots, or has lost some",
        False,
    ),
    (socket.gaierror, "its host name is not known", False),
    ((TimeoutError, DriverTimeoutError), "it does not answer in time", False),
    ((RedisClusterException, ClusterError), "no node of the cluster tells where slots are", False),
)

# What Sentinels answered stands only in the text of the driver's error.
_REFUSED_BY_SENTINELS: Final = "AuthenticationError"


def guarded(
    method: Callable[Params, Coroutine[Any, Any, Result]],
) -> Callable[Params, Coroutine[Any, Any, Result]]:
    """`method`, raising StoreUnavailable where the driver or the network fails."""

    @wraps(method)
    async def guard(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            return await method(*args, **kwargs)
        except FAILURES as error:
            raise unavailable(error) from error

    return guard


def unavailable(error: Exception) -> StoreUnavailable:
    """The error of ours for a failure: why the server cannot be used, in words."""
    if isinstance(error, StoreUnavailable):
        return type(error)(*error.args)
    for told, sentence in _TOLD.items():
        if told in str(error):
            return StoreUnusable(sentence)
    causes = list(_causes(error))
    known = _of_sentinels(causes) or _of_driver(causes)
    if known is not None:
        return known
    if isinstance(error, Refused):
        word = str(error).partition(" ")[0]
        return StoreUnavailable(WORDS.get(word, f"it refuses a command ({word})"))
    if not isinstance(error, FAILURES):
        return StoreUnavailable(f"the driver failed ({type(error).__name__})")
    return StoreUnavailable(_of_system(causes) or "the connection was lost")


def _of_sentinels(causes: list[BaseException]) -> StoreUnavailable | None:
    told = [str(cause) for cause in causes if isinstance(cause, MasterNotFoundError)]
    if not any(_REFUSED_BY_SENTINELS in each for each in told):
        return None
    return StoreUnusable("its Sentinels refuse our user or password (`sentinel_password`)")


def _of_driver(causes: list[BaseException]) -> StoreUnavailable | None:
    for kinds, sentence, lasting in SENTENCES:
        if any(isinstance(cause, kinds) for cause in causes):
            return (StoreUnusable if lasting else StoreUnavailable)(sentence)
    return None


def _of_system(causes: list[BaseException]) -> str:
    """What the operating system said, or "". The loop puts several of its errors into one."""
    for cause in causes:
        if isinstance(cause, OSError):
            number = cause.errno or int(_ERRNO.findall(f"{cause} [Errno 0]")[0])
            if number in errno.errorcode:
                return os.strerror(number).lower()
    return ""


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and those that it was raised for or beside."""
    for _ in range(8):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def error_reply(text: str) -> Exception:
    """The driver's error for an error reply that we read ourselves."""
    if _FORBIDDEN_IN_SCRIPT in text:
        return NoPermissionError(text)
    return _OF_WORD.get(text.partition(" ")[0], Refused)(text)


def refuses_writes(error: Exception) -> bool:
    """Whether the server says that it takes none of our writes, for reasons of its own."""
    return isinstance(error, NoPermissionError) or str(error).partition(" ")[0] in WORDS


def explained(failure: Exception, event: str) -> SaringError:
    """The error of ours for a failed `event` of a script: new for each call.

    A whole group may share one failure, and raised from each it would gather all their tracebacks.
    """
    if isinstance(failure, Refused):
        word, _, rest = str(failure).partition(" ")
        refusal = _refusal(word, rest.split(" script:")[0], event)
        if refusal is not None:
            return refusal
    return unavailable(failure)


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
