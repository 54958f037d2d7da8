"""Filters: what programs are given, how answers are read, and the whole on little data."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from mailbox import mbox
from pathlib import Path

import numpy as np
import pytest

from benchmarks.filters import __main__ as command
from benchmarks.filters import bogofilter, fasttext, mailbox, programs, spamassassin, trial
from benchmarks.filters.learners import LEARNERS
from benchmarks.filters.programs import Program, ProgramError
from classifier.data.datasets import DatasetError
from classifier.evaluation.measures import Values
from classifier.evaluation.protocols.learners import Texts
from classifier.training import corpus
from classifier.training.folds import prepare
from tests.classifier.conftest import synthetic_rows

HOSTILE = "From mana bang\n\n>From situ\r\x00\ud800 𝐌𝐀𝐂𝐀𝐍𝟕𝟕"
ABSENT = "no-such-program-anywhere"


@pytest.fixture(autouse=True)
def little_invention(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "SYNTHETIC_SPAM", 40)
    monkeypatch.setattr(corpus, "SYNTHETIC_HAM", 40)
    monkeypatch.setattr(corpus, "HARD_NEGATIVES_COUNT", 40)
    monkeypatch.setattr(corpus, "SLANG_COUNT", 40)


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A directory with rows to learn from, an unseen judol set, and reader comments."""
    data = tmp_path / "data"
    data.mkdir()
    rows = synthetic_rows(60)
    ham = [row for row in rows if row["label"] == "ham"]
    for name, own in (("own", rows), ("judol_findit_id", rows[:60]), ("ham_tvone_id", ham[:30])):
        lines = [json.dumps(row) + "\n" for row in own]
        (data / f"{name}.jsonl").write_text("".join(lines))
    return data


@pytest.fixture
def only_an_absent_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    absent = Program("absent", (ABSENT,), "absent-package", never, never)  # type: ignore[arg-type]
    monkeypatch.setattr(trial, "PROGRAMS", (absent,))


def test_a_mailbox_holds_one_mail_a_text_whatever_the_text(tmp_path: Path) -> None:
    path = tmp_path / "asked.mbox"
    path.write_text(mailbox.mailbox([HOSTILE, "", "dua"], "asked"), encoding="utf-8")
    with closing(mbox(path)) as box:
        mails = list(box)
    assert [mail["Message-ID"] for mail in mails] == [f"<asked{n}@example.org>" for n in range(3)]
    body = mails[0].get_payload(decode=True)
    assert isinstance(body, bytes)
    assert body.decode().startswith(">From mana bang\n\n>>From situ")
    assert "𝐌𝐀𝐂𝐀𝐍𝟕𝟕" in body.decode()


@pytest.mark.parametrize("text", [HOSTILE, "", "\u2028", "a\x85b\fc\vd"])
def test_fasttext_gets_one_line_that_is_never_empty(text: str) -> None:
    line = fasttext.one_line(text)
    assert line
    assert line.splitlines() == [line]
    assert line.encode()


def test_fasttext_is_not_told_a_label_by_the_text() -> None:
    assert "__label__" not in fasttext.one_line("__label__spam __label____label__ham")


def test_spamicities_are_read_in_order_with_all_their_places() -> None:
    output = (
        "X-Bogosity: Spam, tests=bogofilter, spamicity=0.999999999985356, version=1.2.5\n"
        "X-Bogosity: Unsure, tests=bogofilter, spamicity=0.520000000000000, version=1.2.5\n"
    )
    assert bogofilter.read_spamicities(output, 2).tolist() == [0.999999999985356, 0.52]


def test_bayes_probabilities_are_put_back_in_order() -> None:
    output = "".join(
        f"From comment@example.org\nX-Spam-Bayes: {chance}\nFrom: comment@example.org\n"
        f"Message-ID: <asked{place}@example.org>\n\nhalo\n"
        for place, chance in ((1, "0.0167"), (0, "0.9833"))
    )
    assert spamassassin.read_bayes(output, 2).tolist() == [0.9833, 0.0167]


def test_predictions_become_log_odds_whichever_label_comes_first() -> None:
    output = "__label__spam 0.75 __label__ham 0.25\n__label__ham 0.75 __label__spam 0.25\n"
    assert np.allclose(fasttext.read_predictions(output, 2), [np.log(3), -np.log(3)])


@pytest.mark.parametrize(
    "read", [bogofilter.read_spamicities, spamassassin.read_bayes, fasttext.read_predictions]
)
def test_missing_answers_are_an_error(read: Callable[[str, int], Values]) -> None:
    with pytest.raises(ProgramError, match="0 answers to 1"):
        read("", 1)


def test_mailboxes_part_spam_from_ham(tmp_path: Path) -> None:
    mailbox.write_learned(tmp_path, ["satu", "dua"], np.array([True, False]))
    assert "satu" in (tmp_path / "spam.mbox").read_text()
    assert "dua" in (tmp_path / "ham.mbox").read_text()


def test_spamassassin_keeps_its_data_in_the_directory(tmp_path: Path) -> None:
    spamassassin.options(tmp_path)
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


def test_a_program_reads_what_it_is_told(tmp_path: Path) -> None:
    echo = [sys.executable, "-c", "print(input()); raise SystemExit(2)"]
    assert programs.run(echo, tmp_path, said="satu\n", successes=(0, 2)) == "satu\n"


@pytest.mark.usefixtures("only_an_absent_program")
def test_all_learn_and_judge_the_same_and_the_absent_is_named(sets: Path) -> None:
    found = trial.compared(sets, 1, lambda _: None)
    *inside, absent = found.filters
    assert (found.training_rows, found.reader_comments) == (120, 30)
    assert [one.name for one in inside] == [*LEARNERS, trial.AUGMENTED]
    assert all(one.roc_auc is not None and 0.5 < one.roc_auc <= 1 for one in inside)
    assert absent.note == "not installed (sudo apt-get install absent-package)"


def test_a_program_scores_through_the_same_measure(sets: Path) -> None:
    """A program of two lines stands for the real ones, which need not be installed."""

    def score(directory: Path, texts: Texts) -> Values:
        output = programs.run([sys.executable, "-c", f"print({len(texts)})"], directory)
        return np.arange(float(output))

    program = Program("counting", (sys.executable,), "python3", lambda *_: None, score)
    given = trial.trial(sets, prepare(sets, 1))
    found = trial.outside(program, given)
    assert found.recall == {"0.1%": 1, "1.0%": 1}
    assert found.by_set == {"judol_findit_id": 1}


def test_a_broken_program_does_not_stop_the_others(sets: Path) -> None:
    def learn(directory: Path, *_: object) -> None:
        programs.run([ABSENT], directory)

    program = Program("broken", (sys.executable,), "python3", learn, lambda *_: np.zeros(0))
    given = trial.trial(sets, prepare(sets, 1))
    assert "not installed" in trial.outside(program, given).note


@pytest.mark.usefixtures("only_an_absent_program")
def test_the_command_prints_a_table_and_writes_json(
    sets: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "figures.json"
    monkeypatch.setattr(sys, "argv", ["filters", "--data", str(sets), "--json", str(path)])
    command.main()
    assert "naive Bayes" in capsys.readouterr().out
    assert len(json.loads(path.read_text())["filters"]) == len(LEARNERS) + 2


def test_data_without_unseen_sets_are_refused(tmp_path: Path) -> None:
    lines = [json.dumps(row) + "\n" for row in synthetic_rows(20)]
    (tmp_path / "own.jsonl").write_text("".join(lines))
    with pytest.raises(DatasetError, match="judol_findit_id"):
        trial.trial(tmp_path, prepare(tmp_path, 1))
