"""The folder of an embedded server: its socket, its log and the two locks that keep the peace."""

import contextlib
import fcntl
import hashlib
import os
import stat
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Self
from urllib.parse import quote

# The kernel's limit on a socket's path is 104 bytes on macOS and 108 on Linux.
LONGEST_SOCKET_PATH = 100
LONGEST_LOG = 1_000_000
LOG_BYTES_READ = 4_000
LOG_LINES_SHOWN = 8


class EmbeddedServerError(Exception):
    """The embedded server can't be had; the message tells the operator why and what helps."""


@dataclass(frozen=True, slots=True)
class Home:
    """The places of one server, all in one private folder."""

    folder: Path

    @classmethod
    def within(cls, data_dir: Path) -> Self:
        """Make the folder in `data_dir` where it is missing. Raises EmbeddedServerError."""
        folder = data_dir.absolute() / "valkey"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.chmod(0o700)
            return cls(folder.resolve(strict=True))
        except OSError as fault:
            raise _unusable(folder, fault) from fault

    @property
    def log(self) -> Path:
        return self.folder / "valkey.log"

    @property
    def server_lock(self) -> Path:
        return self.folder / "server.lock"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"

    @property
    def socket(self) -> Path:
        wanted = self.folder / "valkey.sock"
        if len(os.fsencode(wanted)) <= LONGEST_SOCKET_PATH:
            return wanted
        # Every start on the folder has to find the same short path, whatever TMPDIR says.
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        short = Path("/tmp") / f"saring-{os.geteuid()}-{name}"  # noqa: S108 (checked to be private)
        return short / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}"

    def clear_the_socket(self) -> None:
        """Make room for the socket of a server that is about to start."""
        folder = self.socket.parent
        try:
            if folder != self.folder:
                _make_private(folder)
            self.socket.unlink(missing_ok=True)
        except OSError as fault:
            raise _unusable(folder, fault) from fault

    def leave_the_socket(self) -> None:
        """Remove the short folder, if there is one, after the server has ended."""
        if self.socket.parent != self.folder:
            with contextlib.suppress(OSError):
                self.socket.parent.rmdir()

    def open_the_log(self) -> FileIO:
        """Open the log, and find out by a first line whether the folder takes data at all."""
        try:
            if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
                self.log.replace(self.log.with_suffix(".log.old"))
            with contextlib.ExitStack() as stack:
                log = stack.enter_context(_open(self.log, os.O_APPEND))
                log.write(b"-- started by Saring --\n")
                stack.pop_all()
        except OSError as fault:
            raise _unusable(self.folder, fault) from fault
        return log

    def last_words(self) -> str:
        """Quote the end of the log, for an error's message; empty when there is none."""
        try:
            with self.log.open("rb") as log:
                log.seek(max(0, self.log.stat().st_size - LOG_BYTES_READ))
                lines = log.read().decode(errors="replace").splitlines()[-LOG_LINES_SHOWN:]
        except OSError:
            return ""
        return "\n".join(["", f"The last lines of {self.log}:", *(f"  {line}" for line in lines)])


def try_lock(path: Path, kind: int) -> FileIO | None:
    """Return the file under a lock of `kind` (fcntl.LOCK_…), or None while another holds it.

    Closing the file frees the lock. Raises EmbeddedServerError when the file can't be made.
    """
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(_open(path))
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            stack.pop_all()
    except BlockingIOError:
        return None
    except OSError as fault:
        raise _unusable(path.parent, fault) from fault
    return file


def is_free(path: Path) -> bool:
    """Tell whether nobody holds the lock; a probe takes it for a moment."""
    lock = try_lock(path, fcntl.LOCK_EX)
    if lock is not None:
        lock.close()
    return lock is not None


def _open(path: Path, flags: int = 0) -> FileIO:
    def opener(name: str, mode: int) -> int:
        return os.open(name, mode | flags | os.O_CREAT, 0o600)

    return FileIO(path, "r+", opener=opener)


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    facts = folder.lstat()
    ours = stat.S_ISDIR(facts.st_mode) and facts.st_uid == os.geteuid()
    if not ours or stat.S_IMODE(facts.st_mode) & 0o077:
        raise EmbeddedServerError(
            f"{folder} is not a private folder of this user. Remove it, or choose a data folder "
            "with a shorter path."
        )


def _unusable(folder: Path, fault: OSError) -> EmbeddedServerError:
    return EmbeddedServerError(
        f"The data folder can't be used: {fault.strerror} ({fault.filename or folder}). "
        "Free or change it, or choose another by MODERATION_DATA_DIR or --data-dir."
    )
