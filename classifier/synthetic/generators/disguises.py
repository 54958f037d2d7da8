"""Disguises: ways to write a word so that a word list no longer finds it.

They are used on synthetic and real spam, and on ordinary comments too: honest readers also
write in mathematical letters, and a disguise alone must not condemn them.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
Disguise = Callable[[str, Random], str]

UPPER_STARTS: Final = (
    0x1D400, 0x1D434, 0x1D468, 0x1D4D0, 0x1D56C, 0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C, 0x1D670,
)  # fmt: skip
DIGIT_STARTS: Final = (0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6)
LOOKALIKES: Final = {
    "a": "аαΑАΛ", "b": "ВЬβ", "c": "сСϲ", "d": "ԁԀ", "e": "еЕΕє", "g": "ԍ", "h": "нНΗһ",
    "i": "іІΙι", "j": "јЈ", "k": "кКκΚ", "l": "ӏ", "m": "мМΜ", "n": "пΝи", "o": "оОοΟσ",
    "p": "рРρΡ", "r": "гЯя", "s": "ѕЅ", "t": "тТτΤ", "u": "υц", "v": "ѵν", "w": "ԝωш",
    "x": "хХχΧ", "y": "уУΥү", "z": "ΖZ",
}  # fmt: skip
LEET: Final = {
    "o": "0",
    "i": "1",
    "l": "1",
    "e": "3",
    "a": "4",
    "s": "5",
    "g": "9",
    "t": "7",
    "b": "8",
    "z": "2",
}
SIGNS: Final = {"c": "©", "r": "®", "x": "×"}
SMALL_CAPITALS: Final = dict(zip(LETTERS, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡxʏᴢ", strict=True))
SUPERSCRIPTS: Final = dict(
    zip("abcdefghijklmnoprstuvwxyz0123456789", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)
)
SUBSCRIPTS: Final = dict(
    zip("aehijklmnoprstuvx0123456789", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ₀₁₂₃₄₅₆₇₈₉", strict=True)
)
MARKS: Final = (
    "\u0332\u0336\u0337\u0305\u0308\u0301\u0300\u033e\u035f\u0327\u030a\u0334"
    "\u0353\u033d\u034e\u0333\u0359"
)
INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
SMALL_CIRCLES: Final = {0x24B6 + place: 0x24D0 + place for place in range(26)}
KEYCAP: Final = "\ufe0f\u20e3"
STREWN: Final = ("🔥", "⭐", "💰", "💎", "❤", "⚡", "👑", "✨", "🎯", "💯", "🍀", "🎰")
MARK_SHARE: Final = 0.15


def _by_case(char: str, upper: int, lower: int) -> str:
    if "A" <= char <= "Z":
        return chr(upper + ord(char) - ord("A"))
    return chr(lower + ord(char) - ord("a")) if "a" <= char <= "z" else char


def mathematical(word: str, rng: Random) -> str:
    """One style of mathematical letters, digits mostly too."""
    start = rng.choice(UPPER_STARTS)
    digits = rng.choice(DIGIT_STARTS) if rng.random() < 0.7 else ord("0")
    return "".join(math_char(char, start, digits) for char in word)


def math_char(char: str, start: int, digits: int) -> str:
    if "0" <= char <= "9":
        return chr(digits + ord(char) - ord("0"))
    if start == 0x1D434 and char == "h":  # the one gap in the italic letters
        return "ℎ"
    return _by_case(char, start, start + 26)


def mixed(word: str, rng: Random) -> str:
    """Each letter in a style of its own, some left plain."""
    return "".join(
        char
        if rng.random() < 0.15
        else math_char(char, rng.choice(UPPER_STARTS), rng.choice(DIGIT_STARTS))
        for char in word
    )


def full_width(word: str, rng: Random) -> str:
    del rng
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in word)


def circled(word: str, rng: Random) -> str:
    """White or black circles, black squares, or black-bordered ones."""
    start = rng.choice((0x24B6, 0x1F150, 0x1F170, 0x1F130))
    small = start == 0x24B6 and rng.random() < 0.5
    circles = (circled_char(char, start, rng) for char in word.upper())
    return "".join(circles).translate(SMALL_CIRCLES) if small else "".join(circles)


def circled_char(char: str, start: int, rng: Random) -> str:
    if "1" <= char <= "9":
        place = ord(char) - ord("1")
        return rng.choice((chr(0x2460 + place), chr(0x2776 + place), char, char + KEYCAP))
    return chr(start + ord(char) - ord("A")) if "A" <= char <= "Z" else char


def flags(word: str, rng: Random) -> str:
    """Regional indicators, apart so that no flag forms."""
    joint = rng.choice(("\u200b", " "))
    letters = (
        chr(0x1F1E6 + ord(char) - ord("A")) if "A" <= char <= "Z" else char for char in word.upper()
    )
    return joint.join(letters)


def look_alikes(word: str, rng: Random) -> str:
    """Letters of other scripts that read as Latin ones."""
    return "".join(
        rng.choice(LOOKALIKES[char.lower()])
        if char.lower() in LOOKALIKES and rng.random() < 0.7
        else char
        for char in word
    )


def small_capitals(word: str, rng: Random) -> str:
    del rng
    return "".join(SMALL_CAPITALS.get(char, char) for char in word.lower())


def leet(word: str, rng: Random) -> str:
    """Some letters as digits, or all that can be; now and then as signs too."""
    table = {**LEET, **SIGNS} if rng.random() < 0.3 else LEET
    share = rng.choice((0.5, 0.7, 1.0))
    return "".join(
        table[char.lower()] if char.lower() in table and rng.random() < share else char
        for char in word
    )


def spaced(word: str, rng: Random) -> str:
    """Letters apart by one sign."""
    return " ".join(word) if rng.random() < 0.5 else separated(word, rng)


def split(word: str, rng: Random) -> str:
    """Two or three parts."""
    joint = rng.choice((" ", "-", ".", "/", " ", "'"))
    place = rng.randrange(1, len(word)) if len(word) > 1 else 1
    digits = next((i for i, char in enumerate(word) if char.isdigit()), place)
    cut = digits if 0 < digits < len(word) and rng.random() < 0.6 else place
    return word[:cut] + joint + word[cut:]


def chopped(word: str, rng: Random) -> str:
    """Syllable by syllable, in changing case: "GA ru DA-77"."""
    joint = rng.choice((" ", " ", "-", ".", " - "))
    parts, rest = [], word
    while rest:
        length = len(rest) if rest.isdigit() else rng.choice((1, 2, 2, 2, 3, 3))
        parts.append(rng.choice((rest[:length].upper(), rest[:length], rest[:length].capitalize())))
        rest = rest[length:]
    return (
        "".join(
            part + (joint if rng.random() < 0.9 else rng.choice((" ", "-", "")))
            for part in parts[:-1]
        )
        + parts[-1]
    )


def parted(word: str, rng: Random) -> str:
    """Syllables apart, and in mathematical or full-width letters besides."""
    return rng.choice((mathematical, mixed, full_width))(chopped(word, rng), rng)


def marked(word: str, rng: Random) -> str:
    """A combining mark on each letter, often two."""
    mark = rng.choice(MARKS) + rng.choice(("", rng.choice(MARKS)))
    return "".join(
        char + (mark if rng.random() > MARK_SHARE else rng.choice(MARKS)) for char in word
    )


def threaded(word: str, rng: Random) -> str:
    """Invisible characters between the letters."""
    return rng.choice(INVISIBLE).join(word)


def starred(word: str, rng: Random) -> str:
    """An emoji within the word, often before its digits."""
    return split(word, rng).replace(" ", rng.choice(("⭐", "🔥", "💥", "✨", "💎", "❤")))


def separated(word: str, rng: Random) -> str:
    """Letters apart by one sign that is no blank."""
    return rng.choice((".", "-", "_", "*", "/", "+", "•")).join(word)


def strewn(word: str, rng: Random) -> str:
    """One emoji, or several by turns, between every two letters."""
    chosen = rng.sample(STREWN, rng.choice((1, 1, 1, 2)))
    return "".join(char + rng.choice(chosen) for char in word[:-1]) + word[-1:]


def encoded(word: str, rng: Random) -> str:
    """Some letters, or all, as the numbers that HTML has for them."""
    share, base = rng.choice((0.5, 1.0, 1.0)), rng.choice(("d", "x", "X"))
    prefix = "" if base == "d" else base
    return "".join(
        f"&#{prefix}{ord(char):{base}};" if rng.random() < share else char for char in word
    )


def slipped(word: str, rng: Random) -> str:
    """As fast fingers type: in random case, letters held down, two letters swapped."""
    letters = [rng.choice((char.lower(), char.upper())) for char in word]
    pick = rng.random()
    if pick < 0.7 and len(letters) > 1:
        place = rng.randrange(1, len(letters))
        letters[place - 1 : place + 1] = letters[place], letters[place - 1]
    if pick > 0.4:
        letters[rng.randrange(len(letters))] *= rng.choice((2, 2, 3, 4, 6))
    return "".join(letters)


def keycapped(word: str, rng: Random) -> str:
    """Digits as keycaps or in circles, the letters as they are or mathematical."""
    start = rng.choice(UPPER_STARTS)
    plain = rng.random() < 0.5
    return "".join(
        circled_char(char, 0x24B6, rng)
        if char.isdigit()
        else char
        if plain
        else math_char(char, start, 0)
        for char in word
    )


def raised(word: str, rng: Random) -> str:
    """Superscript or subscript letters, where there are such."""
    table = rng.choice((SUPERSCRIPTS, SUBSCRIPTS))
    return "".join(table.get(char, char) for char in word.lower())


DISGUISES: Final[dict[str, Disguise]] = {
    "mathematical": mathematical,
    "mixed": mixed,
    "full_width": full_width,
    "circled": circled,
    "flags": flags,
    "look_alikes": look_alikes,
    "small_capitals": small_capitals,
    "leet": leet,
    "spaced": spaced,
    "split": split,
    "chopped": chopped,
    "parted": parted,
    "marked": marked,
    "threaded": threaded,
    "starred": starred,
    "keycapped": keycapped,
    "raised": raised,
    "separated": separated,
    "strewn": strewn,
    "encoded": encoded,
    "slipped": slipped,
}
"""Every disguise by name; each takes a word and a random source."""
USUAL: Final = (
    *(("mathematical",) * 8),
    *(("mixed", "chopped") * 3),
    *(("split", "marked", "spaced", "starred", "separated") * 2),
    *(("leet", "slipped") * 4),
    *DISGUISES,
)
"""How often each is met: styles of mathematical letters lead by far."""


def disguise(word: str, rng: Random) -> str:
    """The word in one disguise, now and then in two."""
    first = DISGUISES[rng.choice(USUAL)](word, rng)
    return spaced(first, rng) if rng.random() < 0.08 and len(first) == len(word) else first


SENTENCE_WIDE: Final = (
    *("mathematical", "mixed", "full_width", "circled", "look_alikes", "small_capitals"),
    *("leet", "marked", "threaded", "keycapped", "raised", "separated", "strewn", "encoded"),
    *("slipped", "slipped", "full_width", "look_alikes", "parted"),
)
"""Disguises that leave blanks between words where they are."""


def dressed(text: str, rng: Random, names: Sequence[str] = SENTENCE_WIDE) -> str:
    """Every word of a text in the same disguise, one of these; capitals or small ones, too."""
    text = rng.choice((text, text, text.lower(), text.upper()))
    name, seed = rng.choice(names), rng.random()
    return " ".join(
        DISGUISES[name](word, Random(seed)) if word else word  # noqa: S311 - repeatable, not secret
        for word in text.split(" ")
    )
