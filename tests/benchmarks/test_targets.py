"""A verdict says what was wanted, what was got, and whether that is enough."""

import math

import pytest

from benchmarks.bodies import BATCH, FORM
from benchmarks.measuring import Case, Figures
from benchmarks.targets import FLOOR_CASES, Target, Verdict, table, verdicts


@pytest.mark.parametrize(
    ("target", "got", "word"),
    [
        pytest.param(Target("a", least=0.9), 0.9, "reached", id="just-enough"),
        pytest.param(Target("a", least=0.9), 0.89, "FALLS SHORT", id="too-little"),
        pytest.param(Target("a", most=1.1), 1.1, "reached", id="just-not-too-much"),
        pytest.param(Target("a", most=1.1), 1.2, "FALLS SHORT", id="too-much"),
        pytest.param(Target("a", most=1.1), None, "not measured", id="none"),
        pytest.param(Target("a", most=1.1), math.nan, "not measured", id="unknown"),
    ],
)
def test_a_target_is_met_at_its_bound(target: Target, got: float | None, word: str) -> None:
    assert target.verdict(got).word == word


def test_the_table_shows_each_verdict_with_what_stands_beside_it() -> None:
    shown = table([Verdict("rate", ">= 0.90", "0.95", "reached", "asyncio: 0.97")])
    assert shown.splitlines()[-1].split() == [
        *("rate", ">=", "0.90", "0.95", "reached", "asyncio:", "0.97")
    ]


def figures(rate: float, cpu: float) -> Figures:
    return Figures(rate, 1, 2, cpu, 0, 0, 70, 0, 0, {}, None, {}, 0)


def test_ours_is_held_against_the_handler_that_parses_a_form_whatever_we_take() -> None:
    rounds = {
        Case("bare", FORM, case.connections, 10): [figures(100, 10)] for case in FLOOR_CASES
    } | {
        Case(case.service, case.kind, case.connections, 10): [figures(90, 11)]
        for case in FLOOR_CASES
    }
    got = {each.what: each.got for each in verdicts(rounds, {}) if "bare" in each.what}
    assert len(got) == 2 * len(FLOOR_CASES)
    assert set(got.values()) == {"0.90", "1.10"}


def test_the_naive_service_and_the_batch_route_have_their_verdicts() -> None:
    rounds = {
        Case("saring", FORM, 64, 10): [figures(1_300, 10)],
        Case("naive", FORM, 64, 10): [figures(100, 110)],
        Case("saring", BATCH, 8, 10): [figures(17_000, 10)],
    }
    found = {each.what: (each.got, each.word) for each in verdicts(rounds, {"saring": 0.5})}
    assert found["naive, form, 64 connections: our rate is times its"] == ("13.0", "reached")
    assert found["naive, form, 64 connections: its CPU is times ours"] == ("11.0", "FALLS SHORT")
    assert found["batch: comments a second"] == ("17,000", "reached")
    assert found["resident MB after load, most of any run"] == ("70", "reached")
