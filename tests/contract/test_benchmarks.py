"""The benchmark runs, accepts what it sends, and reconciles what was acknowledged and kept."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import summary
from benchmarks.bodies import BATCH, FORM, JSON, NULL, as_members, write_bodies
from benchmarks.comments import samples
from benchmarks.load import Tally
from benchmarks.measuring import (
    Case,
    Figures,
    ReconciliationError,
    accepted,
    percentile,
    reconcile,
)
from benchmarks.plan import Plan
from benchmarks.services.subject import Stored
from moderation.submission.fields import FieldLimits
from moderation.submission.validation import SubmissionReader
from moderation.web.api.fields import from_json

ROOT = Path(__file__).parents[2]
LIMITS = FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=0)
COMMENTS = 100
COMPARED = ("bare", "naive", "saring", "saring-everysec")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command writes after a round of a few requests."""
    file = tmp_path_factory.mktemp("bench") / "bench.json"
    small = ("--rounds", "1", "--warm-up", "0", "--comments", str(COMMENTS), "--connections", "16")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", *small],
        cwd=ROOT,
        env=os.environ | {"BENCH_JSON": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(file.read_text())
    return found


def test_every_case_is_measured_once_in_a_round(report: dict[str, Any]) -> None:
    cases = {(row["service"], row["kind"]): row for row in report["rounds"]}
    assert set(cases) == {
        *((name, kind) for name in COMPARED for kind in (FORM, JSON)),
        ("bare", NULL),
        ("bare-asyncio", FORM),
        ("saring", BATCH),
    }
    assert all(len(row["figures"]) == 1 for row in report["rounds"])


def test_what_saring_acknowledged_is_what_its_store_holds(report: dict[str, Any]) -> None:
    rows = [row for row in report["rounds"] if row["service"].startswith("saring")]
    runs = [run for row in rows for run in row["figures"]]
    sent = [COMMENTS // 2] * 4 + [COMMENTS]
    assert [run["accepted"] for run in runs] == sent
    assert [run["stored"] for run in runs] == sent
    assert [sum(run["states"].values()) for run in runs] == sent


def test_the_report_says_on_what_and_how_it_was_measured(report: dict[str, Any]) -> None:
    assert {"cores", "python", "packages"} <= set(report["machine"])
    assert report["settings"]["comments"] == COMMENTS
    assert report["settings"]["connections"] == [16]


def test_each_target_has_its_verdict(report: dict[str, Any]) -> None:
    words = {each["what"]: each["word"] for each in report["targets"]}
    assert words["64 connections, form, every write synced: CPU to bare"] == "not measured"
    assert words["16 connections, form, every write synced: CPU to bare"] != "not measured"


def test_the_bare_handler_is_its_own_measure(report: dict[str, Any]) -> None:
    rows = [r for r in report["summary"] if r["service"] == "bare" and r["kind"] != NULL]
    assert [row["rate_ratio"]["median"] for row in rows] == [1.0] * len(rows)


def test_every_comment_is_valid_and_none_comes_twice() -> None:
    made = samples(3_000)
    faults = [SubmissionReader(LIMITS).read(from_json(as_members(each))[0], 0)[1] for each in made]
    assert not any(faults)
    assert len({each.text.casefold() for each in made}) == len(made)
    assert len({each.email for each in made}) == len(made)


def test_comments_are_mostly_honest_and_of_natural_length() -> None:
    made = samples(3_000)
    assert 150 < sum(len(each.text) for each in made) / len(made) < 190
    assert 0.1 < sum(each.spam for each in made) / len(made) < 0.2
    prefixes = Counter(each.ip.rpartition(".")[0] for each in made if "." in each.ip)
    assert max(prefixes.values()) < 20


def test_the_same_seed_makes_the_same_bodies(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    one, two = (write_bodies(folder, samples(300)) for folder in folders)
    assert all(one[kind].read_bytes() == two[kind].read_bytes() for kind in one)


def a_tally(**changes: Any) -> Tally:
    told: dict[str, Any] = {
        "seconds": 1.0,
        "cpu_seconds": 0.5,
        "statuses": {"201": 10},
        "marked": 0,
        "answer_bytes": 100,
        "broken": 0,
        "latencies": [0.001] * 10,
    }
    return Tally(**told | changes)


@pytest.mark.parametrize(
    ("tally", "stored"),
    [
        pytest.param(a_tally(), Stored(9, {}), id="one-lost"),
        pytest.param(a_tally(), Stored(11, {}), id="one-too-many"),
        pytest.param(a_tally(statuses={"201": 9, "503": 1}), Stored(9, {}), id="one-refused"),
        pytest.param(a_tally(broken=1), Stored(10, {}), id="one-broken"),
    ],
)
def test_a_run_that_does_not_add_up_is_refused(tally: Tally, stored: Stored) -> None:
    case = Case("saring", FORM, 1, 10)
    with pytest.raises(ReconciliationError):
        reconcile(case, tally, accepted(case, tally, "201"), stored)


def some_figures(rate: float, cpu: float) -> Figures:
    return Figures(rate, 1, 2, cpu, 0, 0, 0, 0, 0, {}, None, {}, 0)


def test_a_ratio_compares_runs_of_the_same_round() -> None:
    bare, saring = Case("bare", FORM, 64, 10), Case("saring", FORM, 64, 10)
    rounds = {
        bare: [some_figures(100, 10), some_figures(10, 100), some_figures(50, 20)],
        saring: [some_figures(50, 20), some_figures(5, 200), some_figures(20, 50)],
    }
    row = summary.rows(rounds)[1]
    assert row.rate_ratio == summary.Spread(0.5, 0.4, 0.5)
    assert row.cpu_ratio == summary.Spread(2.0, 2.0, 2.5)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_a_value_that_occurred(share: float, expected: float) -> None:
    assert percentile([float(n) for n in range(1, 101)], share) == expected


def test_the_plan_measures_saring_at_every_number_of_connections_in_both_forms() -> None:
    cases = [case for case in Plan().cases() if case.service == "saring"]
    assert {(case.kind, case.connections) for case in cases} == {
        *((kind, each) for kind in (FORM, JSON) for each in (1, 16, 64)),
        (BATCH, 8),
    }
