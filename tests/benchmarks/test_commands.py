"""Every measuring command runs on a small load, reconciles, and writes what it found."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def report_of(module: str, *arguments: str, folder: Path) -> dict[str, Any]:
    """What the command writes."""
    file = folder / "report.json"
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments, "--json", str(file)],
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(file.read_text())
    return report


def test_latency_is_measured_at_a_share_of_what_was_reached(tmp_path: Path) -> None:
    few = ("--rounds", "1", "--warm-up", "0", "--seconds", "0.2", "--comments", "400")
    report = report_of("latency", *few, folder=tmp_path)
    runs = {name: each[0] for name, each in report["rounds"].items()}
    assert len(runs) == 4
    assert all(set(run["statuses"]) == {"201"} for run in runs.values())
    same, ours = runs["bare, same rate as saring"], runs["saring"]
    assert same["offered_per_second"] == ours["offered_per_second"]


def test_overload_accounts_for_every_request(tmp_path: Path) -> None:
    few = ("--rounds", "1", "--seconds", "0.2", "--comments", "800", "--crowd", "100")
    report = report_of("overload", *few, folder=tmp_path)
    assert [line["case"] for line in report["lines"]] == [
        *("bare at 2x", "saring at 2x"),
        *("calm site alone", "calm site beside a flood", "the flooding site"),
    ]
    assert all(line["found"]["statuses"] for line in report["lines"])


def test_growth_fits_an_exponent_along_each_axis(tmp_path: Path) -> None:
    few = ("--quick", "--rounds", "1", "--requests", "70", "--axes", "sites")
    report = report_of("growth", *few, folder=tmp_path)
    sizes = {name: [each["point"]["size"] for each in p] for name, p in report["axes"].items()}
    assert sizes == {"sites": [1, 1_000]}
    assert [each["what"] for each in report["targets"]] == [
        *("exponent by sites: service", "exponent by sites: store")
    ]


def test_a_footprint_tells_of_every_process_and_the_metrics_add_up(tmp_path: Path) -> None:
    few = ("--starts", "1", "--workers", "2", "--comments", "100")
    report = report_of("footprint", *few, folder=tmp_path)
    (crew,) = report["crews"]
    assert len(crew["processes"]) == 3  # two workers and their supervisor
    assert crew["accepted"] == crew["counted"] == 100


@pytest.mark.parametrize("module", ["peers", "growth", "latency", "overload", "footprint"])
def test_each_command_tells_how_it_is_used(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", "--help"], cwd=ROOT, check=True
    )
    assert done.returncode == 0
