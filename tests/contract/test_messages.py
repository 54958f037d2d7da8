"""The catalogues: both languages say the same things, and everything sayable has a sentence."""

from string import Formatter

import pytest

from classifier.scoring import explanations
from moderation.domain.policy import DEFAULT_WEIGHTS
from moderation.messages import Language, catalogue, negotiate, say
from moderation.web.http.problems import ALL


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue(Language.ID).keys() == catalogue(Language.EN).keys()


def test_both_languages_use_the_same_facts() -> None:
    indonesian, english = catalogue(Language.ID), catalogue(Language.EN)
    differing = [k for k in indonesian if placeholders(indonesian[k]) != placeholders(english[k])]
    assert differing == []


def test_no_sentence_is_empty_or_left_untranslated_by_accident() -> None:
    indonesian, english = catalogue(Language.ID), catalogue(Language.EN)
    assert all(text.strip() for text in [*indonesian.values(), *english.values()])
    same = [k for k in indonesian if indonesian[k] == english[k] and len(indonesian[k].split()) > 3]
    assert same == []


def test_everything_that_can_be_said_has_a_sentence() -> None:
    reasons = {
        *DEFAULT_WEIGHTS,
        *(f"spam.{code}" for code in explanations.CODES),
        *("spam", "spam_unavailable", "no_findings", "all_held", "post_review"),
    }
    wanted = {
        *(f"reason.{code}" for code in reasons),
        *(f"problem.{kind.slug}.{part}" for kind in ALL for part in ("title", "about")),
    }
    assert sorted(wanted - catalogue(Language.ID).keys()) == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.ID),
        ("id-ID,id;q=0.9,en;q=0.8", Language.ID),
        ("en-US,en;q=0.9", Language.EN),
        ("en;q=0.3, id;q=0.4", Language.ID),
        ("de-DE,de;q=0.9", Language.ID),
        ("de, en;q=0.5", Language.EN),
        ("ms-MY", Language.ID),
        ("en;q=x, id;q=0", Language.ID),
        ("*", Language.ID),
        (";;;,,,q=", Language.ID),
    ],
)
def test_indonesian_is_spoken_unless_english_is_preferred(header: str, language: Language) -> None:
    assert negotiate(header) is language


@pytest.mark.parametrize(
    ("score", "english", "indonesian"),
    [
        (0.0183, "Probability of spam: 1.8%.", "Kemungkinan spam: 1,8%."),
        (0.97, "Probability of spam: 97.0%.", "Kemungkinan spam: 97,0%."),
    ],
)
def test_a_probability_is_said_as_a_percentage_written_as_the_language_does(
    score: float, english: str, indonesian: str
) -> None:
    assert say("reason.spam", Language.EN, {"score": score}) == english
    assert say("reason.spam", Language.ID, {"score": score}) == indonesian


def test_an_unknown_key_is_said_as_itself() -> None:
    assert say("no.such.key", Language.ID) == "no.such.key"
