"""`classifier evaluate` from the command line: what it writes, and how it fails."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from click.testing import CliRunner

from classifier.cli import main
from classifier.data.datasets import LabelledText
from classifier.evaluation import harmless
from classifier.evaluation.harmless import compared, harmful
from classifier.evaluation.operating import cuts, operating_points
from classifier.evaluation.report import plots
from classifier.evaluation.scored_sets import ScoredSet, assigned
from classifier.scoring.scorer import Thresholds
from classifier.synthetic.generators.harmless import CHANGES

PNG = b"\x89PNG\r\n\x1a\n"
SHIPPED = Thresholds(hold=0.4, reject=0.9)


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["evaluate", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="session")
def later(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Comments of a set that the model was not trained on, as far as it can tell."""
    path = tmp_path_factory.mktemp("later") / "later.jsonl"
    path.write_bytes(export.read_bytes())
    return path


@pytest.fixture(scope="session")
def written(later: Path, small_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report's directory."""
    out = tmp_path_factory.mktemp("evaluation") / "report"
    code, _, err = run("--data", later, "--model", small_model, "--report", out)
    assert code == 0, err
    return out


@pytest.fixture(scope="session")
def figures(written: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((written / "figures.json").read_text())
    return found


def test_every_plot_is_there_as_svg_and_png(written: Path) -> None:
    for name in plots.PLOTS:
        root = ET.parse(written / f"{name}.svg").getroot()  # noqa: S314 - our own
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (written / f"{name}.png").read_bytes().startswith(PNG)


def test_the_report_shows_every_plot_and_names_the_command(written: Path) -> None:
    text = (written / "report.md").read_text()
    assert "classifier evaluate --data" in text
    for name in plots.PLOTS:
        assert f"({name}.svg)" in text


def test_the_report_tells_no_comment(written: Path, later: Path) -> None:
    texts = [json.loads(line)["text"] for line in later.read_text().splitlines()]
    told = (written / "report.md").read_text() + (written / "figures.json").read_text()
    assert not [text for text in texts if len(text) > 20 and text in told]


@pytest.mark.slow
def test_the_same_data_give_the_same_bytes(
    written: Path, later: Path, small_model: Path, tmp_path: Path
) -> None:
    run("--data", later, "--model", small_model, "--report", tmp_path)
    first, second = (
        {path.name: path.read_bytes() for path in place.iterdir()} for place in (written, tmp_path)
    )
    assert first == second


def test_figures_stand_under_stable_names(figures: dict[str, Any]) -> None:
    expected = {
        *("format", "model", "thresholds", "seed", "cuts", "sets", "pool", "curves", "histogram"),
        *("calibration", "operating_points", "kinds", "disguises", "gambling_talk", "errors"),
        *("attacks", "withstood", "padding", "long_comments", "harmless", "fingerprints"),
    }
    assert set(figures) == expected
    assert figures["format"] == 3


def test_every_point_lies_within_its_interval(figures: dict[str, Any]) -> None:
    for point in figures["operating_points"]["points"]:
        for figure in (point["mean"], point["mean_without_suspects"], *point["sets"].values()):
            assert figure["low"] <= figure["value"] <= figure["high"]


def test_a_set_and_the_pool_agree_on_the_same_rows(figures: dict[str, Any]) -> None:
    """An export of one set, known to nobody, is its own pool."""
    (one,), pool = figures["sets"], figures["pool"]
    assert {**one, "set": "pool"} == {**pool, "ece": one["ece"]}
    by_name = {point["at"]: point for point in figures["operating_points"]["points"]}
    assert by_name["hold"]["mean"]["value"] == one["recall_at_hold"]
    assert by_name["hold"]["readers_stopped"]["value"] == one["ham_at_hold"]


def test_what_trained_the_model_counts_as_seen(
    export: Path, small_model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    run("--data", export, "--model", small_model, "--json", path)
    found = json.loads(path.read_text())
    assert found["sets"][0]["seen_in_training"]
    assert (found["pool"], found["operating_points"]) == (None, None)


def test_a_set_without_spam_is_measured_as_far_as_it_goes(
    small_model: Path, tmp_path: Path
) -> None:
    data = tmp_path / "ham.jsonl"
    data.write_text('{"text": "halo dunia", "label": "ham"}\n')
    out = tmp_path / "out"
    code, shown, err = run("--data", data, "--model", small_model, "--report", out)
    found = json.loads((out / "figures.json").read_text())
    assert code == 0, err
    assert "ham" in shown
    assert found["operating_points"] is None
    assert found["sets"][0]["roc_auc"] is None
    assert not (out / "roc.svg").exists()


@pytest.mark.parametrize("bad", ["{", '{"text": "a"}', '{"text": 1, "label": "ham"}'])
def test_a_bad_row_is_named_by_file_and_line(bad: str, small_model: Path, tmp_path: Path) -> None:
    (tmp_path / "site.jsonl").write_text('{"text": "a", "label": "ham"}\n' + bad + "\n")
    code, _, err = run("--data", tmp_path, "--model", small_model)
    assert code != 0
    assert "site.jsonl, line 2" in err
    assert "Traceback" not in err


def test_missing_data_are_a_clear_error(small_model: Path, tmp_path: Path) -> None:
    code, _, err = run("--data", tmp_path / "none", "--model", small_model)
    assert code != 0
    assert "no such directory" in err


def test_without_matplotlib_a_report_says_what_to_install(
    later: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    code, _, err = run("--data", later, "--report", tmp_path)
    assert code != 0
    assert "saring[plots]" in err


def test_every_harmless_change_has_its_share_and_interval(figures: dict[str, Any]) -> None:
    assert [one["change"] for one in figures["harmless"]] == list(CHANGES)
    for one in figures["harmless"]:
        for share in (one["held"], one["rejected"]):
            assert 0 <= share["low"] <= share["value"] <= share["high"] <= 1
        assert not one["harms"]


def test_padding_is_measured_before_after_and_around(figures: dict[str, Any]) -> None:
    names = {one["padding"] for one in figures["padding"]}
    assert {"1 before", "2 around", "10 after", "over lines"} <= names
    for one in figures["padding"]:
        lost = one["before"]["hold"] - one["after"]["hold"]
        assert one["lost_points"]["hold"] == pytest.approx(100 * lost)
    assert {one["comments"] for one in figures["long_comments"]} == {
        "longest tenth",
        "two to eight on end",
    }


@pytest.mark.parametrize(
    ("name", "held", "rejected", "count", "harms"),
    [
        ("accent", 20, 0, 2_000, False),
        ("accent", 21, 0, 2_000, True),
        ("accent", 0, 3, 2_000, True),
        ("accent", 0, 2, 2_000, False),
        ("accent", 21, 3, 1_999, False),
        ("mobile number", 400, 0, 2_000, False),
        ("mobile number", 401, 0, 2_000, True),
    ],
)
def test_a_change_harms_beyond_its_points(
    name: str, held: int, rejected: int, count: int, *, harms: bool
) -> None:
    changed = np.zeros(count)
    changed[:held], changed[:rejected] = 0.5, 0.95
    found = compared(name, np.zeros(count), changed, SHIPPED)
    assert found.harms is harms
    assert harmful([found]) == [name] * harms


def test_a_model_that_wrongs_harmless_changes_fails(
    later: Path, small_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harmless, "ENOUGH", 1)
    monkeypatch.setattr(harmless, "HELD_POINTS", -101.0)
    code, _, err = run("--data", later, "--model", small_model)
    assert code == 1
    assert "soft hyphen" in err


def scored(name: str, spam: int, ham: int) -> ScoredSet:
    rows = [LabelledText(f"s{n}", "spam", brand=f"b{n}", id=f"{name}{n}") for n in range(spam)]
    rows += [LabelledText(f"h{n}", "ham") for n in range(ham)]
    scores = np.concatenate([np.linspace(0.3, 1, spam), np.linspace(0, 0.5, ham)])
    return ScoredSet(name, rows, scores)


def test_known_sets_have_their_roles() -> None:
    names = ("ham_tvone_id", "judol_findit_id", "judol_gabriel_id", "youtube_spam_en")
    sets = assigned([scored(name, 3, 3) for name in names], {"judol_gabriel_id"})
    assert [one.name for one in sets.readers] == ["ham_tvone_id"]
    assert [one.name for one in sets.spam] == ["judol_findit_id"]
    assert "judol_gabriel_id" not in [one.name for one in sets.unseen]


def test_thresholds_let_through_what_they_say() -> None:
    sets = assigned([scored("ham_tvone_id", 0, 2000), scored("judol_findit_id", 50, 0)], ())
    found = operating_points(sets, SHIPPED, frozenset(), 50)
    assert found is not None
    by_name = {point.at: point for point in found.points}
    assert by_name["0.1%"].readers_stopped.value == 0.001
    assert by_name["1%"].readers_stopped.value == 0.01
    assert by_name["0.1%"].threshold == cuts(sets, SHIPPED)["0.1%"]
    assert found.campaigns == {"all": 50, "judol_findit_id": 50}


def test_doubtful_labels_are_left_out_of_their_own_figure_alone() -> None:
    sets = assigned([scored("ham_tvone_id", 0, 100), scored("judol_findit_id", 10, 0)], ())
    missed = frozenset({"judol_findit_id0", "judol_findit_id1"})
    found = operating_points(sets, SHIPPED, missed, 20)
    assert found is not None
    hold = next(point for point in found.points if point.at == "hold")
    assert hold.mean.value == 0.8
    assert hold.mean_without_suspects.value == 1
