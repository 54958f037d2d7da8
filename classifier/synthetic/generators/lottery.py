"""Synthetic lottery posts: results, predictions and tables of numbers, with their tags."""

from random import Random
from typing import Final

from classifier.synthetic.generators.figures import date, draw
from classifier.synthetic.generators.templates import (
    Grammar,
    TemplateSplit,
    expand,
    families,
    grammar,
)

(LOTTERY,) = families("lottery", "lottery")
LOTTERY_WORDS: Final = grammar("lottery")


def lottery(rng: Random, split: TemplateSplit, words: Grammar) -> str:
    """One lottery post; `words` brings names, numbers to call and addresses."""
    digits = draw(rng, 7)
    numbers: Grammar = {
        "four": (digits[:4],),
        "four_b": (draw(rng),),
        "four_c": (draw(rng),),
        "six": (digits[:6],),
        "digit": (digits[0],),
        "two": (f"{digits[0]} & {digits[3]}", digits[1:3], f"{digits[2]}/{digits[4]}"),
        "main": (" ".join(digits[:5]), "/".join(digits[:4]), digits[:5]),
        "pairs": (rng.choice(" *.-,").join(draw(rng, 2) for _ in range(rng.randint(2, 9))),),
        "date": (date(rng),),
    }
    text = expand(LOTTERY.choose(rng, split), {**words, **LOTTERY_WORDS, **numbers}, rng)
    if rng.random() < 0.2:
        text = text.replace(" : ", " = ").replace(", ", "\n")
    return text
