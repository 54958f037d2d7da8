"""A diagnosis: how grave something is, what it is about, and what to do."""

from enum import StrEnum

import msgspec


class Level(StrEnum):
    """How grave it is: as it should be, worth knowing, or to be mended."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


class Diagnosis(msgspec.Struct, frozen=True):
    """One thing that was looked at. `said` is a sentence for the operator, without secrets."""

    level: Level
    subject: str
    said: str


def ok(subject: str, said: str) -> Diagnosis:
    """It is as it should be."""
    return Diagnosis(Level.OK, subject, said)


def note(subject: str, said: str) -> Diagnosis:
    """It works, and there is something to know."""
    return Diagnosis(Level.NOTE, subject, said)


def wrong(subject: str, said: str) -> Diagnosis:
    """It has to be mended."""
    return Diagnosis(Level.WRONG, subject, said)
