"""Builds the alphabet table from Unicode character names and decompositions.

Run by a maintainer, never by the service: `python -m classifier.alphabet_source`.
Look-alikes of Latin letters in other scripts are a list of our own below; all
else follows from `unicodedata`.
"""

import re
import sys
import unicodedata
from typing import Final

import numpy as np

from classifier import alphabet as ab

LOOKALIKES: Final[dict[str, str]] = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ғ": "f", "ԍ": "g", "һ": "h", "і": "i",
    "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r",
    "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ѡ": "w", "х": "x", "у": "y", "я": "r", "и": "n",
    "ь": "b", "н": "h", "ԝ": "w", "ү": "y", "ё": "e", "ї": "i", "ќ": "k", "л": "n", "д": "a",
    "ш": "w", "щ": "w", "є": "e", "э": "e", "з": "3", "б": "6", "ч": "4",
    # Greek, capitals first where they read as another letter than the small ones
    "Ν": "n", "Η": "h", "Υ": "y", "Σ": "e", "Ω": "o", "Ρ": "p", "Δ": "a",
    "α": "a", "β": "b", "ς": "c", "δ": "d", "ε": "e", "η": "n", "ι": "i", "κ": "k", "λ": "a",
    "μ": "m", "ν": "v", "ο": "o", "π": "n", "ρ": "p", "σ": "o", "τ": "t", "υ": "u", "χ": "x",
    "ω": "w", "γ": "y", "ζ": "z", "θ": "o", "φ": "o", "ϲ": "c", "ϳ": "j", "ξ": "e", "ψ": "w",
    # Armenian
    "ա": "w", "գ": "q", "զ": "q", "հ": "h", "ո": "n", "ս": "u", "օ": "o", "ց": "g",
    "ք": "p", "լ": "l", "ղ": "n", "յ": "j", "տ": "s",
    # Cherokee
    "Ꭺ": "a", "Ᏼ": "b", "Ꮯ": "c", "Ꭰ": "d", "Ꭼ": "e", "Ꮐ": "g", "Ꮋ": "h", "Ꭵ": "i", "Ꭻ": "j",
    "Ꮶ": "k", "Ꮮ": "l", "Ꮇ": "m", "Ꮲ": "p", "Ꭱ": "r", "Ꮪ": "s", "Ꭲ": "t", "Ꮩ": "v", "Ꮃ": "w",
    "Ꮓ": "z", "Ꮍ": "y", "Ꮎ": "o", "Ꮖ": "i",
    # Lisu, Coptic, currency, others met in spam
    "ꓮ": "a", "ꓐ": "b", "ꓚ": "c", "ꓓ": "d", "ꓰ": "e", "ꓝ": "f", "ꓖ": "g", "ꓧ": "h", "ꓲ": "i",
    "ꓙ": "j", "ꓗ": "k", "ꓡ": "l", "ꓟ": "m", "ꓠ": "n", "ꓳ": "o", "ꓑ": "p", "ꓣ": "r", "ꓢ": "s",
    "ꓔ": "t", "ꓴ": "u", "ꓦ": "v", "ꓪ": "w", "ꓫ": "x", "ꓬ": "y", "ꓜ": "z",
    "ⲁ": "a", "ⲟ": "o", "ⲣ": "p", "ⲥ": "c", "ⲏ": "h", "ⲙ": "m", "ⲛ": "n", "ⲧ": "t", "ⲓ": "i",
    "₳": "a", "₿": "b", "฿": "b", "₵": "c", "₫": "d", "€": "e", "₣": "f", "₲": "g", "₭": "k",
    "₤": "l", "₥": "m", "₦": "n", "₱": "p", "₽": "p", "₮": "t", "₩": "w", "¥": "y", "£": "l",
    "ค": "a", "๒": "b", "๔": "d", "ภ": "n", "๏": "o", "ย": "u", "ש": "w", "ท": "n",
}  # fmt: skip
DIGIT_WORDS: Final = {
    name: str(value)
    for value, name in enumerate(
        ("ZERO", "ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE")
    )
}
ENCLOSING: Final = re.compile(
    r"(?:CIRCLED|SQUARED|PARENTHESIZED|REGIONAL INDICATOR SYMBOL)"
    r"(?: LATIN)?(?: (?:CAPITAL|SMALL))? LETTER ([A-Z])$"
)
ENCLOSED_DIGIT: Final = re.compile(
    r"(?:CIRCLED(?: SANS-SERIF)?|PARENTHESIZED) DIGIT ([A-Z]+)|^DIGIT ([A-Z]+) (?:FULL STOP|COMMA)$"
)
PLAIN_BASE: Final = re.compile(
    r"^(?:MODIFIER LETTER |LATIN (?:LETTER )?)(?:SMALL |CAPITAL )*(?:LETTER )?"
    r"(?:SMALL |CAPITAL )*([A-Z])(?: WITH .*)?$"
)
NAMED: Final = {
    "LATIN SMALL LETTER DOTLESS I": "i",
    "LATIN SMALL LETTER LONG S": "s",
    "LATIN SMALL LETTER ALPHA": "a",
    "LATIN SMALL LETTER SCRIPT G": "g",
    "LATIN SMALL LETTER OPEN E": "e",
    "LATIN CAPITAL LETTER ETH": "d",
    "LATIN SMALL LETTER TURNED M": "w",
    "SCRIPT SMALL L": "l",
}
KEYCAP: Final = 0x20E3
MODIFIERS: Final = (range(0xFE00, 0xFE10), range(0x1F3FB, 0x1F400))
"""Variation selectors and skin tones: they change an emoji and hide nothing."""


def enclosed_form(name: str) -> str:
    """The letter or digit inside a circle, square or flag half; else empty."""
    letter = ENCLOSING.search(name)
    if letter:
        return letter[1].lower()
    digit = ENCLOSED_DIGIT.search(name)
    return DIGIT_WORDS.get(digit[1] or digit[2], "") if digit else ""


def folded_form(char: str, name: str) -> tuple[str, int]:
    """The folded character (possibly empty) and the disguise bit it shows."""
    lower = char.lower() if len(char.lower()) == 1 else char
    for form in (char, lower):
        if form in LOOKALIKES:
            return LOOKALIKES[form], ab.LOOKALIKE
    inner = enclosed_form(name)
    if inner:
        return inner, ab.ENCLOSED
    if name in NAMED:
        return NAMED[name], ab.STYLED
    return decomposed_form(char, lower, name)


def decomposed_form(char: str, lower: str, name: str) -> tuple[str, int]:
    """By compatibility decomposition, then by the letter in the name."""
    canonical = base_of(unicodedata.normalize("NFD", char))
    compatible = base_of(unicodedata.normalize("NFKD", char)).lower()
    if canonical != char and len(canonical) == 1:
        return LOOKALIKES.get(canonical.lower(), canonical.lower()), ab.MARK
    if name.startswith("SUPERSCRIPT ") and compatible.isdigit():
        return compatible, 0  # "orang²" is how Indonesians write a word twice
    textual = unicodedata.category(char)[0] in "LN"  # a sign such as "care of" is no disguise
    if textual and compatible[:1].isascii() and compatible.strip() and compatible != lower:
        return compatible[0], ab.STYLED
    named = PLAIN_BASE.match(name)
    if named and not char.isascii():
        return named[1].lower(), ab.STYLED
    return (" " if char.isspace() and char != "\n" else lower), 0


def base_of(text: str) -> str:
    """Without combining marks."""
    return "".join(c for c in text if not unicodedata.combining(c))


def looks_of(char: str, folded: str, disguise: int) -> int:
    """The look bits of one character, given what it folds to."""
    category = unicodedata.category(char)
    if folded.isascii() and folded.isdigit():
        return ab.DIGIT | disguise
    if folded.isascii() and folded.isalpha():
        capital = category == "Lu" or "CAPITAL" in unicodedata.name(char, "")
        return (ab.UPPER if capital else ab.LOWER) | disguise
    if category[0] == "L":
        return ab.LETTER
    if category == "Nd":
        return ab.DIGIT
    if char.isspace():
        return ab.SPACE
    return ab.EMOJI if category in {"So", "Sk", "Cs"} else 0


def entry(code: int) -> int:
    """The packed table entry of one code point."""
    char = chr(code)
    category = unicodedata.category(char)
    if any(code in signs for signs in MODIFIERS):
        return int(ab.REMOVED)
    if code == KEYCAP:
        return int(ab.REMOVED) | ab.ENCLOSED << ab.FOLD_BITS
    if category in {"Mn", "Me"}:
        return int(ab.REMOVED) | ab.MARK << ab.FOLD_BITS
    if category == "Cf" or code in {0x115F, 0x1160, 0x3164, 0xFFA0}:  # Hangul fillers are blank
        return int(ab.REMOVED) | ab.HIDDEN << ab.FOLD_BITS
    folded, disguise = folded_form(char, unicodedata.name(char, ""))
    return (ord(folded) + 1) | looks_of(char, folded, disguise) << ab.FOLD_BITS


def build() -> ab.Codes:
    """The whole table, closed: folding a folded character changes nothing."""
    packed = np.zeros(ab.LIMIT + 2, np.uint32)
    for code in range(ab.LIMIT):
        packed[code + 1] = entry(code)
    packed[ab.LIMIT + 1] = (ab.LETTER << ab.FOLD_BITS) | (ab.LIMIT + 1)
    return close(packed)


def close(packed: ab.Codes) -> ab.Codes:
    """Follow each fold to its end, keeping the looks of where it began."""
    targets = packed & ab.FOLD_MASK
    for _ in range(4):
        inside = targets <= ab.LIMIT
        following = packed[np.where(inside, targets, 0)] & ab.FOLD_MASK
        targets = np.where(inside, following, targets)
    return targets | (packed & ~ab.FOLD_MASK)


def main() -> None:
    """Write the table beside the package."""
    fresh = ab.TABLE_PATH.with_suffix(".new.npy")  # running processes keep the file they mapped
    np.save(fresh, build(), allow_pickle=False)
    fresh.replace(ab.TABLE_PATH)
    sys.stdout.write(f"{ab.TABLE_PATH}: {ab.TABLE_PATH.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
