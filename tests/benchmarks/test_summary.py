"""Medians, ranges and ratios of rounds, and which cases there are."""

from benchmarks import goals, summary
from benchmarks.bodies import BATCH, FORM, JSON
from benchmarks.measuring import Case, Figures
from benchmarks.plan import Plan


def some_figures(rate: float, cpu: float) -> Figures:
    return Figures(comments_per_second=rate, server_cpu_us=cpu)


def test_a_ratio_compares_runs_of_the_same_round() -> None:
    bare, saring = Case("bare", FORM, 64, 10), Case("saring", FORM, 64, 10)
    rounds = {
        bare: [some_figures(100, 10), some_figures(10, 100), some_figures(50, 20)],
        saring: [some_figures(50, 20), some_figures(5, 200), some_figures(20, 50)],
    }
    row = summary.rows(rounds, goals.to_bare)[1]
    assert row.rate_ratio == summary.Spread(0.5, 0.4, 0.5)
    assert row.cpu_ratio == summary.Spread(2.0, 2.0, 2.5)
    assert "2.00 (2.00–2.50)" in summary.table([row])


def test_the_plan_measures_saring_in_both_forms_at_every_number_of_connections_and_at_a_rate() -> (
    None
):
    cases = [case for case in Plan().cases() if case.service == "saring"]
    assert {(case.kind, case.connections, case.rate) for case in cases} == {
        *((kind, each, None) for kind in (FORM, JSON) for each in (1, 16, 64)),
        (FORM, 256, 2_700.0),
        (BATCH, 8, None),
    }
