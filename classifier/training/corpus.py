"""Training corpus and augmentation: real rows, rows under new brands, and synthetic ones.

Real spam names a few dozen brands thousands of times. Most of its copies here get an
synthetic brand instead; ordinary comments get a brand slipped in (then they are spam)
or a word in fancy letters (then they are not). So the model has to learn what stays:
the disguise together with the shape of a name, and the words around it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from classifier.data import sources
from classifier.data.datasets import SPAM, LabelledText, data_files, read_rows, source_name
from classifier.data.relabelled import KIND_BY_ID
from classifier.scoring.parts import WINDOW
from classifier.synthetic.generators.brands import locate, rebranded
from classifier.synthetic.generators.campaigns import campaigns, slipped_in
from classifier.synthetic.generators.disguises import dressed
from classifier.synthetic.generators.habits import abroad, cheered, everyday, fancy, hasty, shouted
from classifier.synthetic.generators.harmless import harmless
from classifier.synthetic.generators.readers import gambling_hard_negatives, readers, slang
from classifier.synthetic.generators.retyping import retyped

REBRANDED_COPIES: Final = 5
"""Rebranded copies of each gambling comment whose brand is known."""
SLIPPED_SHARE: Final = 0.2
FANCY_SHARE: Final = 0.05
SHOUTED_SHARE: Final = 0.2
"""Share of these that give way to a few plain words, all in fancy letters."""
EVERYDAY_SHARE: Final = 0.2
HASTY_SHARE: Final = 0.02
ABROAD_SHARE: Final = 0.03
CHEERED_SHARE: Final = 0.015
"""Share of ordinary comments that give way to one of emoji alone."""
RETYPED_SHARE: Final = 0.15
"""Share of ordinary comments and of all spam: it says nothing about either."""
HARMLESS_SHARE: Final = 0.35
"""Share of rows, spam or not, real or synthetic, that get a harmless change in each draw."""
JOINED_SHARE: Final = 0.05
"""Share of real rows, spam or not, that get honest comments around them in each draw."""
MOST_AROUND: Final = 3
FRAGMENT_SHARE: Final = 0.25
"""Share of honest rows longer than a part of which each draw takes one part by itself."""
LONGEST_COPIED: Final = 600
"""Characters of a row that is copied so."""
DRESSED_SHARE: Final = 0.3
"""Share of gambling comments, real and synthetic, with every word in one disguise."""
SYNTHETIC_SPAM: Final = 30_000
SYNTHETIC_HAM: Final = 18_000
"""Synthetic texts of each draw."""
HARD_NEGATIVES_COUNT: Final = 20_000
SLANG_COUNT: Final = 10_000
DRAWS: Final = 5
"""How often copies and synthetic texts are made anew, from other random numbers."""
REAL: Final = 0
SURROUNDED: Final = DRAWS + 1
HARD_NEGATIVE: Final = DRAWS + 2
"""Talk about gambling is made so often, too, in parts of its own: every draw learns from all."""
SLANG: Final = HARD_NEGATIVE + DRAWS
"""So are honest comments in the words of boasts."""
REAL_WEIGHT: Final = 1.0
BRANDED_WEIGHT: Final = 0.5
"""Weight of a real row whose brand also appears replaced: more, and it is learned by heart."""
SHORTEST: Final = 12
NAME_LETTERS: Final = range(4, 9)


@dataclass(frozen=True, slots=True)
class Sample:
    """A row for training, its weight, and the part of the corpus that it is of.

    REAL for what a person really wrote, the number of a draw from 1 on for copies and
    synthetic texts, HARD_NEGATIVE on for further synthetic talk about gambling, SLANG on for honest
    comments in the words of boasts, SURROUNDED for copies with harmless changes, among honest
    comments, or cut out of one.
    """

    row: LabelledText
    weight: float
    stratum: int


def training_rows(directory: Path, rng: Random) -> list[LabelledText]:
    """Rows that may train, in file order, at most so many a set, suspects left out."""
    suspects = suspect_ids(directory)
    paths = {source_name(path): path for path in data_files(directory)}
    allowed = sources.training_sets(paths.keys())
    rows: list[LabelledText] = []
    for name, path in paths.items():
        if name in allowed:
            found = [relabelled(row) for row in read_rows(path) if usable(row, suspects)]
            rows += sampled(found, sources.most_rows(name), rng)
    return rows


def usable(row: LabelledText, suspects: frozenset[str]) -> bool:
    """Whether a row may train: its label can be trusted, and no set that measures has its like.

    A label is not trusted where an out-of-fold model contradicts it.
    """
    known = row.id in suspects or sources.near_evaluation(row.near)
    return bool(row.text.strip()) and not known


def relabelled(row: LabelledText) -> LabelledText:
    """Rows that promote are spam, whatever their set calls them.

    A toxicity set marks lottery posts for one another's sites as such: these stay
    together as one campaign.
    """
    if row.promotes_gambling:
        return replace(row, label=SPAM, kind="gambling", group="gambling promotion")
    kind = KIND_BY_ID.get(row.id)
    return row if kind is None else replace(row, label=SPAM, kind=kind)


def suspect_ids(directory: Path) -> frozenset[str]:
    """Ids from the lists of suspect labels beside the data, where there are any."""
    paths = [directory / name for name in sources.SUSPECTS]
    lists = [path.read_text(encoding="utf-8").splitlines() for path in paths if path.is_file()]
    return frozenset(line.split("\t")[0] for lines in lists for line in lines[1:])


def sampled(rows: list[LabelledText], most: int, rng: Random) -> list[LabelledText]:
    """All rows, or a random choice of them in their order."""
    if len(rows) <= most:
        return rows
    return [rows[place] for place in sorted(rng.sample(range(len(rows)), most))]


def vocabulary(rows: Iterable[LabelledText]) -> list[str]:
    """Plain words of ordinary comments, for brands that are named like anything."""
    words = {
        word
        for row in rows
        if not row.spam
        for word in row.text.lower().split()
        if len(word) in NAME_LETTERS and word.isascii() and word.isalpha()
    }
    return sorted(words)


def real(rows: Iterable[LabelledText]) -> Iterable[Sample]:
    """The rows themselves; those whose brand can be replaced weigh less."""
    for row in rows:
        replaceable = row.spam and locate(row.text, row.brand) is not None
        weigh = sources.spam_weight if row.spam else sources.honest_weight
        weight = weigh(row.source)
        yield Sample(row, BRANDED_WEIGHT if replaceable else weight, REAL)


def augmented(
    rows: Iterable[LabelledText], rng: Random, names: Sequence[str]
) -> Iterable[LabelledText]:
    """What training makes of the rows; each copy stays in its row's group."""
    for row in rows:
        yield from augmentations(row, rng, names)


def draw(rows: Sequence[LabelledText], rng: Random, number: int) -> Iterable[Sample]:
    """Copies of the rows and synthetic texts, made once."""
    names = vocabulary(rows) or ["kabar"]
    for row in (*augmented(rows, rng, names), *synthetic(rows, rng, names, number)):
        yield Sample(maybe_harmless(row, rng), REAL_WEIGHT, number)


def maybe_harmless(row: LabelledText, rng: Random) -> LabelledText:
    """The row as it is, or with a harmless change."""
    changed = rng.random() < HARMLESS_SHARE
    return replace(row, text=harmless(row.text, rng)) if changed else row


def surrounded(rows: Sequence[LabelledText], rng: Random) -> Iterable[Sample]:
    """Copies of the rows for every learner."""
    for row in surroundings(rows, rng):
        yield Sample(row, REAL_WEIGHT, SURROUNDED)


def surroundings(rows: Sequence[LabelledText], rng: Random) -> Iterable[LabelledText]:
    """Real rows with a harmless change, among honest comments, and parts of honest ones.

    So neither such a change nor length says anything, and a part stands for itself.
    """
    honest = [row for row in rows if not row.spam and len(row.text) < LONGEST_COPIED]
    for row in rows:
        if len(row.text) > LONGEST_COPIED:
            continue
        pick = rng.random()
        if pick < HARMLESS_SHARE:
            yield replace(row, text=harmless(row.text, rng))
        elif pick < HARMLESS_SHARE + JOINED_SHARE:
            yield replace(row, text=joined(row, honest, rng))
        elif pick < HARMLESS_SHARE + JOINED_SHARE + FRAGMENT_SHARE and not row.spam:
            words = row.text.split()
            if len(words) > WINDOW:
                first = rng.randrange(len(words) - WINDOW)
                yield replace(row, text=" ".join(words[first : first + WINDOW]))


def joined(row: LabelledText, honest: Sequence[LabelledText], rng: Random) -> str:
    """The row's text with honest comments before or after it."""
    around = [rng.choice(honest).text for _ in range(rng.randint(1, MOST_AROUND))]
    texts = [*around, row.text]
    rng.shuffle(texts)
    return rng.choice((" ", ". ", "\n")).join(texts)


def hard_negatives(rows: Sequence[LabelledText], rng: Random) -> Iterable[Sample]:
    """Synthetic talk about gambling, and slang for those that see boasts, for all draws."""
    for draw in range(DRAWS):
        talk = gambling_hard_negatives(rng, at_most(HARD_NEGATIVES_COUNT, rows))
        for place, row in enumerate(talk):
            group = f"talk {draw} {place}"
            yield Sample(replace(row, group=group), REAL_WEIGHT, HARD_NEGATIVE + draw)
        for place, row in enumerate(slang(rng, at_most(SLANG_COUNT, rows))):
            yield Sample(replace(row, group=f"slang {draw} {place}"), REAL_WEIGHT, SLANG + draw)


def at_most(wanted: int, rows: Sequence[LabelledText]) -> int:
    """As many synthetic texts as suit the size of the corpus."""
    return min(wanted, 20 * len(rows))


def dressed_up(text: str, rng: Random) -> str:
    """An honest comment in fancy letters, or a few words shouted so."""
    return shouted(rng) if rng.random() < SHOUTED_SHARE else fancy(text, rng)


def retyped_or_cut(text: str, rng: Random) -> str:
    """An honest comment as other keyboards and programs leave it, now and then without its end."""
    return retyped(text, rng, shorten=True)


HONEST_CHANGES: Final = (
    (FANCY_SHARE, dressed_up),
    (EVERYDAY_SHARE, everyday),
    (RETYPED_SHARE, retyped_or_cut),
    (HASTY_SHARE, hasty),
    (ABROAD_SHARE, abroad),
    (CHEERED_SHARE, lambda _, rng: cheered(rng)),
)
"""Share of ordinary comments with each change; they stay ordinary."""


def augmentations(row: LabelledText, rng: Random, names: Sequence[str]) -> Iterable[LabelledText]:
    """What training makes of one real row."""
    if row.spam:
        yield from spam_augmentations(row, rng, names)
        return
    pick = rng.random() - SLIPPED_SHARE
    if pick < 0 and len(row.text) >= SHORTEST:
        text = slipped_in(row.text, rng, names)
        yield replace(row, text=maybe_retyped(text, rng), label=SPAM, kind="gambling")
        return
    for share, change in HONEST_CHANGES:
        if pick < share:
            yield replace(row, text=change(row.text, rng))
            return
        pick -= share


def spam_augmentations(
    row: LabelledText, rng: Random, names: Sequence[str]
) -> Iterable[LabelledText]:
    """The row under other brands; where its brand is not known, at most retyped."""
    if not row.brand:
        if rng.random() < RETYPED_SHARE:
            yield replace(row, text=retyped(row.text, rng))
        if row.kind == "gambling" and rng.random() < DRESSED_SHARE:
            yield replace(row, text=dressed(row.text, rng))
        return
    for _ in range(REBRANDED_COPIES):
        text = rebranded(row.text, row.brand, rng, names)
        if text is not None:
            wide = rng.random() < DRESSED_SHARE
            yield replace(row, text=dressed(text, rng) if wide else maybe_retyped(text, rng))


def maybe_retyped(text: str, rng: Random) -> str:
    """The text as it is, or as other keyboards and programs leave it."""
    return retyped(text, rng) if rng.random() < RETYPED_SHARE else text


def synthetic(
    rows: Sequence[LabelledText], rng: Random, names: Sequence[str], number: int
) -> Iterable[LabelledText]:
    """Spam and ham of this project's own. Their groups' names decide on folds: keep them."""
    spam = campaigns(rng, at_most(SYNTHETIC_SPAM, rows), names)
    ham = readers(rng, at_most(SYNTHETIC_HAM, rows))
    for place, row in enumerate((*spam, *ham)):
        yield replace(maybe_dressed(row, rng), group=f"invented {number} {place}")


def maybe_dressed(row: LabelledText, rng: Random) -> LabelledText:
    """Now and then a gambling comment with every word of it in one disguise."""
    wide = row.kind == "gambling" and rng.random() < DRESSED_SHARE
    return replace(row, text=dressed(row.text, rng)) if wide else row


def group_of(row: LabelledText, place: int) -> str:
    """Rows that must not be split: of one campaign, one set, one video, or the row alone."""
    if row.spam and row.brand:
        return f"brand {row.brand}"
    if not row.spam and sources.stays_together(row.source):
        return row.source
    return f"{row.source} {row.group}" if row.group else f"{row.source} {place}"


def grouped(rows: Sequence[LabelledText]) -> list[LabelledText]:
    """The rows with their group filled in."""
    return [replace(row, group=group_of(row, place)) for place, row in enumerate(rows)]
