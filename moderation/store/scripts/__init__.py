"""Lua scripts: loaded from `lua/`, called in groups; a refusal is raised as an exception.

Scripts are addressed by the hash of their text, so processes of two releases can share a server;
one that a restarted server has forgotten is sent again.
"""

import asyncio
import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from moderation.errors import StoreUnavailable
from moderation.store.scripts.cluster_pools import ClusterPools
from moderation.store.scripts.script_connection import pack
from moderation.store.scripts.script_pool import ScriptPool
from moderation.store.server.client import RedisClient, is_cluster
from moderation.store.server.failures import UnknownScript, explained
from moderation.store.server.primaries import Primary, of_client

# A slot that moves, or a primary that another one replaces, is waited for so long.
SETTLE_SECONDS: Final = 2.0

Call = tuple[str | int | bytes, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """One script of `lua/`: its text, and the hash that the server knows it by."""

    name: str
    text: str
    digest: str

    @classmethod
    def load(cls, name: str) -> "Script":
        """The script in `lua/NAME.lua`."""
        text = files("moderation.store").joinpath("lua", f"{name}.lua").read_text("utf-8")
        return cls(name, text, hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest())


class Scripts:
    """Calls scripts, in groups. `replicas`: see Primary."""

    def __init__(self, client: RedisClient, *, replicas: int | None = None) -> None:
        self._outages = client.outages
        self._pool: ScriptPool | ClusterPools = (
            ClusterPools(client, replicas)
            if is_cluster(client)
            else ScriptPool(of_client(client, replicas))
        )

    async def run(self, script: Script, keys: Sequence[str], arguments: Struct) -> Any:
        """The script's reply. Raises the exception its refusal stands for, or StoreUnavailable."""
        call = (len(keys), *keys, *astuple(arguments))
        packed = pack(("EVALSHA", script.digest, *call))
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pool.ask(packed, keys[0], future)
        reply = await future
        if isinstance(reply, Exception):
            return await self._again(script, call, packed, reply)
        return reply

    async def _again(self, script: Script, call: Call, packed: bytes, reply: Any) -> Any:
        """As `run`, after a first reply that is an exception."""
        key = str(call[1])
        deadline = time.monotonic() + SETTLE_SECONDS
        while isinstance(reply, Exception) and time.monotonic() < deadline:
            failure = reply
            if isinstance(reply, UnknownScript):
                packed = pack(("EVAL", script.text, *call))
                reply = await self._asked(packed, key)
            else:
                reply = await self._pool.redirected(reply, packed, key)
            if reply is failure:
                break
        if isinstance(reply, Exception):
            error = explained(reply, script.name)
            if isinstance(error, StoreUnavailable):
                self._outages.note(reply)
            raise error from None
        return reply

    async def _asked(self, packed: bytes, key: str) -> Any:
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._pool.ask(packed, key, future)
        return await future

    async def primaries(self) -> list[Primary]:
        """The servers that scripts are sent to. Raises what asking the cluster for them does."""
        return await self._pool.primaries()

    def renew(self) -> None:
        """Have every connection ask anew what its server promises, before it carries more."""
        self._pool.renew()

    async def close(self) -> None:
        """Give the connections back."""
        await self._pool.close()
