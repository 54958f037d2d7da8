"""Script connection: carries groups of script calls by a protocol of our own over hiredis.

The driver's pipeline costs several times as much: it borrows a pooled connection for each group,
tests it for unread bytes, packs in Python, and awaits every reply by itself. Here the driver only
opens the connection (address, TLS, authentication, database, the primary that Sentinel names); then
its transport is ours, a group is one write, and its replies are read as they come.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

import hiredis

from moderation.errors import StoreUnavailable
from moderation.store.server.client import REPLY_SECONDS
from moderation.store.server.failures import (
    Demoted,
    Lost,
    error_reply,
    refuses_writes,
    unavailable,
)
from moderation.store.server.primaries import UNCONFIRMED, Primary
from moderation.store.server.tasks import end

Asked = tuple[bytes, asyncio.Future[Any]]
pack: Final[Callable[[Any], bytes]] = hiredis.pack_command

SYNC_MS: Final = 4_000
REFUSED: Final = "it can confirm no writes any more"

_INCOMPLETE: Final = object()


class ScriptConnection(asyncio.Protocol):
    """A connection to a primary, kept open from group to group; it carries one at a time.

    When it is opened the server says whether it can keep our promises, and for how many replicas
    each group waits: it is answered when the server's own disk and theirs have its writes.

    A group whose connection is lost is sent once more over a new one, so calls must be harmless to
    repeat. A group that is not answered within REPLY_SECONDS in all is not sent again: the server
    then counts as silent.
    """

    def __init__(self, primary: Primary, freed: Callable[["ScriptConnection"], None]) -> None:
        self._primary = primary
        self._freed = freed
        self._connection: Any = None  # the driver's, whose transport is ours
        self._replicas: int | None = None  # to wait for; None: not even for the server's own disk
        self._confirm = b""  # the command that waits
        self._outdated = False  # the server may say something else by now
        self._transport: Any = None
        self._drivers: Any = None  # the driver's own protocol, until the transport is returned
        self._reader: Any = None
        self._group: list[Asked] = []
        self._replies: list[Any] = []
        self._expected = 0
        self._may_repeat = False
        self._demoted: Exception | None = None  # the server said that it may not write
        self._opening: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    def carry(self, group: list[Asked]) -> None:
        """Send a group of packed commands; each future gets its reply as its result.

        An error reply or a failure is a result, too: an exception, but never one that is raised.
        """
        self._group = group
        self._may_repeat = True
        self._timer = asyncio.get_running_loop().call_later(REPLY_SECONDS, self._late)
        if self._outdated:
            self._let_go()
        if self._transport is None:
            self._reopen()
        else:
            self._send()

    def renew(self) -> None:
        """Have the server asked again before the next group."""
        self._outdated = True

    def _send(self) -> None:
        packed = [command for command, _ in self._group]
        if self._replicas is not None:
            packed.append(self._confirm)
        self._expected = len(packed)
        self._transport.write(b"".join(packed))

    def data_received(self, data: bytes) -> None:
        """Collect replies; answer the group when all are there."""
        try:
            self._reader.feed(data)
            while (reply := self._reader.gets()) is not _INCOMPLETE:
                if type(reply) is not hiredis.PushNotification:
                    self._replies.append(reply)
        except hiredis.ProtocolError as error:
            self._give_up(error)
            return
        replies = self._replies
        if self._demoted is not None:
            self._give_up(self._demoted)
        elif len(replies) > self._expected:
            self._give_up(Lost("a reply that nobody asked for"))
        elif replies and len(replies) == self._expected:
            self._answer(self._confirmed(replies, self._replicas))

    def connection_lost(self, exc: Exception | None) -> None:
        """Send the group once more over a new connection, or say that it failed."""
        self._transport = None
        self._lost(exc or Lost("closed by the server"))

    def _give_up(self, reason: Exception) -> None:
        self._let_go()
        self._lost(reason)

    def _let_go(self) -> None:
        """Drop the connection; its end is the driver's business, and we go on at once."""
        if self._transport is not None:
            self._transport.set_protocol(self._drivers)
            self._transport.abort()
            self._transport = None

    def _lost(self, reason: Exception) -> None:
        self._demoted = None
        self._replies, self._expected = [], 0
        if self._group and self._may_repeat:
            self._may_repeat = False
            self._reopen()
        else:
            self._fail(reason)

    def _answer(self, replies: Sequence[Any]) -> None:
        group, self._group = self._group, []
        self._replies, self._expected = [], 0
        if self._timer is not None:
            self._timer.cancel()
        for (_, future), reply in zip(group, replies, strict=True):
            if not future.done():  # whoever asked may have gone away
                future.set_result(reply)
        self._freed(self)

    def _fail(self, error: Exception) -> None:
        if self._group:
            self._answer([error] * len(self._group))

    def _late(self) -> None:
        self._may_repeat = False
        self._primary.breaker.lost()
        late = TimeoutError("no reply in time")
        if self._transport is not None:
            self._give_up(late)
        else:
            if self._opening is not None:
                self._opening.cancel()
                self._opening = None
            self._fail(late)

    def _confirmed(self, replies: list[Any], replicas: int | None) -> list[Any]:
        """The replies, or a failure for each write that WAITAOF did not find on enough disks."""
        if replicas is None:
            return replies
        *before, last = replies
        refused = isinstance(last, Exception)
        if not refused and last[0] >= 1 and last[1] >= replicas:
            return before
        self._primary.unconfirmed()
        self.renew()
        why = REFUSED if refused else UNCONFIRMED
        return [r if isinstance(r, Exception) else StoreUnavailable(why) for r in before]

    def _error_reply(self, text: str) -> Exception:
        error = error_reply(text)
        if isinstance(error, Demoted):
            self._demoted = error
        elif refuses_writes(error):
            self._primary.refused(str(unavailable(error)))
        return error

    def _reopen(self) -> None:
        self._opening = asyncio.get_running_loop().create_task(self._open())

    async def _open(self) -> None:
        # One of its own: an opening that was given up may go on for a while beside the next.
        connection = self._primary.connection()
        try:
            await connection.connect()
            self._outdated = False
            replicas = await self._primary.admitted(connection)
            if self._opening is asyncio.current_task():  # else the driver lost the cancellation
                await self._part(nowait=True)
                self._take_over(connection, replicas)
                self._send()
        except Exception as error:  # noqa: BLE001 - whatever fails, those who wait are answered
            if self._opening is asyncio.current_task():
                self._fail(error)
        finally:
            if connection is not self._connection:
                await connection.disconnect(nowait=True)

    async def _part(self, *, nowait: bool) -> None:
        """Give the driver's connection back, if there is one."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.disconnect(nowait=nowait)

    def _take_over(self, connection: Any, replicas: int | None) -> None:
        """From now on the driver's connection talks to us. Its transport has no public name."""
        transport = connection._writer.transport  # noqa: SLF001
        if transport.is_closing():  # its end was told to the driver, and would never be to us
            raise Lost("closed while it was set up")
        self._connection, self._replicas = connection, replicas
        # WAITAOF asks for the writes of its own connection.
        self._confirm = pack(("WAITAOF", 1, replicas or 0, SYNC_MS))
        self._transport, self._drivers = transport, transport.get_protocol()
        self._reader = hiredis.Reader(
            encoding="utf-8", replyError=self._error_reply, notEnoughData=_INCOMPLETE
        )
        self._transport.set_protocol(self)

    async def close(self) -> None:
        """Close the connection; a group on its way is answered with StoreUnavailable."""
        opening, self._opening = self._opening, None
        await end(opening)
        lost = self._transport is None  # the driver never hears of it, and would wait in vain
        if not lost:
            self._transport.set_protocol(self._drivers)
            self._transport = None
        await self._part(nowait=lost)
        self._fail(StoreUnavailable("closed"))
