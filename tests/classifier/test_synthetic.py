"""Synthetic texts: repeatable, varied, whole, and with templates kept back for measuring."""

import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from classifier.data.datasets import HAM, SPAM, LabelledText
from classifier.scoring.features import tokenise
from classifier.scoring.parts import WINDOW
from classifier.synthetic import generators
from classifier.synthetic.generators import harmless, retyping, templates
from classifier.synthetic.generators.brands import ENDINGS, brand, locate, plain_brand, rebranded
from classifier.synthetic.generators.campaigns import BRAND, campaigns, slipped_in
from classifier.synthetic.generators.disguises import DISGUISES
from classifier.synthetic.generators.habits import abroad, cheered, hasty, shouted
from classifier.synthetic.generators.readers import gambling_hard_negatives, readers, slang
from classifier.synthetic.generators.templates import Family, TemplateSplit
from classifier.text.normalise import decode
from classifier.training import corpus

SPLITS: tuple[TemplateSplit, ...] = ("training", "holdout")
WORDS = ["kabar", "pasar"]
COUNT = 1_500
ENOUGH = 0.9
RECORDED = {
    "training": "2a75743697205f5d62da48626fc6c8a4a907b2262569dd99118880dd5df6e176",
    "holdout": "f54068e6ebd8440c3dc236259c225db3234e40b02b32d3119b00705b36023d10",
}
"""Hashes of the texts of one seed. Who changes a text or a generator on purpose records anew."""


def rng(seed: int = 5) -> Random:
    return Random(seed)  # noqa: S311 - repeatable, not secret


def families_in(value: object) -> Iterator[Family]:
    if isinstance(value, Family):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from families_in(one)


def families() -> dict[str, Family]:
    """Every family that a generator draws from, by its first template."""
    modules = [importlib.import_module(f"{generators.__name__}.{name}") for name in MODULES]
    values = (value for module in modules for value in vars(module).values())
    return {family.training[0]: family for value in values for family in families_in(value)}


MODULES = [module.name for module in pkgutil.iter_modules(generators.__path__)]
FAMILIES = families()


def everything(split: TemplateSplit, seed: int = 5) -> list[LabelledText]:
    source = rng(seed)
    return [
        *campaigns(source, COUNT, WORDS, split),
        *readers(source, COUNT, split),
        *gambling_hard_negatives(source, COUNT, split),
        *slang(source, COUNT, split),
    ]


@pytest.mark.parametrize("split", SPLITS)
def test_the_same_random_source_gives_the_same_texts(split: TemplateSplit) -> None:
    assert everything(split) == everything(split)
    assert everything(split) != everything(split, seed=6)


@pytest.mark.parametrize("split", SPLITS)
def test_every_slot_is_filled(split: TemplateSplit) -> None:
    for row in everything(split):
        assert row.text.strip()
        assert not {"{", "}", BRAND} & set(row.text)


@pytest.mark.parametrize("split", SPLITS)
def test_a_seed_always_gives_the_recorded_texts(split: TemplateSplit) -> None:
    lines = "\n".join(
        f"{row.text}\t{row.label}\t{row.kind}\t{row.group}" for row in everything(split)
    )
    assert sha256(lines.encode()).hexdigest() == RECORDED[split]


def test_every_family_keeps_templates_back() -> None:
    assert all(family.training and family.holdout for family in FAMILIES.values())
    assert not any(set(family.training) & set(family.holdout) for family in FAMILIES.values())


def test_every_template_is_drawn_from() -> None:
    used = {one for family in FAMILIES.values() for one in (*family.training, *family.holdout)}
    for path in templates.TEXTS.glob("*.txt"):
        for heading, entries in templates.sections(path.stem).items():
            assert heading.startswith("{") or set(entries) <= used, f"{path.name}: [{heading}]"


def test_a_file_of_texts_has_headings_entries_and_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(templates, "TEXTS", tmp_path)
    lines = ["# A comment.", "", "[calls]", "gas", '""', '" bos"', "#tag", "[{a} {b}]", "x", ""]
    (tmp_path / "tiny.txt").write_text("\n".join(lines), "utf-8")
    assert templates.sections("tiny") == {"calls": ("gas", "", " bos", "#tag"), "{a} {b}": ("x",)}
    assert templates.grammar("tiny") == {"a": ("x",), "b": ("x",)}


def test_no_template_stands_in_two_families() -> None:
    counts = Counter(
        template for family in FAMILIES.values() for template in {*family.training, *family.holdout}
    )
    assert {template for template, count in counts.items() if count > 1} <= {"{b}"}


@pytest.mark.parametrize("split", SPLITS)
def test_campaigns_are_spam_of_every_kind(split: TemplateSplit) -> None:
    rows = list(campaigns(rng(), COUNT, WORDS, split))
    assert {row.label for row in rows} == {SPAM}
    assert {row.kind for row in rows} == {"gambling", "promo"}
    groups = {"gambling", "nameless", "lottery", "selling", "scams", "links", "english"}
    groups |= {"hinted", "messages", "quiet"}
    assert {row.group for row in rows} == groups


@pytest.mark.parametrize("split", SPLITS)
def test_readers_are_never_spam(split: TemplateSplit) -> None:
    rows = list(readers(rng(), COUNT, split))
    assert {(row.label, row.kind) for row in rows} == {(HAM, "")}
    assert {row.group for row in rows} == {"about gambling", "notice", "ordinary", "english"}


@pytest.mark.parametrize("split", SPLITS)
def test_nearly_half_of_the_readers_talk_about_gambling_and_many_give_notice(
    split: TemplateSplit,
) -> None:
    counts = Counter(row.group for row in readers(rng(), COUNT, split))
    shares = {group: count / COUNT for group, count in counts.items()}
    expected = {"about gambling": 0.46, "ordinary": 0.21, "english": 0.15, "notice": 0.18}
    assert shares == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("word", ["gacor", "maxwin", "depo", "scatter", "jackpot", "judol"])
def test_honest_talk_uses_the_words_of_advertisers(word: str, split: TemplateSplit) -> None:
    rows = gambling_hard_negatives(rng(), COUNT, split)
    assert any(word in row.text.lower() for row in rows)


@pytest.mark.parametrize("split", SPLITS)
def test_texts_hardly_repeat(split: TemplateSplit) -> None:
    texts = [row.text for row in everything(split)]
    assert len(set(texts)) > ENOUGH * len(texts)


def test_a_plain_brand_shows_by_digits_or_an_ending_what_it_is() -> None:
    source = rng()
    for _ in range(COUNT):
        name = plain_brand(source, WORDS)
        digits = any(char.isdigit() for char in name)
        assert digits or name.endswith(ENDINGS) or " " in name


def test_a_brand_in_praise_is_never_one_plain_word() -> None:
    """One typed in haste shows by its case that it is none."""
    source = rng()
    for _ in range(COUNT):
        name = brand(source, WORDS)
        usual = name in (name.lower(), name.upper(), name.capitalize())
        plain = name.isascii() and name.isalpha() and usual
        assert not plain or name.lower().endswith(ENDINGS)


def test_a_brand_that_is_promoted_may_be_any_word() -> None:
    source = rng()
    names = {brand(source, WORDS, framed=True).lower() for _ in range(COUNT)}
    assert any(name.isascii() and name.isalpha() and not name.endswith(ENDINGS) for name in names)


def test_a_real_brand_is_replaced_wherever_it_stands() -> None:
    text = rebranded("gas 𝐌𝐀𝐂𝐀𝐍𝟕𝟕 bosku, macan77 gacor", "macan77", rng(), WORDS)
    assert text is not None
    assert locate(text, "macan77") is None
    assert rebranded("gas bosku", "macan77", rng(), WORDS) is None


def test_a_slipped_in_brand_leaves_the_comment_in_order() -> None:
    words = ["videonya", "bagus", "banget", "bang"]
    text = slipped_in(" ".join(words), rng(), WORDS)
    assert [word for word in text.split() if word in words] == words


def test_no_disguise_loses_the_word() -> None:
    disguised = {name: disguise("Macan77", rng()) for name, disguise in DISGUISES.items()}
    assert {name: text for name, text in disguised.items() if not text.strip()} == {}


@pytest.mark.parametrize("name", ["strewn", "encoded"])
def test_folding_still_finds_the_word_in_these_disguises(name: str) -> None:
    source = rng()
    for _ in range(20):
        text = f"main di {DISGUISES[name]('gorilamerah', source)} saja"
        codes = tokenise([text]).words.squeezed.buffer.codes
        assert "gorilamerah" in decode(codes[codes > 0])


def test_a_hasty_comment_keeps_its_words_and_most_of_their_letters() -> None:
    source, text = rng(), "terima kasih liputannya sangat lengkap"
    for _ in range(50):
        found = hasty(text, source)
        assert found != text
        assert len(found.split(" ")) == len(text.split(" "))
        assert {*found.lower()} == {*text}


@pytest.mark.parametrize(
    ("retype", "text", "expected"),
    [
        (retyping.lowered, "GAS di Sini", "gas di sini"),
        (retyping.apart, "oke, gas!", "oke , gas !"),
        (retyping.without_emoji, "gas 🔥🔥 🅐🅑", "gas 🅐🅑"),
        (retyping.named_emoji, "gas 🔥", "gas"),
        (retyping.one_line, "gas\n\n  bos", "gas bos"),
        (retyping.mistyped, "ya", "ya"),
    ],
)
def test_retyping(retype: retyping.Retyping, text: str, expected: str) -> None:
    found = retype(text, rng())
    assert found.replace(":fire:", "").strip() == expected


def test_emoji_are_spelled_out_between_colons() -> None:
    assert ":fire:" in retyping.named_emoji("gas🔥", rng())


def test_punctuation_goes_but_letters_of_any_script_stay() -> None:
    assert retyping.bare("M.A.C. 𝐀𝐁, (ok)!", rng()).lower() == "mac 𝐀𝐁 ok"


def test_stop_words_go_unless_nothing_else_is_there() -> None:
    assert retyping.without_stop_words("harga yang naik", rng()) == "harga naik"
    assert retyping.without_stop_words("yang ini", rng()) == "yang ini"


def test_slang_changes_only_the_words_it_knows() -> None:
    words = retyping.slangy("tidak beras tidak beras", rng()).split()
    assert words[1::2] == ["beras", "beras"]


def test_who_shouts_or_writes_in_another_script_keeps_to_words_that_readers_use() -> None:
    source = rng()
    assert all(shouted(source).strip() for _ in range(100))
    assert not any(char.isalnum() for _ in range(100) for char in cheered(source))
    found = [abroad("sehat selalu", source) for _ in range(100)]
    assert all("sehat" in text and "selalu" in text and text != "sehat selalu" for text in found)


def test_retyping_leaves_something() -> None:
    source = rng()
    for text in ("🔥", ".", "ya", "yang", "mantap 🔥 bosku, gas!") * 100:
        assert retyping.retyped(text, source, shorten=True).strip()


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", harmless.NAMES)
def test_a_harmless_change_leaves_a_text_and_fills_its_slots(
    name: str, split: TemplateSplit
) -> None:
    source, text = rng(), 'Tolong pak, jalan "utama" di desa, rusak. Kapan diperbaiki?'
    found = [harmless.CHANGES[name](text, source, split) for _ in range(20)]
    assert any(one != text for one in found)
    assert not [one for one in found if {"{", "}"} & set(one)]
    assert all(harmless.CHANGES[name](short, source, split) for short in ("a", "🔥", "1 2"))


def test_there_are_sixty_kinds_of_harmless_changes() -> None:
    assert len(harmless.NAMES) >= 60


def test_spam_and_honest_comments_are_changed_alike() -> None:
    ham = [replace(HAM_ROW, group=str(place)) for place in range(2_000)]
    spam = [replace(row, label=SPAM, kind="promo") for row in ham]
    copies = list(corpus.surroundings([*ham, *spam], rng()))
    counts = Counter(row.spam for row in copies)
    assert counts[True] == pytest.approx(counts[False], rel=0.1)
    assert all(row.text for row in copies)


def test_a_part_of_an_honest_comment_stays_honest_and_one_of_spam_is_no_sample() -> None:
    long = replace(HAM_ROW, text=" ".join(f"kata{place}" for place in range(30)))
    rows = [long, replace(long, label=SPAM)] * 200
    copies = corpus.surroundings(rows, rng())
    parts = [row for row in copies if len(row.text.split()) == WINDOW]
    assert parts
    assert not any(row.spam for row in parts)


HAM_ROW = LabelledText("harga beras naik lagi, kasihan rakyat kecil", HAM, source="site", group="4")


def test_variants_of_a_comment_are_spam_only_where_a_brand_was_slipped_in() -> None:
    source = rng()
    augmented = [copy for _ in range(300) for copy in corpus.augmentations(HAM_ROW, source, WORDS)]
    assert {(copy.label, copy.kind) for copy in augmented} == {(HAM, ""), (SPAM, "gambling")}
    assert {copy.group for copy in augmented} == {"4"}
    shortest = min(len(copy.text) for copy in augmented if copy.spam)
    assert shortest > corpus.SHORTEST


def test_variants_of_branded_spam_stay_spam_under_other_names() -> None:
    row = LabelledText("gas main di MACAN77 pasti maxwin", SPAM, "gambling", "site", "g", "macan77")
    augmented = list(corpus.augmentations(row, rng(), WORDS))
    assert len(augmented) == corpus.REBRANDED_COPIES
    assert all(copy.spam and locate(copy.text, "macan77") is None for copy in augmented)


def test_promotion_that_a_set_calls_harmless_trains_as_one_campaign_of_spam() -> None:
    marked = replace(HAM_ROW, promotes_gambling=True)
    found = corpus.relabelled(marked)
    assert (found.label, found.kind) == (SPAM, "gambling")
    assert found.group == corpus.relabelled(replace(marked, group="5")).group
    assert corpus.relabelled(HAM_ROW) == HAM_ROW
