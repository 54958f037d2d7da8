"""Every measuring command runs on a small load, reconciles, and writes what it found."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.bodies import BATCH, FORM, JSON, NULL
from benchmarks.growth.pages import PAGES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COMMENTS = 100
COMPARED = ("bare", "naive", "saring", "saring-everysec")


def report_of(command: str, *arguments: str, folder: Path) -> dict[str, Any]:
    """What the command writes."""
    file = folder / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", command, *arguments],
        cwd=ROOT,
        env=os.environ | {"BENCH_JSON": str(file)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(file.read_text())
    return report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the main command writes after a round of a few requests."""
    few = ("--rounds", "1", "--comments", str(COMMENTS), "--connections", "16")
    paced = ("--rate", "200", "--seconds", "0.2")
    return report_of("benchmarks", "--quick", *few, *paced, folder=tmp_path_factory.mktemp("bench"))


def test_every_case_is_measured_once_in_a_round(report: dict[str, Any]) -> None:
    cases = {
        (each["case"]["service"], each["case"]["kind"], each["case"]["rate"])
        for each in report["rounds"]
    }
    assert cases == {
        *((name, kind, None) for name in COMPARED for kind in (FORM, JSON)),
        *((name, FORM, 200.0) for name in COMPARED if name != "naive"),
        ("bare", NULL, None),
        ("bare-asyncio", FORM, None),
        ("saring", BATCH, None),
    }
    assert all(len(each["figures"]) == 1 for each in report["rounds"])


def test_what_saring_acknowledged_is_what_its_store_holds(report: dict[str, Any]) -> None:
    runs = {
        (each["case"]["service"], each["case"]["kind"], each["case"]["rate"]): each["figures"][0]
        for each in report["rounds"]
        if each["case"]["service"].startswith("saring")
    }
    for (_, kind, rate), run in runs.items():
        if rate is None:
            assert run["accepted"] == (COMMENTS if kind == BATCH else COMMENTS // 2)
            assert run["stored"] == run["accepted"] == sum(run["states"].values())


def test_the_report_says_on_what_and_how_it_was_measured(report: dict[str, Any]) -> None:
    assert {"cores", "python", "packages", "commit", "model"} <= set(report["machine"])
    assert report["settings"]["comments"] == COMMENTS
    assert report["settings"]["connections"] == [16]


def test_each_target_has_its_verdict(report: dict[str, Any]) -> None:
    words = {each["what"]: each["word"] for each in report["targets"]}
    assert words["form, connections 64: CPU to bare"] == "not measured"
    assert words["form, connections 16: CPU to bare"] != "not measured"
    assert "saring form at 200/s: p99 ms" in words


def test_the_bare_handler_is_its_own_measure(report: dict[str, Any]) -> None:
    rows = [
        row
        for row in report["summary"]
        if row["case"]["service"] == "bare" and row["case"]["kind"] != NULL
    ]
    assert [row["rate_ratio"]["median"] for row in rows] == [1.0] * len(rows)


def test_two_checkouts_are_measured_in_turns(tmp_path: Path) -> None:
    # This very checkout, seen as another one.
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parents[1])
    few = ("--rounds", "1", "--comments", "60", "--connections", "16")
    report = report_of("benchmarks", "--against", str(tmp_path), *few, folder=tmp_path)
    runs = {
        (each["case"]["service"], each["case"]["kind"]): [
            figures["accepted"] for figures in each["figures"]
        ]
        for each in report["rounds"]
    }
    assert runs == {(name, kind): [30] for name in ("other", "saring") for kind in (FORM, JSON)}
    assert [each["what"] for each in report["targets"]] == [
        "saring form, connections 16: CPU to the other",
        "saring json, connections 16: CPU to the other",
        "mean of all but batches: CPU to the other",
    ]


def test_overload_accounts_for_every_request(tmp_path: Path) -> None:
    few = ("--rounds", "1", "--seconds", "0.2", "--comments", "800", "--crowd", "100")
    report = report_of("benchmarks.overload", *few, folder=tmp_path)
    assert [line["case"] for line in report["lines"]] == [
        *("bare at 2x", "saring at 2x"),
        *("calm site alone", "calm site beside a flood", "the flooding site"),
    ]
    assert all(line["found"]["statuses"] for line in report["lines"])


def test_growth_fits_an_exponent_along_each_axis(tmp_path: Path) -> None:
    few = ("--quick", "--rounds", "1", "--requests", "70", "--axes", "sites")
    report = report_of("benchmarks.growth", *few, folder=tmp_path)
    sizes = {name: [each["point"]["size"] for each in p] for name, p in report["axes"].items()}
    assert sizes == {"sites": [1, 1_000]}
    assert [each["what"] for each in report["targets"]] == [
        *("exponent by sites: service", "exponent by sites: store")
    ]


def test_every_page_of_the_console_is_timed_over_a_full_store(tmp_path: Path) -> None:
    few = ("--comments", "500", "--requests", "2")
    report = report_of("benchmarks.growth.pages", *few, folder=tmp_path)
    assert report["found"]["stored"] == 500
    assert {each["page"] for each in report["found"]["pages"]} == set(PAGES)
    assert len(report["targets"]) == len(PAGES) + 1


def test_a_footprint_tells_of_every_process_and_the_metrics_add_up(tmp_path: Path) -> None:
    few = ("--starts", "1", "--workers", "2", "--comments", "100")
    report = report_of("benchmarks.footprint", *few, folder=tmp_path)
    (crew,) = report["crews"]
    assert len(crew["processes"]) == 3  # two workers and their supervisor
    assert crew["accepted"] == crew["counted"] == 100


def test_what_a_store_keeps_is_measured_by_kind_of_key(tmp_path: Path) -> None:
    report = report_of("benchmarks.stored_bytes", "--comments", "200", folder=tmp_path)
    measured = report["measured"]
    keys = {kind["name"]: kind["keys"] for kind in measured["kinds"]}
    assert keys["comment"] == keys["private"] == keys["idem"] == 200
    assert sum(measured["states"].values()) == 200
    assert measured["staying"] < measured["everything"]


def test_the_comparison_with_peers_tells_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.peers", "--help"], cwd=ROOT, check=True
    )
    assert done.returncode == 0


def test_each_door_is_measured_beside_the_api(tmp_path: Path) -> None:
    few = ("--rounds", "1", "--comments", "40")
    report = report_of("benchmarks.doors", *few, folder=tmp_path)
    taken = {each["door"]: each["statuses"] for each in report["costs"]}
    assert taken.pop("API, form") == taken.pop("API, JSON") == {"201": 40}
    coral = taken.pop("Coral")
    assert sum(coral.values()) == 40
    assert coral.keys() <= {"200", "204"}
    assert list(taken.values()) == [{"200": 40}] * 3
    assert len(report["targets"]) == 2 * 4
    assert all(0 < each["steady_p50_ms"] <= each["steady_p99_ms"] for each in report["costs"])
