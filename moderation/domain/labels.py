"""Labels: why a moderator rejected a comment, from a short list; learning rests on them."""

from enum import StrEnum


class Label(StrEnum):
    """The class of a rejection: four kinds of spam, and what is unwelcome for other reasons."""

    GAMBLING = "gambling"
    PROMOTION = "promotion"
    SCAM = "scam"
    LINK = "link"
    INSULT = "insult"
    HATE = "hate"
    THREAT = "threat"
    HOAX = "hoax"
    OFF_TOPIC = "off_topic"
    OTHER = "other"
