"""Deliverability, asked of a real name server on this machine."""

import asyncio
from collections.abc import AsyncIterator
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from dns.resolver import Resolver

from moderation.intake.deliverability import Deliverability, nothing_known
from tests.waiting import PATIENCE_SECONDS


class NameServer(asyncio.DatagramProtocol):
    """Knows mail servers for good.example.com and for nothing else."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # The loop's own datagram transport does not derive from the abstract one.
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True)
        self.asked.append(name)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        if name == "good.example.com":
            record = dns.rrset.from_text(question.name, 60, "IN", "MX", "10 mail.example.com.")
            answer.answer.append(record)
        else:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        self.transport.sendto(answer.to_wire(), addr)


@pytest.fixture
async def name_server() -> AsyncIterator[NameServer]:
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(NameServer, local_addr=("127.0.0.1", 0))
    yield server
    transport.close()


@pytest.fixture
async def looked_up(name_server: NameServer) -> AsyncIterator[Deliverability]:
    port = name_server.transport.get_extra_info("sockname")[1]

    def resolver() -> Resolver:
        made = Resolver(configure=False)
        made.nameservers = ["127.0.0.1"]
        made.port = port
        return made

    deliverability = Deliverability(resolver)
    task = asyncio.create_task(deliverability.look_up())
    yield deliverability
    task.cancel()


async def known(deliverability: Deliverability, domain: str) -> bool:
    deliverability.undeliverable(domain)
    async with asyncio.timeout(PATIENCE_SECONDS):
        await deliverability.settled()
    return deliverability.undeliverable(domain)


async def test_the_first_answer_never_waits_and_knows_nothing(looked_up: Deliverability) -> None:
    assert looked_up.undeliverable("nowhere.example.com") is False


@pytest.mark.parametrize(
    ("domain", "undeliverable"), [("good.example.com", False), ("nowhere.example.com", True)]
)
async def test_later_answers_know_what_was_found(
    looked_up: Deliverability, domain: str, undeliverable: bool
) -> None:
    assert await known(looked_up, domain) is undeliverable


async def test_a_domain_is_looked_up_once(
    looked_up: Deliverability, name_server: NameServer
) -> None:
    for _ in range(3):
        await known(looked_up, "good.example.com")
    assert name_server.asked.count("good.example.com") == 1


async def test_a_silent_name_server_counts_as_deliverable() -> None:
    def resolver() -> Resolver:
        made = Resolver(configure=False)
        made.nameservers = ["127.0.0.1"]
        made.port = 9  # nobody answers there
        made.lifetime = 0.05
        return made

    deliverability = Deliverability(resolver)
    task = asyncio.create_task(deliverability.look_up())
    assert await known(deliverability, "good.example.com") is False
    task.cancel()


def test_switched_off_it_knows_nothing() -> None:
    assert nothing_known("nowhere.example.com") is False
