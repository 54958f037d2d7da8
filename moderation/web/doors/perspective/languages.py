"""Which language a comment is in, from its commonest words: Indonesian, English, or not known.

Where none of them stands in a text that the classifier understands, the spelling decides.

Clients say what they like (Coral sends `en` for Indonesian), so what they say is not believed.
"""

import re
from typing import Final

UNKNOWN: Final = "und"  # BCP 47: undetermined
INDONESIAN: Final = "id"
ENGLISH: Final = "en"

FEWEST_WORDS: Final = 4  # as the classifier has it
# Sounds that Indonesian spells otherwise, and endings that it does not have.
_ENGLISH_SPELLING: Final = re.compile(
    r"th|sh|wh|ph|ck|gh|oo|ee|ll|ss|tt|ff|x|ing$|tion|ed$|ly$|ry$|[bcdfghklmnprstvz]e$|[^aeiou]ts?$"
)
_WORD: Final = re.compile(r"[a-z]+")
_INDONESIAN_WORDS: Final = (
    "ada adalah agar akan aku aja anda apa atau bagaimana bagus baik baru belum beli berita bisa "
    "biar bos buat bukan cuma dalam dan dapat dari daftar di dia dong dulu gak ga gue harus hanya "
    "hari ini itu jadi jangan jelas juga kak kalau kalo kami kamu kan karena kasih ke kita lagi "
    "lah lebih main masih mau memang mereka nggak nih nya oleh orang pada pak para pun rakyat "
    "saja salah sama sampai sangat saya sekali semoga semua sih situs sudah supaya tapi tak "
    "tentang terima terus tetap tidak tolong udah untuk yang"
)
_ENGLISH_WORDS: Final = (
    "a about all am an and are as at be because been but by can click do does for from get good "
    "had has have he her here him his how i if in is it its just like make me money more my no "
    "not of on one only or our out people she should so some than thank thanks that the their "
    "them then there they this to up very was we were what when which who will with would you "
    "your"
)
_INDONESIAN: Final = frozenset(_INDONESIAN_WORDS.split())
_ENGLISH: Final = frozenset(_ENGLISH_WORDS.split())


def detected(folded: str, *, understood: bool) -> str:
    """The language of a folded text. `understood` is what the classifier says of it."""
    if not understood:
        return UNKNOWN
    words = _WORD.findall(folded)
    ours = sum(word in _INDONESIAN for word in words)
    english = sum(word in _ENGLISH for word in words)
    if ours == english == 0:
        return _by_spelling(words)
    return INDONESIAN if ours >= english else ENGLISH


def _by_spelling(words: list[str]) -> str:
    """The language of words that are known to the classifier; too few of them prove nothing."""
    if len(words) < FEWEST_WORDS:
        return UNKNOWN
    english = sum(_ENGLISH_SPELLING.search(word) is not None for word in words)
    return ENGLISH if 3 * english > len(words) else INDONESIAN
