"""Lexicon builder: known words from the texts that may train, and from two word lists.

A maintainer runs it, never the service: `python -m classifier.tables.build_lexicon DATA`,
where DATA holds the training sets and, in `wordlists`, the slang and stop words that
`docs/licences.md` names. Words come from ordinary comments alone, each from at least
ROWS different ones, and never a brand that spam is known to name. Commonest words of
other languages (`tables/function_words.json`, our own list) find their way into such
comments as quotations and titles; they are left out unless common here as well.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from classifier.data import sources
from classifier.data.datasets import LabelledText, data_files, read_rows, source_name
from classifier.text import alphabet as ab
from classifier.text import lexicon
from classifier.text.codes import encode, shorten
from classifier.text.hashing import Slots
from classifier.text.normalise import fold_buffer
from classifier.text.words import Words, read
from classifier.training.corpus import relabelled, suspect_ids, usable

ROWS: Final = 3
AT_HOME: Final = {"_id": 60, "_en": 250}
"""Rows of Indonesian or English sets in which another language's word is ours as well."""
FUNCTION_WORDS: Final = lexicon.PATH.with_name("function_words.json")
ARABIC: Final = (
    "السلام عليكم ورحمة الله وبركاته وعليكم الحمد لله سبحان ما شاء بارك فيك آمين امين يا رب "
    "العالمين إن ان استغفر أستغفر أكبر اكبر لا إله إلا محمد صلى عليه وسلم جزاك خيرا بسم الرحمن "
    "الرحيم إنا وإنا إليه راجعون اللهم صل على سيدنا والله ولا حول قوة بالله"
)
"""Greetings and prayers that Indonesian readers write in Arabic letters."""
SLANG: Final = "wordlists/slang_louisowen6.json"
STOP_WORDS: Final = "wordlists/stopwords_louisowen6.txt"
BATCH: Final = 512


def main() -> None:
    """Write the lexicon beside the package."""
    data = Path(sys.argv[1])
    hashes = known_words(ordinary_rows(data), word_lists(data), brands(data))
    fresh = lexicon.PATH.with_suffix(".new.npy")  # running processes keep the file they read
    np.save(fresh, lexicon.packed(hashes), allow_pickle=False)
    fresh.replace(lexicon.PATH)
    sys.stdout.write(f"{lexicon.PATH}: {len(hashes)} words\n")


def known_words(rows: Sequence[LabelledText], lists: Slots, names: Slots) -> Slots:
    """Hashes of the words that these rows and lists make known, in order."""
    here = {suffix: Counter[int]() for suffix in AT_HOME}
    for suffix, counted in here.items():
        counted.update(words_by_row(row.text for row in rows if row.source.endswith(suffix)))
    every = here["_id"] + here["_en"]
    often = {word for word, count in every.items() if count >= ROWS}
    elsewhere = {
        word
        for word in hashes_of(function_words()).tolist()
        if all(here[suffix][word] < least for suffix, least in AT_HOME.items())
    }
    kept = (often | set(lists.tolist())) - elsewhere - set(names.tolist())
    return np.array(sorted(kept), np.uint32)


def training_rows(data: Path) -> Iterator[LabelledText]:
    """Every row that may train and whose label can be trusted."""
    suspects = suspect_ids(data)
    for path in data_files(data):
        if source_name(path) not in sources.TRAINING:
            continue
        rows = read_rows(path)
        yield from (relabelled(row) for row in rows if usable(row, suspects))


def ordinary_rows(data: Path) -> list[LabelledText]:
    """Training rows that are not spam."""
    return [row for row in training_rows(data) if not row.spam]


def brands(data: Path) -> Slots:
    """Hashes of the names that spam is known to promote."""
    return hashes_of({row.brand for row in training_rows(data) if row.brand})


def word_lists(data: Path) -> Slots:
    """Hashes of slang, what it stands for, stop words, and Arabic as readers write it."""
    slang: dict[str, str] = json.loads((data / SLANG).read_text(encoding="utf-8"))
    stop_words = (data / STOP_WORDS).read_text(encoding="utf-8").split()
    return hashes_of({*slang, *slang.values(), *stop_words, ARABIC})


def function_words() -> set[str]:
    """The commonest words of other languages, without their accents."""
    lists: dict[str, str] = json.loads(FUNCTION_WORDS.read_text(encoding="utf-8"))
    return {word for words in lists.values() for word in words.split()}


def hashes_of(texts: Iterable[str]) -> Slots:
    """Hashes of all words of these texts, each once."""
    return np.unique(np.array(list(words_by_row(texts)), np.uint32))


def words_by_row(texts: Iterable[str]) -> Iterator[int]:
    """Hashes of the words of each text, those without digits; each once for a text."""
    every = list(texts)
    for first in range(0, len(every), BATCH):
        words = read_words(every[first : first + BATCH])
        edges = zip(words.firsts[:-1].tolist(), words.firsts[1:].tolist(), strict=True)
        for begin, end in edges:
            plain = words.attributes[begin:end] & ab.DIGIT == 0
            yield from set(words.hashes[begin:end][plain].tolist())


def read_words(texts: Sequence[str]) -> Words:
    """The words of these texts, as the model reads them."""
    raw, _ = shorten(encode(texts))
    return read(fold_buffer(raw))


if __name__ == "__main__":
    main()
