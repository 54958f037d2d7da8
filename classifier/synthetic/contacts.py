"""Invented people, handles, numbers and addresses that comments point to."""

# ruff: noqa: PLR2004 - the shares in a generator are its data, best read where they apply

from collections.abc import Sequence
from random import Random
from typing import Final

from classifier.synthetic.brands import plain_brand, syllables
from classifier.synthetic.figures import clock, money, phone, small_money
from classifier.synthetic.phrases import Grammar, choices, listed

PEOPLE: Final = listed(
    "rina sari dewi putri ayu siti maya nisa lia intan budi agus andi rizky fajar hendra joko dian "
    "bella tasya vina mira ratna yuni wulan bayu dimas reza arif yoga jaya slamet wibowo lestari"
)
ENGLISH_NAMES: Final = listed(
    "Frank Mary Robert Linda Kelvin Sandra Bruce Anita Gilbert Donna Walter Helen Marcus Janet "
    "Adams Carlson Whitman Brooks Hawkins Ellis Parker Lawson Bennett Foster Grant Wells Hayes"
)
TRADES: Final = listed(
    "shop store id official beauty skin fashion hijab olshop collection gadget herbal glow slim "
    "followers jastip butik kids shoes bags outfit kosmetik mart corner project thrift.id"
)
ENDS: Final = (
    "com",
    "net",
    "xyz",
    "id",
    "co.id",
    "site",
    "vip",
    "my.id",
    "info",
    "me",
    "shop",
    "top",
)
SHORTENERS: Final = ("bit.ly", "s.id", "tinyurl.com", "cutt.ly", "linktr.ee", "shope.ee", "t.ly")
MAILS: Final = ("gmail.com", "gmail com", "yahoo.com", "outlook.com", "proton.me", "mail.ru")
CONTACT: Final[Grammar] = {
    "contact": choices("""wa {phone}|hub {phone}|wa.me/62{digits}|dm {handle}|chat {phone}|{handle}
    cek {handle}|follow {handle}|minat wa {phone}|info {phone}|line {handle}|call {phone}
    {handle} ya|klik {link}|link di bio|inbox aja|cek bio kita|wa: {phone}|whatsapp {phone}
    tele {handle}|chat admin {phone}|bisa dm {handle}|kepoin ig {handle}|langsung wa {phone}
    {link}"""),
}


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
    return f"{start}{name.replace(' ', '')}.{rng.choice(ENDS)}{path}"


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
        "mail": (f"{syllables(rng)}{rng.randint(1, 999)}@{rng.choice(MAILS)}",),
        "code": (f"{syllables(rng).upper()}{rng.randint(10, 999)}",),
        "usd": ("$500", "$2,000", "$150", "5k", "$50", "$1200", "$10,000", "$85"),
    }
