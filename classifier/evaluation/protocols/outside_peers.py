"""Filters that others wrote: bogofilter, SpamAssassin's Bayes and fastText, as programs.

Mail filters are given each comment as the body of a plain mail with constant headers,
many in a mailbox; fastText is given one line a comment, as its manual asks. Each
program learns and scores in a directory that is thrown away.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Final

import numpy as np

from classifier.evaluation.protocols.learners import Flags, Values
from classifier.evaluation.protocols.programs import ProgramError, run

MAIL: Final = """\
From comment@example.org Thu Jan  1 00:00:00 2026
From: comment@example.org
To: site@example.org
Subject: comment
Message-ID: <{name}@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit

{body}

"""
FROM_LINE: Final = re.compile(r"^(>*From )", re.MULTILINE)
CONTROLS: Final = re.compile(r"[\x00\r\ud800-\udfff]|[\v\f\x1c-\x1e\x85\u2028\u2029]")
SPAMICITY: Final = re.compile(r"^X-Bogosity: .*spamicity=([0-9.]+)", re.MULTILINE)
BAYES: Final = re.compile(
    r"^X-Spam-Bayes: ([0-9.]+)$.*?^Message-ID: <asked(\d+)@", re.MULTILINE | re.DOTALL
)
PLACES: Final = 15
SPAMASSASSIN_PLUGINS: Final = """\
loadplugin Mail::SpamAssassin::Plugin::Check
loadplugin Mail::SpamAssassin::Plugin::Bayes
"""
SPAMASSASSIN_RULES: Final = """\
use_bayes 1
bayes_auto_learn 0
bayes_auto_expire 0
bayes_path {directory}/bayes
lock_method flock
body BAYES_ANY eval:check_bayes('0.00','1.00')
score BAYES_ANY 0.1
tflags BAYES_ANY learn
clear_headers
add_header all Bayes _BAYES_
report_safe 0
"""
FASTTEXT_OPTIONS: Final = (
    *("-thread", "1", "-seed", "1", "-epoch", "25", "-lr", "0.5", "-dim", "50"),
    *("-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-bucket", "500000"),
)
TINY: Final = 1e-10


@dataclass(frozen=True, slots=True)
class Outside:
    """A program: what must be installed, how it learns in a directory, how it scores there."""

    name: str
    needs: tuple[str, ...]
    package: str
    learn: Callable[[Path, Sequence[str], Flags], None]
    score: Callable[[Path, Sequence[str]], Values]


def mailbox(texts: Sequence[str], prefix: str) -> str:
    """The texts as mails of one mailbox (mboxrd), named by prefix and place."""
    return "".join(
        MAIL.format(name=f"{prefix}{place}", body=FROM_LINE.sub(r">\1", CONTROLS.sub(" ", text)))
        for place, text in enumerate(texts)
    )


def write_mailboxes(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """`spam.mbox` and `ham.mbox` in a directory."""
    for name, wanted in (("spam", True), ("ham", False)):
        own = [text for text, flag in zip(texts, spam, strict=True) if bool(flag) is wanted]
        (directory / f"{name}.mbox").write_text(mailbox(own, name), encoding="utf-8")


def bogofilter_learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Register both mailboxes."""
    write_mailboxes(directory, texts, spam)
    for flag, name in (("-s", "spam"), ("-n", "ham")):
        run(["bogofilter", "-C", "-d", ".", "-M", flag, "-I", f"{name}.mbox"], directory)


def bogofilter_score(directory: Path, texts: Sequence[str]) -> Values:
    """Spamicity of each text, to fifteen places: six would tie the surest."""
    (directory / "asked.mbox").write_text(mailbox(texts, "asked"), encoding="utf-8")
    places = f"--spamicity-formats={','.join([f'%.{PLACES}f'] * 3)}"
    # The exit status tells the class of the last mail, hence the shell's `||`.
    command = f"bogofilter -C -d . -M -v {places} -I asked.mbox || test $? -lt 3"
    return read_spamicities(run(["sh", "-c", command], directory), len(texts))


def read_spamicities(output: str, count: int) -> Values:
    """Scores from bogofilter's header lines, one a mail in order. Raises ProgramError."""
    found = np.array([float(value) for value in SPAMICITY.findall(output)])
    if len(found) != count:
        raise ProgramError(f"bogofilter: {len(found)} answers to {count} mails")
    return found


def spamassassin_options(directory: Path) -> list[str]:
    """Nothing but the Bayes plugin, its data in the directory."""
    site, rules = directory / "site", directory / "rules"
    for each in (site, rules):
        each.mkdir(exist_ok=True)
    (site / "init.pre").write_text(SPAMASSASSIN_PLUGINS, encoding="utf-8")
    (rules / "bayes.cf").write_text(SPAMASSASSIN_RULES.format(directory=directory))
    (directory / "prefs").touch()
    return ["-C", "rules", "--siteconfigpath=site", "-p", "prefs"]


def spamassassin_learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Teach both mailboxes, then write the journal into the tables."""
    write_mailboxes(directory, texts, spam)
    options = spamassassin_options(directory)
    for name in ("spam", "ham"):
        run(["sa-learn", *options, "--no-sync", f"--{name}", "--mbox", f"{name}.mbox"], directory)
    run(["sa-learn", *options, "--sync"], directory)


def spamassassin_score(directory: Path, texts: Sequence[str]) -> Values:
    """The Bayes probability of each text, other rules off; 0.5 where it cannot tell."""
    (directory / "asked.mbox").write_text(mailbox(texts, "asked"), encoding="utf-8")
    options = spamassassin_options(directory)
    output = run(["spamassassin", "--local", *options, "--mbox", "asked.mbox"], directory)
    return read_bayes(output, len(texts))


def read_bayes(output: str, count: int) -> Values:
    """Scores from SpamAssassin's mails, which come in any order. Raises ProgramError."""
    found = {int(place): float(value) for value, place in BAYES.findall(output)}
    if sorted(found) != list(range(count)):
        raise ProgramError(f"spamassassin: {len(found)} answers to {count} mails")
    return np.array([found[place] for place in range(count)])


def fasttext_line(text: str) -> str:
    """A text on one line, without anything that reads as a label; never empty."""
    words = CONTROLS.sub(" ", text).replace("__label__", "label").split()
    return " ".join(words) or "-"


def fasttext_learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Supervised training on words, pairs of words, and 3 to 5 characters."""
    labels = ["__label__spam" if flag else "__label__ham" for flag in spam]
    lines = [f"{label} {fasttext_line(text)}\n" for label, text in zip(labels, texts, strict=True)]
    (directory / "train.txt").write_text("".join(lines), encoding="utf-8")
    files = ("-input", "train.txt", "-output", "model", "-verbose", "0")
    run(["fasttext", "supervised", *files, *FASTTEXT_OPTIONS], directory)


def fasttext_score(directory: Path, texts: Sequence[str]) -> Values:
    """Log-odds of spam from the probabilities of both labels."""
    lines = [fasttext_line(text) + "\n" for text in texts]
    (directory / "asked.txt").write_text("".join(lines), encoding="utf-8")
    output = run(["fasttext", "predict-prob", "model.bin", "asked.txt", "2"], directory)
    return read_predictions(output, len(texts))


def read_predictions(output: str, count: int) -> Values:
    """Log-odds from lines of labels and probabilities. Raises ProgramError."""
    scores = []
    for line in output.splitlines():
        cells = line.split()
        chances = dict(zip(cells[::2], map(float, cells[1::2]), strict=True))
        spam, ham = (chances.get(f"__label__{name}", 0.0) for name in ("spam", "ham"))
        scores.append(log(max(spam, TINY)) - log(max(ham, TINY)))
    if len(scores) != count:
        raise ProgramError(f"fasttext: {len(scores)} answers to {count} lines")
    return np.array(scores)


OUTSIDE: Final = (
    Outside("fastText", ("fasttext",), "fasttext", fasttext_learn, fasttext_score),
    Outside("bogofilter", ("bogofilter",), "bogofilter", bogofilter_learn, bogofilter_score),
    Outside(
        "SpamAssassin Bayes",
        ("sa-learn", "spamassassin"),
        "spamassassin",
        spamassassin_learn,
        spamassassin_score,
    ),
)
