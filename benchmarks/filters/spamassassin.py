"""SpamAssassin's Bayes classifier, all its other rules off."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.filters.mailbox import ASKED, write_asked, write_learned
from benchmarks.filters.programs import Program, ProgramError, run
from classifier.evaluation.measures import Flags, Values

BAYES: Final = re.compile(
    rf"^X-Spam-Bayes: ([0-9.]+)$.*?^Message-ID: <{ASKED}(\d+)@", re.MULTILINE | re.DOTALL
)
PLUGINS: Final = """\
loadplugin Mail::SpamAssassin::Plugin::Check
loadplugin Mail::SpamAssassin::Plugin::Bayes
"""
RULES: Final = """\
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


def options(directory: Path) -> list[str]:
    """Nothing but the Bayes plugin, its data in the directory."""
    site, rules = directory / "site", directory / "rules"
    for each in (site, rules):
        each.mkdir(exist_ok=True)
    (site / "init.pre").write_text(PLUGINS, encoding="utf-8")
    (rules / "bayes.cf").write_text(RULES.format(directory=directory), encoding="utf-8")
    (directory / "prefs").touch()
    return ["-C", "rules", "--siteconfigpath=site", "-p", "prefs"]


def learn(directory: Path, texts: Sequence[str], spam: Flags) -> None:
    """Teach both mailboxes, then write the journal into the tables."""
    write_learned(directory, texts, spam)
    chosen = options(directory)
    for name in ("spam", "ham"):
        run(["sa-learn", *chosen, "--no-sync", f"--{name}", "--mbox", f"{name}.mbox"], directory)
    run(["sa-learn", *chosen, "--sync"], directory)


def score(directory: Path, texts: Sequence[str]) -> Values:
    """The Bayes probability of each text; 0.5 where it cannot tell."""
    mailbox = write_asked(directory, texts)
    command = ["spamassassin", "--local", *options(directory), "--mbox", mailbox]
    return read_bayes(run(command, directory), len(texts))


def read_bayes(output: str, count: int) -> Values:
    """Scores from SpamAssassin's mails, which come in any order. Raises ProgramError."""
    found = {int(place): float(value) for value, place in BAYES.findall(output)}
    if sorted(found) != list(range(count)):
        raise ProgramError(f"spamassassin: {len(found)} answers to {count} mails")
    return np.array([found[place] for place in range(count)])


SPAMASSASSIN: Final = Program(
    "SpamAssassin Bayes", ("sa-learn", "spamassassin"), "spamassassin", learn, score
)
