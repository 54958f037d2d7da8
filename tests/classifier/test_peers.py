"""Peers: what programs are given, how their answers are read, and the whole on little data."""

import json
import sys
from contextlib import closing
from mailbox import mbox
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from classifier.cli.comparing import peers as command
from classifier.data.datasets import DatasetError
from classifier.evaluation.protocols import outside_peers, peers, programs
from classifier.evaluation.protocols.learners import Texts, Values
from classifier.evaluation.protocols.outside_peers import Outside
from classifier.evaluation.protocols.programs import ProgramError
from classifier.training import corpus
from classifier.training.folds import prepare

HOSTILE = "From mana bang\n\n>From situ\r\x00\ud800 𝐌𝐀𝐂𝐀𝐍𝟕𝟕"
ABSENT = "no-such-program-anywhere"


@pytest.fixture(autouse=True)
def little_invention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "SYNTHETIC_SPAM", 40)
    monkeypatch.setattr(corpus, "SYNTHETIC_HAM", 40)
    monkeypatch.setattr(corpus, "HARD_NEGATIVES_COUNT", 40)


@pytest.fixture
def sets(export: Path, tmp_path: Path) -> Path:
    """A directory with rows to learn from, an unseen judol set, and reader comments."""
    data = tmp_path / "data"
    data.mkdir()
    rows = [json.loads(line) for line in export.read_text().splitlines()]
    ham = [row for row in rows if row["label"] == "ham"]
    for name, own in (("site", rows), ("judol_findit_id", rows[:60]), ("ham_tvone_id", ham[:30])):
        lines = [json.dumps(row) + "\n" for row in own]
        (data / f"{name}.jsonl").write_text("".join(lines))
    return data


@pytest.fixture
def only_an_absent_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    absent = Outside("absent", (ABSENT,), "absent-package", never, never)  # type: ignore[arg-type]
    monkeypatch.setattr(peers, "OUTSIDE", (absent,))


def test_a_mailbox_holds_one_mail_a_text_whatever_the_text(tmp_path: Path) -> None:
    path = tmp_path / "asked.mbox"
    path.write_text(outside_peers.mailbox([HOSTILE, "", "dua"], "asked"), encoding="utf-8")
    with closing(mbox(path)) as box:
        mails = list(box)
    assert [mail["Message-ID"] for mail in mails] == [f"<asked{n}@example.org>" for n in range(3)]
    body = mails[0].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().startswith(">From mana bang\n\n>>From situ")
    assert "𝐌𝐀𝐂𝐀𝐍𝟕𝟕" in body.decode()


@pytest.mark.parametrize("text", [HOSTILE, "", "\u2028", "a\x85b\fc\vd"])
def test_fasttext_gets_one_line_that_is_never_empty(text: str) -> None:
    line = outside_peers.fasttext_line(text)
    assert line
    assert line.splitlines() == [line]
    assert line.encode()


def test_fasttext_is_not_told_a_label_by_the_text() -> None:
    assert "__label__" not in outside_peers.fasttext_line("__label__spam __label____label__ham")


def test_spamicities_are_read_in_order_with_all_their_places() -> None:
    output = (
        "X-Bogosity: Spam, tests=bogofilter, spamicity=0.999999999985356, version=1.2.5\n"
        "X-Bogosity: Unsure, tests=bogofilter, spamicity=0.520000000000000, version=1.2.5\n"
    )
    assert outside_peers.read_spamicities(output, 2).tolist() == [0.999999999985356, 0.52]


def test_bayes_probabilities_are_put_back_in_order() -> None:
    output = "".join(
        f"From comment@example.org\nX-Spam-Bayes: {chance}\nFrom: comment@example.org\n"
        f"Message-ID: <asked{place}@example.org>\n\nhalo\n"
        for place, chance in ((1, "0.0167"), (0, "0.9833"))
    )
    assert outside_peers.read_bayes(output, 2).tolist() == [0.9833, 0.0167]


def test_predictions_become_log_odds_whichever_label_comes_first() -> None:
    output = "__label__spam 0.75 __label__ham 0.25\n__label__ham 0.75 __label__spam 0.25\n"
    assert np.allclose(outside_peers.read_predictions(output, 2), [np.log(3), -np.log(3)])


@pytest.mark.parametrize("read", ["read_spamicities", "read_bayes", "read_predictions"])
def test_missing_answers_are_an_error(read: str) -> None:
    with pytest.raises(ProgramError, match="0 answers to 1"):
        getattr(outside_peers, read)("", 1)


def test_mailboxes_part_spam_from_ham(tmp_path: Path) -> None:
    outside_peers.write_mailboxes(tmp_path, ["satu", "dua"], np.array([True, False]))
    assert "satu" in (tmp_path / "spam.mbox").read_text()
    assert "dua" in (tmp_path / "ham.mbox").read_text()


def test_spamassassin_keeps_its_data_in_the_directory(tmp_path: Path) -> None:
    outside_peers.spamassassin_options(tmp_path)
    assert f"bayes_path {tmp_path}/bayes" in (tmp_path / "rules" / "bayes.cf").read_text()


def test_a_program_that_is_absent_fails_or_hangs_is_named(tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match="not installed"):
        programs.run([ABSENT], tmp_path)
    with pytest.raises(ProgramError, match="exit status 3: broken"):
        programs.run(
            [sys.executable, "-c", "import sys; sys.stderr.write('broken'); sys.exit(3)"], tmp_path
        )
    with pytest.raises(ProgramError, match="not done within"):
        programs.run([sys.executable, "-c", "input() or print()"], tmp_path, patience=0.0)


def test_a_program_runs_in_its_directory(tmp_path: Path) -> None:
    where = programs.run([sys.executable, "-c", "import os; print(os.getcwd())"], tmp_path)
    assert Path(where.strip()).samefile(tmp_path)


@pytest.mark.usefixtures("only_an_absent_program")
def test_all_learn_and_judge_the_same_and_the_absent_is_named(sets: Path) -> None:
    found = peers.report(sets, seed=1)
    *inside, absent = found["lines"]
    assert found["training_rows"] == 120
    assert found["reader_comments"] == 30
    assert [line["learner"] for line in inside] == [*peers.INSIDE, peers.AUGMENTED]
    assert all(0.5 < line["roc_auc"] <= 1 for line in inside)
    assert absent["note"] == "not installed (package absent-package)"


def test_a_program_scores_through_the_same_measure(sets: Path) -> None:
    """A program of two lines stands for the real ones, which need not be installed."""

    def score(directory: Path, texts: Texts) -> Values:
        output = programs.run([sys.executable, "-c", f"print({len(texts)})"], directory)
        return np.arange(float(output))

    program = Outside("counting", (sys.executable,), "python3", lambda *_: None, score)
    given = peers.trial(sets, prepare(sets, 1))
    line = peers.outside_line(program, given, lambda _: None)
    assert line["recall_at_0.1%"] == 1.0


def test_a_broken_program_does_not_stop_the_others(sets: Path) -> None:
    def learn(directory: Path, *_: object) -> None:
        programs.run([ABSENT], directory)

    program = Outside("broken", (sys.executable,), "python3", learn, lambda *_: np.zeros(0))
    given = peers.trial(sets, prepare(sets, 1))
    assert "not installed" in peers.outside_line(program, given, lambda _: None)["note"]


@pytest.mark.usefixtures("only_an_absent_program")
def test_the_command_prints_a_table(sets: Path, tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    result = CliRunner().invoke(command, ["--data", str(sets), "--json", str(path)])
    assert result.exit_code == 0
    assert "naive Bayes" in result.stdout
    assert json.loads(path.read_text())["lines"]


def test_data_without_unseen_sets_are_refused(export: Path) -> None:
    with pytest.raises(DatasetError, match="judol_findit_id"):
        peers.trial(export, prepare(export, 1))
