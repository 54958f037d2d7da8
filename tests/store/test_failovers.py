"""Failovers of real clusters and Sentinels under load: what was acknowledged is there, once."""

import asyncio
import os
import signal
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from moderation.domain import CommentState
from moderation.errors import StoreUnavailable, StoreUnusable
from moderation.store import Store
from moderation.store.approved import START
from moderation.store.comments import Idempotency, Replayed
from moderation.store.server.promises import AS_DEPLOYED
from tests import left_open
from tests.builders import a_comment
from tests.store.conftest import open_store
from tests.store.deployments import (
    SERVICE,
    Node,
    abreast,
    cluster_url,
    clustered,
    eventually,
    replicated,
    sentinel_url,
    watched,
)
from tests.store.relay import Relay, relay_to
from tests.store.test_comments import a_new_comment
from tests.store.test_script_connection import CERTIFICATE
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FAILOVERS = int(os.environ.get("FAILOVERS", "1"))
"""How many primaries the tests that kill some in turn kill."""


def long(test: Any) -> Any:
    """Mark a test that may run so long that what killed servers leave open is found meanwhile."""
    left_open_is_no_fault = pytest.mark.filterwarnings(
        "ignore::pytest.PytestUnraisableExceptionWarning"
    )
    return pytest.mark.timeout(300 + 60 * FAILOVERS)(left_open_is_no_fault(test))


SITES = [f"situs-{number}" for number in range(12)]
AT_ONCE = 24
OURS = f"&ssl_ca_certs={CERTIFICATE}"
RETRY_SECONDS = 0.05


collected = left_open.collected


@dataclass
class Load:
    """Sends comments until it is stopped, each again with its key until it is acknowledged."""

    store: Store
    acknowledged: dict[tuple[str, str], str] = field(default_factory=dict)  # (site, key) -> id
    refused: int = 0
    stopping: bool = False
    _sent: int = 0

    async def run(self) -> None:
        """Send from AT_ONCE senders."""
        await asyncio.gather(*(self._send_on() for _ in range(AT_ONCE)))

    async def _send_on(self) -> None:
        while not self.stopping:
            self._sent += 1
            await self.send(SITES[self._sent % len(SITES)], f"key-{self._sent}")

    async def send(self, site: str, key: str) -> None:
        """Send one comment until it is acknowledged."""
        while True:
            comment = a_comment(CommentState.APPROVED, site=site)
            new = a_new_comment(comment=comment, idempotency=Idempotency(key, "body"))
            try:
                outcome = await self.store.comments.submit(new)
            except StoreUnavailable:
                self.refused += 1
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self.acknowledged[site, key] = (
                outcome.comment_id if isinstance(outcome, Replayed) else new.comment.id
            )
            return

    async def goes_on(self, what: str) -> None:
        """Wait until every site got a comment acknowledged after this moment."""
        before = set(self.acknowledged)

        def all_sites() -> bool:
            return {site for site, _ in set(self.acknowledged) - before} == set(SITES)

        await until(all_sites, what)


@asynccontextmanager
async def loaded(store: Store) -> AsyncIterator[Load]:
    """Run a load meanwhile, then let it end, and find all it got acknowledged, once each."""
    load = Load(store)
    running = asyncio.create_task(load.run())
    await load.goes_on("the load runs")
    yield load
    load.stopping = True
    await running
    await assert_kept(load)


async def assert_kept(load: Load) -> None:
    """Find every acknowledged comment in the store, and in its site's stream exactly once."""
    for site in SITES:
        ids = [found for (of, _), found in load.acknowledged.items() if of == site]
        found = await load.store.comments.find_all(site, ids)
        assert [comment.id for comment in found] == ids
        assert Counter(await published(load.store, site)) == Counter(ids)
    print(f"{len(load.acknowledged)} acknowledged, {load.refused} refused")  # noqa: T201 - for -rP


async def published(store: Store, site: str) -> list[str]:
    """Give the comments of a site's stream, read page by page to its end."""
    ids: list[str] = []
    cursor = START
    while page := await store.approved.read(site, after=cursor, limit=1_000):
        ids += [entry.comment_id for entry in page]
        cursor = page[-1].cursor
    return ids


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Node]]:
    """Run a cluster of three primaries with a replica each."""
    with clustered(tmp_path_factory.mktemp("cluster")) as nodes:
        yield nodes


@pytest.fixture
async def store(cluster: list[Node]) -> AsyncIterator[Store]:
    """Open a store on the cluster once it is whole and empty."""
    eventually(lambda: all(whole(node) for node in cluster), "each primary has its replica")
    for node in primaries(cluster):
        with node.client() as client:
            client.flushall()
    opened = open_store(cluster_url(cluster), AS_DEPLOYED)
    yield opened
    await opened.close()


def primaries(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node.said("replication")["role"] == "master"]


def whole(node: Node) -> bool:
    """Whether it and its partner replicate, and it calls the cluster ok."""
    said = node.said("replication")
    linked = abreast(node) == 1 if said["role"] == "master" else said["master_link_status"] == "up"
    with node.client() as client:
        facts = client.execute_command("CLUSTER INFO")
    return linked and facts["cluster_state"] == "ok"


def pair(nodes: list[Node], number: int = 0) -> tuple[Node, Node]:
    """Give a primary and its replica: of the first shard, or of this one."""
    found = primaries(nodes)
    primary = found[number % len(found)]
    port = primary.said("replication")["slave0"]["port"]
    return primary, next(node for node in nodes if node.port == port)


def leads(node: Node) -> bool:
    return bool(node.said("replication")["role"] == "master")


@long
async def test_a_cluster_whose_primaries_are_killed_in_turn_under_load(
    cluster: list[Node], store: Store
) -> None:
    async with loaded(store) as load:
        for number in range(FAILOVERS):
            primary, replica = pair(cluster, number)
            primary.kill()
            await until(partial(leads, replica), "the replica is promoted")
            await load.goes_on("all sites are served again")
            primary.start()
            await until(partial(whole, primary), "the old primary follows")
            await load.goes_on("all sites are served still")


async def test_a_cluster_that_promotes_a_replica_which_lags(
    cluster: list[Node], store: Store
) -> None:
    primary, replica = pair(cluster)
    async with loaded(store) as load:
        replica.signal(signal.SIGSTOP)
        await until(lambda: load.refused > 0, "what is not replicated is refused")
        primary.kill()
        replica.signal(signal.SIGCONT)
        await until(lambda: leads(replica), "the replica is promoted")
        await load.goes_on("all sites are served again")
        primary.start()
        await until(lambda: whole(primary), "the old primary follows")


async def test_a_cluster_with_a_node_that_hangs_and_then_goes_on(
    cluster: list[Node], store: Store
) -> None:
    primary, replica = pair(cluster)
    async with loaded(store) as load:
        primary.signal(signal.SIGSTOP)
        await until(lambda: leads(replica), "the replica is promoted")
        await load.goes_on("all sites are served again")
        primary.signal(signal.SIGCONT)
        await until(lambda: whole(primary), "the old primary follows")
        await load.goes_on("all sites are served still")


async def test_a_cluster_whose_slots_move_under_load(cluster: list[Node], store: Store) -> None:
    first, second, *_ = primaries(cluster)
    async with loaded(store) as load:
        client: Any = store.client
        moving = {client.keyslot(f"{{{site}}}") for site in SITES}
        held = {
            slot for slot in moving if client.nodes_manager.slots_cache[slot][0].port == first.port
        }
        for slot in held:
            move(slot, first, second)
        await load.goes_on("all sites are served by their new nodes")


def move(slot: int, old: Node, new: Node) -> None:
    """Move a slot with its keys, as an operator's tool does."""
    with old.client() as at_old, new.client() as at_new:
        ids = [client.execute_command("CLUSTER MYID") for client in (at_old, at_new)]
        at_new.execute_command("CLUSTER SETSLOT", slot, "IMPORTING", ids[0])
        at_old.execute_command("CLUSTER SETSLOT", slot, "MIGRATING", ids[1])
        while keys := at_old.execute_command("CLUSTER GETKEYSINSLOT", slot, 100):
            at_old.execute_command("MIGRATE", "127.0.0.1", new.port, "", 0, 5000, "KEYS", *keys)
        for client in (at_new, at_old):
            client.execute_command("CLUSTER SETSLOT", slot, "NODE", ids[1])


@contextmanager
def deployment(folder: Path, replicas: int) -> Iterator[tuple[list[Node], list[Node]]]:
    with replicated(folder, replicas) as nodes, watched(folder, nodes[0]) as sentinels:
        yield nodes, sentinels


async def test_sentinels_that_promote_a_replica_which_lags(tmp_path: Path) -> None:
    with deployment(tmp_path, 1) as ((primary, replica), sentinels):
        store = open_store(sentinel_url(sentinels), AS_DEPLOYED)
        async with loaded(store) as load:
            replica.signal(signal.SIGSTOP)
            await until(lambda: load.refused > 0, "what is not replicated is refused")
            primary.kill()
            replica.signal(signal.SIGCONT)
            await until(lambda: leads(replica), "the replica is promoted")
            primary.start()
            await load.goes_on("the old primary follows, and writes are confirmed")
        await store.close()


@long
async def test_sentinels_whose_primaries_are_killed_in_turn_under_load(tmp_path: Path) -> None:
    with deployment(tmp_path, 1) as (nodes, sentinels):
        store = open_store(sentinel_url(sentinels), AS_DEPLOYED)
        async with loaded(store) as load:
            for number in range(FAILOVERS):
                primary, replica = nodes[number % 2], nodes[1 - number % 2]
                primary.kill()
                await until(partial(leads, replica), "the replica is promoted")
                primary.start()
                await load.goes_on("the old primary follows, and writes are confirmed")
        await store.close()


async def test_sentinels_whose_primary_is_killed_while_two_replicas_follow(tmp_path: Path) -> None:
    with deployment(tmp_path, 2) as ((primary, *replicas), sentinels):
        store = open_store(sentinel_url(sentinels), AS_DEPLOYED)
        async with loaded(store) as load:
            primary.kill()
            await until(lambda: any(map(leads, replicas)), "a replica is promoted")
            await load.goes_on("writes are confirmed by the other")
        await store.close()


async def test_sentinels_with_passwords_and_a_database(tmp_path: Path) -> None:
    of_server = {"requirepass": "rahasia", "masterauth": "rahasia"}
    of_sentinels = {"requirepass": "jaga"}
    with (
        replicated(tmp_path, 1, of_server) as nodes,
        watched(tmp_path, nodes[0], settings=of_sentinels) as sentinels,
    ):
        rest = "/3?sentinel_password=jaga"
        store = open_store(sentinel_url(sentinels, credentials=":rahasia@", rest=rest), AS_DEPLOYED)
        assert await store.health.breaches() == []
        assert await store.comments.submit(a_new_comment()) is None
        await store.close()
        for wrong in (
            sentinel_url(sentinels, credentials=":salah@", rest=rest),
            sentinel_url(sentinels, credentials=":rahasia@", rest="/3?sentinel_password=salah"),
        ):
            stranger = open_store(wrong)
            with pytest.raises(StoreUnusable, match=r"refuses? our user or password"):
                await stranger.health.require()
            await stranger.close()
        with Redis(port=nodes[1].port, password="rahasia", db=3) as client:
            assert client.dbsize() > 0


async def test_sentinels_and_servers_behind_tls_each_with_a_user_of_its_own(tmp_path: Path) -> None:
    of_server = {"user": "saring on >sandi ~mod:* &* +@all -flushall"}
    of_sentinels = {"user": "penjaga on >jaga resetchannels +sentinel +ping"}
    with (
        replicated(tmp_path, 2, of_server) as nodes,
        watched(tmp_path, nodes[0], settings=of_sentinels) as sentinels,
    ):
        async with AsyncExitStack() as stack:
            relays = [await stack.enter_async_context(behind_tls(each)) for each in nodes]
            doors = [await stack.enter_async_context(behind_tls(each)) for each in sentinels]
            for door in doors:
                door.ports = {of.port: it.port for of, it in zip(nodes, relays, strict=True)}
            hosts = ",".join(f"127.0.0.1:{door.port}" for door in doors)

            def opened(password: str, of_sentinel: str, trusted: str = OURS) -> Store:
                options = f"sentinel_username=penjaga&sentinel_password={of_sentinel}"
                url = f"rediss+sentinel://saring:{password}@{hosts}/{SERVICE}/3?{options}"
                return open_store(f"{url}{trusted}", AS_DEPLOYED)

            store = opened("sandi", "jaga")
            assert await store.health.breaches() == []
            async with loaded(store) as load:
                nodes[0].kill()
                await until(lambda: any(map(leads, nodes[1:])), "a replica is promoted")
                await load.goes_on("writes are confirmed by the other")
            await store.close()
            assert sum(relay.opened > 0 for relay in relays) == 2
            for stranger, why in (
                (opened("salah", "jaga"), "it refuses our user or password"),
                (opened("sandi", "salah"), "Sentinels refuse our user or password"),
                (opened("sandi", "jaga", trusted=""), "names a primary"),
            ):
                with pytest.raises(StoreUnavailable, match=why):
                    await stranger.health.require()
                await stranger.close()


@asynccontextmanager
async def behind_tls(node: Node) -> AsyncIterator[Relay]:
    """Run a relay that speaks TLS before a server."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    async with relay_to(node.port, tls) as relay:
        yield relay
