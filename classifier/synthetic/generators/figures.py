"""Synthetic figures as people write them: money, clock times, dates, telephone numbers."""

from random import Random

from classifier.synthetic.generators.templates import sections

MONTHS, DAYS = sections("words/calendar").values()


def money(rng: Random) -> str:
    """A sum of hundreds of thousands or millions of rupiah, in one of many spellings."""
    number = rng.choice((1, 2, 3, 4, 5, 7, 8, 10, 12, 15, 20, 25, 30, 50, rng.randint(1, 99)))
    pick = rng.randrange(9)
    if pick == 0:
        return f"{rng.randint(2, 9)}00{rng.choice(('rb', ' ribu', 'k', '.000', 'ribuan'))}"
    if pick == 1:
        return f"Rp{rng.choice(('', ' ', '. '))}{number}.{rng.choice(('000', '500'))}.000"
    if pick == 2:
        return rng.choice(("puluhan juta", "ratusan ribu", "jutaan", "ratusan juta", "sejuta"))
    if pick == 3:
        return (
            f"{rng.randint(1, 9)}{rng.choice('.,')}{rng.randint(1, 9)} {rng.choice(('jt', 'juta'))}"
        )
    return f"{number}{rng.choice(('jt', ' juta', 'jt', ' jt', 'juta', 'jeti', ' jutaan', 'jtan'))}"


def small_money(rng: Random) -> str:
    """A sum that anybody has: a deposit, a price."""
    number = rng.choice((5, 10, 15, 20, 25, 30, 35, 45, 50, 75, 89, 99, 100, 125, 150))
    end = rng.choice(("rb", " ribu", "k", "rb", ".000", "rb an", "ribuan", "K"))
    return f"{'Rp' if end == '.000' else ''}{number}{end}"


def clock(rng: Random) -> str:
    """A place in a video, or a time of day."""
    return f"{rng.randint(0, 23):0{rng.choice((1, 2))}}{rng.choice('::.')}{rng.randint(0, 59):02}"


def date(rng: Random) -> str:
    """A day, with or without its name."""
    day, month, year = rng.randint(1, 28), rng.randrange(12), rng.choice((2023, 2024, 2025, 2026))
    if rng.random() < 0.3:
        joint = rng.choice("-/.")
        return f"{day:02}{joint}{month + 1:02}{joint}{year}"
    name = rng.choice(("", rng.choice(DAYS) + rng.choice((", ", " "))))
    return f"{name}{day:02} {MONTHS[month]} {year}"


def phone(rng: Random) -> str:
    """A mobile number that nobody checked; most are too long or short to be anyone's."""
    number = f"8{rng.randint(10**7, 10**10)}"
    shape = rng.randrange(4)
    if shape == 0:
        return "+62" + rng.choice(("", " ")) + number
    if shape == 1:
        return f"0{number[:3]}{rng.choice('- .')}{number[3:7]}{rng.choice('- .')}{number[7:]}"
    return ("0" if shape == 2 else "62") + number


def draw(rng: Random, digits: int = 4) -> str:
    """Digits of a lottery."""
    return "".join(rng.choice("0123456789") for _ in range(digits))
