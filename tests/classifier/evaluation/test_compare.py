"""Comparing models on a site's own rows: figures, tests of difference, warnings."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from classifier.cli.measuring import compare as command
from classifier.data.datasets import DatasetError
from classifier.evaluation import compare
from classifier.scoring.artifact import shipped_model
from tests.classifier.conftest import write_rows


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 1, 1.0), (0, 5, 0.0625), (5, 0, 0.0625), (1, 9, 0.021484375)],
)
def test_the_exact_test_is_the_two_sided_binomial(first: int, second: int, expected: float) -> None:
    assert compare.mcnemar(first, second) == pytest.approx(expected)


def test_rows_of_one_group_count_as_one_draw() -> None:
    gains = np.array([1.0] * 50 + [0.0] * 50)
    found = compare.mean_gain(gains, np.repeat([0, 1], 50), seed=1)
    assert (found.value, found.low, found.high) == (0.5, 0.0, 1.0)


def test_harmless_rows_that_promote_gambling_are_left_out(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"text": "halo", "label": "ham"},
        {"text": "slot gacor", "label": "spam"},
        {"text": "depo di sini", "label": "ham", "gambling_promo": True},
    ]
    path = write_rows(tmp_path / "rows.jsonl", rows)
    found = compare.compare(path, [shipped_model()])
    assert (found.rows, found.spam) == (2, 1)


def test_a_model_does_not_differ_from_itself(export: Path) -> None:
    found = compare.compare(export, [shipped_model(), shipped_model()])
    (difference,) = found.differences
    assert difference.recall_difference == difference.low == difference.high == 0.0
    assert difference.p_value == 1.0
    assert found.models[0] == found.models[1]


def test_rows_that_share_a_name_with_training_rows_are_warned_of(
    export: Path, small_model: Path
) -> None:
    found = compare.compare(export, [shipped_model(), small_model])
    (warning,) = found.warnings
    assert str(small_model) in warning
    assert "site" in warning


def test_one_sided_rows_cannot_compare(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "halo", "label": "ham"}\n')
    with pytest.raises(DatasetError, match="labelled spam"):
        compare.compare(path, [shipped_model()])


def test_the_command_prints_tables_and_writes_json(
    export: Path, small_model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    arguments = ["--data", str(export), "--model", str(small_model), "--json", str(path)]
    result = CliRunner().invoke(command, arguments)
    figures = json.loads(path.read_text())
    assert result.exit_code == 0
    assert "Against the shipped model" in result.stdout
    assert "warning" in result.stderr
    assert [model["model"].split(" (")[0] for model in figures["models"]] == [
        str(shipped_model()),
        str(small_model),
    ]


def test_a_missing_model_is_a_clear_error(export: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--data", str(export), "--model", str(tmp_path)])
    assert result.exit_code != 0
    assert "manifest.json" in result.stderr
