"""Admission: never more than the limit, and a flood leaves room for everybody else."""

from collections import deque
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from moderation.domain.fair_shares import BATCH_HEADROOM, HEADROOM, UNIT, Admission, Permit, units
from moderation.errors import Overloaded

LIMITS = st.integers(1, 2_000)


def flood(admission: Admission, site: str) -> int:
    """Take every place that the site is given; how many they were."""
    count = 0
    with suppress(Overloaded):
        while True:
            admission.enter(site)
            count += 1
    return count


@given(LIMITS)
def test_a_site_alone_gets_four_fifths(limit: int) -> None:
    admission = Admission(limit)
    taken = flood(admission, "kabar")
    assert limit * HEADROOM / (HEADROOM + 1) <= taken <= limit * HEADROOM / (HEADROOM + 1) + 1


@given(LIMITS, st.integers(1, 5))
def test_floods_one_after_the_other_leave_room(limit: int, sites: int) -> None:
    admission = Admission(limit)
    for number in range(sites):
        flood(admission, f"banjir-{number}")
    assert limit - admission.in_flight >= limit / (HEADROOM + 1) ** sites - sites


@given(st.integers(20, 300), st.integers(2, 6))
def test_sites_that_go_on_flooding_come_to_equal_shares(limit: int, sites: int) -> None:
    admission = Admission(limit)
    names = [f"banjir-{number}" for number in range(sites)]
    work = deque(names[0] for _ in range(flood(admission, names[0])))
    for _ in range(20 * limit):
        admission.change(work.popleft(), -1)
        for name in names:
            with suppress(Overloaded):
                admission.enter(name)
                work.append(name)
    shares = [admission.held(name) for name in names]
    assert max(shares) - min(shares) <= HEADROOM  # a free place more allows so many more
    assert limit / (HEADROOM * sites + 1) - sites <= limit - admission.in_flight


@given(LIMITS, st.data())
def test_a_calm_site_is_never_refused_beside_a_flood(limit: int, data: st.DataObject) -> None:
    admission = Admission(limit)
    # What one flood leaves free, and of that what a site may hold by the rule.
    calm = int(HEADROOM / (HEADROOM + 1) * (limit / (HEADROOM + 1) - 1))
    for _ in range(data.draw(st.integers(0, 60))):
        flood(admission, "banjir")
        held = admission.held("tenang")
        if data.draw(st.booleans()) and held < calm:
            admission.enter("tenang")
        elif held:
            admission.change("tenang", -1)
        admission.change("banjir", -data.draw(st.integers(0, admission.held("banjir"))))


@given(st.integers(5, 500))
def test_who_holds_nothing_is_refused_only_when_nothing_is_free(limit: int) -> None:
    admission = Admission(limit)
    newcomers = 0
    while admission.in_flight < limit:
        flood(admission, "banjir")
        if admission.in_flight < limit:
            admission.enter(f"baru-{newcomers}")
            newcomers += 1
    with pytest.raises(Overloaded):
        admission.enter("terlambat")


def test_a_failure_inside_gives_the_places_back() -> None:
    admission = Admission(20)

    def fail() -> None:
        with admission.permit("kabar") as permit:
            assert permit.widen(7) == 7
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert (admission.in_flight, admission.held("kabar")) == (0, 0)


def test_who_is_refused_takes_nothing() -> None:
    admission = Admission(1)
    with admission.permit("kabar"):
        with pytest.raises(Overloaded), admission.permit("lain"):
            pytest.fail("there was no place")
        assert (admission.in_flight, admission.held("lain")) == (1, 0)
    with admission.permit("lain"):
        assert admission.held("lain") == 1


class Traffic(RuleBasedStateMachine):
    """Singles and batches of a few sites that come, widen and go in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.admission = Admission(23)
        self.open: list[tuple[ExitStack, Permit, str]] = []
        self.counts: dict[int, int] = {}

    @rule(site=st.sampled_from("abcd"))
    def comes(self, site: str) -> None:
        stack = ExitStack()
        try:
            permit = stack.enter_context(self.admission.permit(site))
        except Overloaded:
            held, free = self.admission.held(site), 23 - self.admission.in_flight
            assert held >= HEADROOM * free
            return
        self.open.append((stack, permit, site))
        self.counts[id(permit)] = 1

    @rule(which=st.integers(0, 99), wanted=st.integers(1, 40))
    def widens(self, which: int, wanted: int) -> None:
        if self.open:
            _, permit, site = self.open[which % len(self.open)]
            before = self.counts[id(permit)]
            count = self.counts[id(permit)] = permit.widen(wanted)
            assert 1 <= count <= wanted
            if count > max(1, before):
                free = 23 - self.admission.in_flight
                assert self.admission.held(site) <= BATCH_HEADROOM * (free + 1)

    @rule(which=st.integers(0, 99))
    def goes(self, which: int) -> None:
        if self.open:
            stack, permit, _ = self.open.pop(which % len(self.open))
            stack.close()
            del self.counts[id(permit)]

    @invariant()
    def counts_agree_and_stay_under_the_limit(self) -> None:
        assert self.admission.in_flight == sum(self.counts.values()) <= 23
        for name in "abcd":
            own = sum(self.counts[id(permit)] for _, permit, site in self.open if site == name)
            assert self.admission.held(name) == own

    def teardown(self) -> None:
        for stack, _, _ in self.open:
            stack.close()
        assert self.admission.in_flight == 0
        assert self.admission._held == {}


TestTraffic = Traffic.TestCase


def test_bytes_take_whole_places() -> None:
    assert [units(size) for size in (0, 1, UNIT, UNIT + 1)] == [0, 1, 1, 2]


def test_a_permit_grows_and_shrinks_with_what_is_wanted() -> None:
    admission = Admission(10)
    with admission.permit("kabar", 0) as permit:
        held = []
        for wanted in (3, 3, 1, 99, 0):
            permit.resize(wanted)
            held.append(admission.held("kabar"))
    assert held == [3, 3, 1, admission.most, 0]
    assert admission.in_flight == 0
