"""A verdict says what was wanted, what was got, and whether that is enough."""

import math

import pytest

from benchmarks import goals
from benchmarks.bodies import BATCH, FORM, JSON, NULL
from benchmarks.measuring import Case, Figures
from benchmarks.summary import Spread
from benchmarks.targets import Target, Verdict, table


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


def test_a_verdict_on_rounds_is_one_on_their_median_and_shows_the_range() -> None:
    verdict = Target("a", most=1.1).of(Spread(1.05, 0.9, 1.3), "; b")
    assert verdict == Verdict("a", "<= 1.10", "1.05", "reached", "0.90–1.30; b")


def test_the_table_shows_each_verdict_with_what_stands_beside_it() -> None:
    shown = table([Verdict("rate", ">= 0.90", "0.95", "reached", "0.94–0.97")])
    assert shown.splitlines()[-1].split("|")[1:-1] == [
        *(" rate       ", " >= 0.90 ", " 0.95 ", " reached ", " 0.94–0.97 ")
    ]


def figures(rate: float, cpu: float, p99: float = 2.0) -> Figures:
    return Figures(comments_per_second=rate, server_cpu_us=cpu, p99_ms=p99)


def test_ours_is_held_against_the_bare_handler_that_takes_the_same_over_as_many_connections() -> (
    None
):
    loops = [(kind, connections) for kind in (JSON, FORM) for connections in (64, 16, 1)]
    rounds = {Case("bare", kind, at, 10): [figures(100, 10 * at)] for kind, at in loops}
    rounds |= {Case("saring", kind, at, 10): [figures(90, 30 * at)] for kind, at in loops}
    got = [each.got for each in goals.verdicts(rounds) if "CPU to bare" in each.what]
    assert got == ["3.00"] * 6


def test_latency_counts_at_the_fixed_rate_with_the_share_of_the_core_beside_it() -> None:
    rounds = {
        Case("saring", FORM, 64, 10): [figures(3_000, 300, p99=99)],
        Case("saring", FORM, 256, 10, 2_700.0): [figures(2_700, 300, p99=20)],
    }
    verdict = next(each for each in goals.verdicts(rounds) if "p99" in each.what)
    assert (verdict.got, verdict.word) == ("20.0", "reached")
    assert verdict.beside.endswith("of the core 0.81")


def test_the_naive_service_has_its_verdict() -> None:
    rounds = {
        Case("saring", FORM, 64, 10): [figures(1_300, 10)],
        Case("naive", FORM, 64, 10): [figures(100, 110)],
    }
    naive = goals.verdicts(rounds)[-1]
    assert (naive.got, naive.word) == ("13.0", "reached")
    assert naive.beside.endswith("its CPU is 11.0 times ours")


@pytest.mark.parametrize(
    ("case", "reference"),
    [
        pytest.param(Case("saring", FORM, 1, 9), Case("bare", FORM, 1, 9), id="same"),
        pytest.param(Case("saring", BATCH, 8, 9), Case("bare", JSON, 64, 9), id="batch"),
        pytest.param(Case("bare", NULL, 1, 9), Case("bare", FORM, 1, 9), id="null"),
        pytest.param(Case("saring", FORM, 256, 9, 5.0), Case("bare", FORM, 256, 9, 5.0), id="rate"),
        pytest.param(Case("saring", FORM, 16, 9), None, id="none"),
    ],
)
def test_each_case_is_held_against_its_like(case: Case, reference: Case | None) -> None:
    loops = [Case("bare", kind, at, 9) for kind in (FORM, JSON) for at in (64, 1)]
    bare = {each: [figures(1, 1)] for each in (*loops, Case("bare", FORM, 256, 9, 5.0))}
    assert goals.to_bare(case, bare) == reference


def test_two_checkouts_are_compared_case_by_case_and_in_the_mean_of_a_round() -> None:
    def both(kind: str, ours: list[float]) -> dict[Case, list[Figures]]:
        return {
            Case("other", kind, 64, 9): [figures(1, 100), figures(1, 100)],
            Case("saring", kind, 64, 9): [figures(1, cpu) for cpu in ours],
        }

    rounds = both(FORM, [100, 104]) | both(JSON, [104, 104]) | both(BATCH, [500, 500])
    found = [(each.got, each.word, each.beside) for each in goals.against(rounds)]
    assert found == [
        ("1.020", "reached", "1.000–1.040; mean 1.020 ± 0.039"),
        ("1.040", "FALLS SHORT", "1.040–1.040; mean 1.040 ± 0.000"),
        ("5.000", "FALLS SHORT", "5.000–5.000; mean 5.000 ± 0.000"),
        ("1.030", "FALLS SHORT", "1.020–1.040; mean 1.030 ± 0.020"),
    ]
