"""The command: what goes in, what comes out, how it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msgspec import to_builtins

from classifier.cli import main
from classifier.scoring.artifact import save
from classifier.scoring.scorer import Scorer
from tests.classifier.test_artifact import DESCRIBED


def run(*arguments: str, stdin: str | bytes = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(main, arguments, input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_score_adds_scores_and_keeps_other_fields(scorer: Scorer) -> None:
    rows = [{"id": place, "text": text} for place, text in enumerate(["halo", "gas 𝐌𝐀𝐂𝐀𝐍𝟕𝟕"])]
    code, out, _ = run("score", stdin="".join(json.dumps(row) + "\n" for row in rows))
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [row["id"] for row in found] == [0, 1]
    assert [row["scores"] for row in found] == scorer.score([row["text"] for row in found])


def test_score_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "halo"}\n')
    code, out, _ = run("score", "--input", str(path))
    assert code == 0
    assert "scores" in json.loads(out)


@pytest.mark.parametrize("bad", ["{", "[]", '{"txt": "a"}', '{"text": 1}', "[" * 100_000])
def test_score_stops_at_a_bad_line_after_writing_those_before(bad: str) -> None:
    code, out, err = run("score", stdin='{"text": "satu"}\n{"text": "dua"}\n' + bad + "\n")
    assert code != 0
    assert [json.loads(line)["text"] for line in out.splitlines()] == ["satu", "dua"]
    assert "line 3" in err


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('{"text": "tiga", "text": "empat"}', "more than one `text`"),
        ('{"text": "tiga", "meta": {"a": 1, "a": 2}}', "more than one `a`"),
        ('{"text": "tiga", "x": NaN}', "NaN is no number"),
        ('{"text": "tiga", "x": [-Infinity]}', "-Infinity is no number"),
        ('{"text": "tiga", "x": 1e999}', "1e999 is no number"),
    ],
)
def test_score_refuses_what_it_could_not_write_as_it_was_meant(line: str, fault: str) -> None:
    code, out, err = run("score", stdin='{"text": "satu", "x": 1.50}\n' + line + "\n")
    assert code == 1
    assert [json.loads(written)["x"] for written in out.splitlines()] == [1.5]
    assert f"line 2: {fault}" in err


def test_score_writes_lone_surrogates_escaped() -> None:
    code, out, _ = run("score", stdin='{"text": "\\ud800"}\n')
    assert code == 0
    assert "\\ud800" in out


def test_inspect_prints_the_thresholds_as_json() -> None:
    code, out, _ = run("inspect", "--json")
    manifest = json.loads(out)
    assert code == 0
    assert set(manifest["thresholds"]) == {"hold", "reject"}
    assert manifest["format"] == 4


def test_inspect_speaks_to_people_too() -> None:
    code, out, _ = run("inspect")
    assert code == 0
    assert "spam, gambling" in out


def test_inspect_tells_the_share_of_spam_in_training() -> None:
    _, as_json, _ = run("inspect", "--json")
    _, out, _ = run("inspect")
    assert f"spam share {json.loads(as_json)['training']['spam_share']}" in out


def test_inspect_shows_a_model_that_says_nothing_of_its_training(tmp_path: Path) -> None:
    save(tmp_path, DESCRIBED, {})
    code, out, _ = run("inspect", "--model", str(tmp_path))
    assert code == 0
    assert "labels     spam" in out
    assert "share" not in out


@pytest.mark.parametrize(
    "odd", [{"training": None}, {"labels": [1, 2]}, {"thresholds": 0.5}, {"arrays": 3}], ids=str
)
def test_inspect_refuses_an_odd_manifest_in_a_sentence(tmp_path: Path, odd: dict[str, Any]) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(to_builtins(save(tmp_path, DESCRIBED, {})) | odd), encoding="utf-8")
    result = CliRunner().invoke(main, ["inspect", "--model", str(tmp_path)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.count("\n") == 1
    assert f"{path}: " in result.stderr
    assert f"`$.{next(iter(odd))}" in result.stderr


@pytest.mark.parametrize("seed", ["-1", str(2**31), "9" * 30])
@pytest.mark.parametrize("verb", ["train", "protocols", "compare"])
def test_a_seed_that_no_library_takes_is_refused(verb: str, seed: str, tmp_path: Path) -> None:
    code, _, err = run(verb, "--data", str(tmp_path), "--seed", seed)
    assert code == 2
    assert "--seed" in err


@pytest.mark.parametrize("verb", ["inspect", "score"])
def test_a_missing_model_is_a_clear_error(verb: str, tmp_path: Path) -> None:
    code, _, err = run(verb, "--model", str(tmp_path))
    assert code != 0
    assert "manifest.json" in err
    assert "Traceback" not in err


def test_evaluate_prints_a_table_and_writes_json(
    export: Path, small_model: Path, tmp_path: Path
) -> None:
    path = tmp_path / "figures.json"
    code, out, _ = run(
        "evaluate", "--data", str(export), "--model", str(small_model), "--json", str(path)
    )
    figures = json.loads(path.read_text())
    assert code == 0
    assert "roc auc" in out
    assert figures["sets"][0]["set"] == "site"
    assert 0.5 < figures["sets"][0]["roc_auc"] <= 1


@pytest.mark.parametrize(
    ("verb", "option"),
    [
        ("train", "--out"),
        ("evaluate", "--report"),
        ("evaluate", "--json"),
        ("protocols", "--json"),
        ("compare", "--json"),
    ],
)
def test_what_cannot_be_written_is_told_before_any_work(
    verb: str, option: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    code, _, err = run(verb, "--data", "none", option, str(tmp_path / "file" / "new"))
    assert code == 2
    assert option in err
    assert "cannot be written: Not a directory." in err
    assert "none" not in err


def test_where_is_to_be_written_is_left_as_it_was_found(tmp_path: Path) -> None:
    (tmp_path / "figures.json").write_text("{}")
    new, known = str(tmp_path / "a" / "b"), str(tmp_path / "figures.json")
    for file in (known, str(tmp_path / "new.json")):
        code, _, err = run("evaluate", "--data", "none", "--report", new, "--json", file)
        assert (code, "none: no such directory" in err) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["figures.json"]
    assert (tmp_path / "figures.json").read_text() == "{}"


def test_evaluate_refuses_data_without_rows(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text("\n")
    code, out, err = run("evaluate", "--data", str(tmp_path))
    assert (code, out) == (1, "")
    assert f"{tmp_path}: evaluating needs labelled rows" in err


def test_train_names_the_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("{\n")
    code, _, err = run("train", "--data", str(path), "--out", str(tmp_path / "out"))
    assert code != 0
    assert "rows.jsonl, line 1" in err
    assert not (tmp_path / "out").exists()


def test_the_command_keeps_to_one_thread() -> None:
    program = (
        "import sys\n"
        "from classifier.__main__ import main\n"
        "sys.argv = ['classifier', 'inspect']\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    from threadpoolctl import threadpool_info\n"
        "    print({pool['num_threads'] for pool in threadpool_info()})\n"
    )
    environment = {name: os.environ[name] for name in os.environ if "NUM_THREADS" not in name}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.splitlines()[-1] == "{1}"
