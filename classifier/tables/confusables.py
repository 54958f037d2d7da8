"""Confusables: letters and digits that Unicode lists as confusable with Latin ones.

The list (`tables/confusables.json`) is a selection from Unicode's confusables.txt, under
the Unicode licence beside it: see `docs/licences.md`. Only the building of the alphabet
table reads it.
"""

import json
import unicodedata
from pathlib import Path
from typing import Final

PATH: Final = Path(__file__).parent / "confusables.json"
SCRIPTS: Final = (
    "APL ARMENIAN BAMUM CANADIAN CARIAN CAUCASIAN CHEROKEE COPTIC CYRILLIC DESERET DOUBLE-STRUCK "
    "ELBASAN ESTIMATED GOTHIC GREEK LATIN LISU LOGICAL LYCIAN LYDIAN MATHEMATICAL MEDEFAIDRIN "
    "MIAO N-ARY OLD OSAGE RUNIC SCRIPT SEGMENTED TIFINAGH UNION WARANG Z"
)
"""First words of the names of characters that are folded.

Scripts that Indonesian readers write in (Arabic, Javanese, Chinese, Thai …) stay out: their
words must keep their letters, whatever one of them resembles.
"""
SPLIT_LETTER: Final = "rn"
"""What the list gives for "m" in any style: that is "m"."""


def select(source: Path) -> None:
    """Write the selection from a JSON object of characters and what they resemble."""
    every: dict[str, str] = json.loads(source.read_text(encoding="utf-8"))
    chosen: dict[str, str] = {}
    for char, target in sorted(every.items()):
        read = target.lower()
        if folds(char, read):
            chosen[read] = chosen.get(read, "") + char
    text = json.dumps(dict(sorted(chosen.items())), ensure_ascii=False, indent=0)
    PATH.write_text(text + "\n", encoding="utf-8")


def folds(char: str, read: str) -> bool:
    """Whether the character is one that we fold to this."""
    if len(char) != 1 or char.isascii() or not (read.isascii() and read.isalnum()):
        return False
    script = unicodedata.name(char, " ").split(" ")[0]
    whole = len(read) == 1 or script == "LATIN"
    return script in SCRIPTS.split() and whole and read != SPLIT_LETTER


def load() -> dict[str, str]:
    """What each character of the selection folds to."""
    chosen: dict[str, str] = json.loads(PATH.read_text(encoding="utf-8"))
    return {char: read for read, chars in chosen.items() for char in chars}
