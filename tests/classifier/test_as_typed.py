"""What a keyboard or a program puts into a comment condemns nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.scoring.features import HANDCRAFTED, extract
from classifier.scoring.scorer import Scorer
from classifier.text import alphabet as ab
from classifier.text.as_typed import FEW, as_typed
from classifier.text.codes import encode
from classifier.text.normalise import fold_buffer

HONEST = (
    "Harga pupuk bersubsidi naik lagi, petani di desa kami makin susah.",
    "Terima kasih liputannya, semoga pemerintah daerah segera turun tangan.",
    "Jalan di depan sekolah anak saya rusak sejak tahun lalu dan belum diperbaiki.",
    "Saya setuju dengan pendapat bapak, aturan ini harus ditegakkan tanpa pandang bulu.",
)
CHANGES = {
    "soft hyphen": lambda text: text.replace("a", "a\u00ad", 1),
    "soft hyphens everywhere": lambda text: text.replace("a", "a\u00ad"),
    "zero-width space": lambda text: text.replace("an", "a\u200bn", 1),
    "word joiner": lambda text: text.replace("an", "a\u2060n", 1),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "subscript": lambda text: text + " Emisi CO₂ juga naik.",
    "unit": lambda text: text + " Luas lahannya cuma 45㎡.",
    "fraction": lambda text: text + " Harganya naik 1½ kali.",
    "trade mark": lambda text: text.replace(" ", " Aqua™ ", 1),
    "circled numbers": lambda text: f"① {text} ② Usut tuntas.",
    "keycap": lambda text: text.replace(" ", " 1️⃣ ", 1),
    "accent": lambda text: text + " Silakan ke kafé itu.",
    "flag": lambda text: text.replace(" ", " 🇮🇩 ", 1),
    "emphasis": lambda text: f"*{text.replace(' ', '* __', 1).replace(' ', '__ ', 2)}",
    "paragraph in markup": lambda text: f"<p>{text.replace(', ', ',<br /><br />')}</p>",
}
CHEERS = ("❤️ ❤️ ❤️ ❤️ ❤️❤️❤️❤️", "🖤🖤🖤", "🏆🏆🏆", "🔥🔥🔥🔥", "👏👏🙏🏻🙏🏻", "🤲 🤲 🤲")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_harmless_change_holds_no_honest_comment(scorer: Scorer, change: object) -> None:
    assert callable(change)
    changed = [change(text) for text in HONEST]
    assert [text for text in changed if text in HONEST] == []
    scores = [scores["spam"] for scores in scorer.score(changed)]
    assert [text for text, score in zip(changed, scores, strict=True) if score >= 0.1] == []


def test_emoji_alone_hold_nobody(scorer: Scorer) -> None:
    scores = [scores["spam"] for scores in scorer.score(CHEERS)]
    assert [text for text, score in zip(CHEERS, scores, strict=True) if score >= 0.1] == []


def disguised(text: str) -> bool:
    folded = as_typed(fold_buffer(encode([text])))
    return bool(np.any(folded.attributes & ab.DISGUISE))


def test_a_disguised_name_is_still_one() -> None:
    assert disguised("main di 𝐊𝐀𝐍𝐂𝐈𝐋𝟖𝟖 saja")
    assert disguised("main di КАNСIL sаjа")
    assert not disguised("x" + " 𝐚" * FEW)
    assert disguised("x" + "𝐚" * (FEW + 1))
    assert disguised("𝑪𝑵𝑫88 ramai")


@pytest.mark.parametrize("name", ["b𝘜KꀤT 888", "Medeᔰᗱ", "MⅠYΛ88"])
def test_several_borrowed_letters_in_a_word_with_plain_ones_are_a_disguise(name: str) -> None:
    """No keyboard makes such a word, however few of its letters were borrowed."""
    assert disguised(f"Saya yakin {name} tidak mengecewakan")
    assert extract([f"saya yakin {name}"]).handcrafted[0, HANDCRAFTED.index("patched")]


@pytest.mark.parametrize("word", ["m4k4n", "CO₂", "2ⁿᵈ", "𝐊𝐀𝐍𝐂𝐈𝐋", "ﬁnal", "kafé"])
def test_whole_words_digits_and_single_letters_are_no_patchwork(word: str) -> None:
    assert not extract([f"saya yakin {word}"]).handcrafted[0, HANDCRAFTED.index("patched")]


def test_each_text_of_a_batch_is_looked_at_by_itself() -> None:
    raw = encode(["CO₂", "𝐊𝐀𝐍𝐂𝐈𝐋", "H₂O"])
    folded = as_typed(fold_buffer(raw))
    found = [
        bool(np.any(folded.attributes[start:end] & ab.DISGUISE))
        for start, end in zip(folded.buffer.starts, folded.buffer.ends, strict=True)
    ]
    assert found == [False, True, False]


@given(text=st.text(st.characters(exclude_categories=()), max_size=60))
def test_only_attributes_are_taken_away(text: str) -> None:
    before = fold_buffer(encode([text]))
    after = as_typed(before)
    assert after.buffer is before.buffer
    assert after.offsets is before.offsets
    assert not np.any(after.attributes & ~before.attributes)
