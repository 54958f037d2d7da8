"""Synthetic people, handles, numbers and addresses that comments point to."""

from collections.abc import Sequence
from random import Random

from classifier.synthetic.generators.brands import plain_brand, syllables
from classifier.synthetic.generators.figures import clock, money, phone, small_money
from classifier.synthetic.generators.templates import Grammar, grammar, sections

PEOPLE, ENGLISH_NAMES, TRADES, DOMAIN_ENDINGS, SHORTENERS, MAIL_HOSTS = sections(
    "words/contacts"
).values()
CONTACT = grammar("contact")


def nickname(rng: Random) -> str:
    """What follows the @ of a seller: a person, a trade, or both."""
    person = rng.choice(PEOPLE) if rng.random() < 0.6 else syllables(rng)
    joint = rng.choice(("", "", "_", ".", "__"))
    name = person + joint + rng.choice(TRADES) if rng.random() < 0.75 else person
    return name + (str(rng.randint(1, 99)) if rng.random() < 0.2 else "")


def address(rng: Random, vocabulary: Sequence[str]) -> str:
    """A link: a made-up domain, perhaps a path."""
    name = plain_brand(rng, vocabulary) if rng.random() < 0.3 else nickname(rng).strip("._")
    start = rng.choice(("", "https://", "www.", "http://", "https://www."))
    path = rng.choice(
        ("", "", f"/{syllables(rng)}", f"/{rng.randint(1, 9999)}", "/promo", "/?ref=1")
    )
    return f"{start}{name.replace(' ', '')}.{rng.choice(DOMAIN_ENDINGS)}{path}"


def shortened(rng: Random) -> str:
    """A link that hides where it leads."""
    start = rng.choice(("", "https://", ""))
    tail = "".join(
        rng.choice("abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in "123456"
    )
    return f"{start}{rng.choice(SHORTENERS)}/{tail}"


def details(rng: Random, vocabulary: Sequence[str]) -> Grammar:
    """Fresh sums, names, numbers and addresses for one text."""
    name, number, short = nickname(rng), phone(rng), shortened(rng)
    person = rng.choice(PEOPLE).capitalize()
    foreign = f"{rng.choice(ENGLISH_NAMES)} {rng.choice(ENGLISH_NAMES)}"
    return {
        **CONTACT,
        "b": ("\x00",),
        "digits": (str(rng.randint(10**8, 10**10)),),
        "digit": ("2", "3", "5", "7", "9"),
        "phone": (number,),
        "sum": (money(rng), money(rng)),
        "small": (small_money(rng),),
        "clock": (clock(rng),),
        "percent": ("10", "20", "30", "50", "70", "100"),
        "name": (person, foreign, syllables(rng).capitalize()),
        "name_b": (rng.choice(PEOPLE).capitalize(),),
        "nickname": (name,),
        "handle": ("@" + name,),
        "short": (short,),
        "link": (address(rng, vocabulary), short),
        "mail": (f"{syllables(rng)}{rng.randint(1, 999)}@{rng.choice(MAIL_HOSTS)}",),
        "code": (f"{syllables(rng).upper()}{rng.randint(10, 999)}",),
        "usd": ("$500", "$2,000", "$150", "5k", "$50", "$1200", "$10,000", "$85"),
    }
