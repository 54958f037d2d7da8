"""The policy: what signals are worth, and what they lead to."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import Action, Mode, OtherLanguages, Part, Signal
from moderation.domain.policy import (
    DEFAULT_WEIGHTS,
    HOLD_AT,
    OTHER_LANGUAGES,
    REJECT_AT,
    STEPS,
    WEIGHT_LIMIT,
    Policy,
    faults_in_choices,
    judge,
    points,
    rounded,
)
from moderation.signals.scoring import Thresholds
from moderation.sites.directory import effective_policy
from moderation.store.sites import Site, read_site
from tests.builders import a_policy

NAN, INFINITE = float("nan"), float("inf")
SCORES = st.floats(0, 1)
SIGNALS = st.lists(
    st.builds(
        lambda code, score: Signal(code=code, score=score),
        st.sampled_from(["spam", *DEFAULT_WEIGHTS]),
        SCORES,
    ),
    max_size=8,
)


def spam(score: float | None, *parts: Part) -> Signal:
    return Signal(code="spam", score=score, parts=parts)


@pytest.mark.parametrize(
    ("score", "action"),
    [
        pytest.param(0.0, Action.APPROVE, id="clean"),
        pytest.param(0.49, Action.APPROVE, id="just under hold"),
        pytest.param(0.5, Action.HOLD, id="at hold"),
        pytest.param(0.89, Action.HOLD, id="just under reject"),
        pytest.param(0.9, Action.REJECT, id="at reject"),
        pytest.param(1.0, Action.REJECT, id="certain"),
    ],
)
def test_the_thresholds_on_spam_decide(score: float, action: Action) -> None:
    assert judge([spam(score)], a_policy()).action is action


def test_a_missing_score_holds_and_says_so() -> None:
    verdict = judge([spam(None)], a_policy())
    assert verdict.action is Action.HOLD
    assert verdict.reasons[0].code == "spam_unavailable"


def test_a_missing_score_holds_even_where_all_is_published_first() -> None:
    verdict = judge([spam(None)], a_policy(mode=Mode.POST_REVIEW))
    assert (verdict.action, verdict.review_after) == (Action.HOLD, False)


def test_weak_signals_together_hold_but_never_reject() -> None:
    weak = [Signal(code=code, score=1.0) for code in ("links", "repeats", "rate_email")]
    verdict = judge([spam(0.4), *weak], a_policy())
    assert sum(reason.weight for reason in verdict.reasons) > REJECT_AT
    assert verdict.action is Action.HOLD


def test_a_filled_honeypot_alone_rejects() -> None:
    assert judge([Signal(code="honeypot", score=1.0)], a_policy()).action is Action.REJECT


def test_a_decision_without_findings_still_has_a_reason() -> None:
    assert [r.code for r in judge([spam(0.0)], a_policy()).reasons] == ["no_findings"]


def test_the_parts_of_a_signal_are_not_told_of_what_is_approved() -> None:
    verdict = judge([spam(0.05, Part("promotion", 1.0, ((5, 9),)))], a_policy())
    assert verdict.action is Action.APPROVE
    assert [(r.code, r.spans) for r in verdict.reasons] == [("spam", ())]


def test_the_parts_of_a_signal_become_reasons_that_share_its_points() -> None:
    parts = (Part("brand", 0.75, ((0, 4),)), Part("promotion", 0.25, ((5, 9),)))
    verdict = judge([spam(0.95, *parts)], a_policy())
    assert [(r.code, r.weight, r.spans) for r in verdict.reasons] == [
        ("spam.brand", REJECT_AT * 0.75, ((0, 4),)),
        ("spam.promotion", REJECT_AT * 0.25, ((5, 9),)),
    ]


@pytest.mark.parametrize(
    ("score", "action", "review_after"),
    [(0.0, Action.APPROVE, True), (0.6, Action.APPROVE, True), (0.95, Action.REJECT, False)],
    ids=["clean", "doubtful", "spam"],
)
def test_publish_then_review_publishes_all_but_spam(
    score: float, action: Action, review_after: bool
) -> None:
    verdict = judge([spam(score)], a_policy(mode=Mode.POST_REVIEW))
    assert (verdict.action, verdict.review_after) == (action, review_after)


@pytest.mark.parametrize("score", [0.0, 0.6])
def test_all_held_holds_what_is_not_rejected(score: float) -> None:
    assert judge([spam(score)], a_policy(mode=Mode.ALL_HELD)).action is Action.HOLD


def test_a_site_may_weigh_a_signal_differently() -> None:
    link = [Signal(code="links", score=1.0)]
    assert judge(link, a_policy()).action is Action.HOLD
    assert judge(link, a_policy(weights={"links": 0.2})).action is Action.APPROVE


FOREIGN = Signal(code="other_language", score=1.0)
HOLDING = {"other_language": OTHER_LANGUAGES[OtherLanguages.HOLD]}


def test_another_language_is_said_but_decides_nothing_by_default() -> None:
    verdict = judge([spam(0.0), FOREIGN], a_policy())
    assert verdict.action is Action.APPROVE
    assert [(r.code, r.weight) for r in verdict.reasons] == [("other_language", 0.0)]


@pytest.mark.parametrize(
    ("score", "action"), [(0.0, Action.HOLD), (0.6, Action.HOLD), (0.95, Action.REJECT)]
)
def test_a_site_may_hold_other_languages_but_still_rejects_spam(
    score: float, action: Action
) -> None:
    policy = a_policy(weights=DEFAULT_WEIGHTS | HOLDING)
    verdict = judge([spam(score), FOREIGN], policy)
    assert verdict.action is action
    assert "other_language" in {reason.code for reason in verdict.reasons}


def test_another_language_alone_never_rejects() -> None:
    assert max(OTHER_LANGUAGES.values()) < REJECT_AT


@pytest.mark.parametrize(
    ("site", "weight"),
    [
        pytest.param({}, 0.0, id="by default"),
        pytest.param({"other_languages": OtherLanguages.HOLD}, HOLD_AT, id="held"),
        pytest.param(
            {"other_languages": OtherLanguages.HOLD, "weights": {"other_language": 0.5}},
            0.5,
            id="weighed by hand",
        ),
    ],
)
def test_a_sites_answer_to_other_languages_becomes_a_weight(
    site: dict[str, Any], weight: float
) -> None:
    made = Site(name="kabar", created_at=0, secret="ab", **site)
    policy = effective_policy(made, Thresholds(hold=0.5, reject=0.9))
    assert policy.weights == DEFAULT_WEIGHTS | {"other_language": weight}


@pytest.mark.parametrize(
    ("choices", "faults"),
    [
        pytest.param({}, [], id="nothing chosen"),
        pytest.param({"hold": 0.0, "reject": 0.0}, [], id="least"),
        pytest.param({"hold": 1.0, "reject": 1.0}, [], id="most"),
        pytest.param({"weights": {"links": 0.0, "repeats": WEIGHT_LIMIT}}, [], id="weights"),
        pytest.param({"hold": -0.1}, [("/hold", "not_a_probability")], id="under 0"),
        pytest.param({"reject": 1.1}, [("/reject", "not_a_probability")], id="over 1"),
        pytest.param({"hold": 0.9, "reject": 0.5}, [("/hold", "hold_over_reject")], id="crossed"),
        pytest.param({"weights": {"nope": 1}}, [("/weight", "unknown_signal")], id="no signal"),
        pytest.param({"weights": {"spam": 1}}, [("/weight", "unknown_signal")], id="spam"),
        pytest.param({"weights": {"links": -1}}, [("/weight", "weight_out_of_range")], id="less"),
        pytest.param(
            {"hold": NAN, "reject": INFINITE, "weights": {"links": NAN, "repeats": INFINITE}},
            [
                ("/hold", "not_a_probability"),
                ("/reject", "not_a_probability"),
                ("/weight", "weight_out_of_range"),
                ("/weight", "weight_out_of_range"),
            ],
            id="no numbers",
        ),
    ],
)
def test_every_fault_in_a_sites_choices_is_named(
    choices: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    given = {"hold": None, "reject": None, "weights": {}} | choices
    assert [(fault.pointer, fault.code) for fault in faults_in_choices(**given)] == faults


def test_a_site_stored_before_it_could_choose_ignores_other_languages() -> None:
    stored = '{"name":"kabar","created_at":0,"secret":"ab","mode":"doubtful"}'
    assert read_site(stored).other_languages is OtherLanguages.IGNORE


def test_a_policy_stored_before_the_signal_judges_as_it_did() -> None:
    kept = a_policy(weights={"links": 1.0})
    read = msgspec.json.decode(msgspec.json.encode(kept), type=Policy)
    assert read.version == kept.version
    assert judge([spam(0.0)], read).action is Action.APPROVE


@given(first=SCORES, second=SCORES)
def test_more_spam_is_never_worth_less(first: float, second: float) -> None:
    low, high = sorted((first, second))
    policy = a_policy()
    assert points(spam(low), policy) <= points(spam(high), policy)


@given(signals=SIGNALS)
def test_the_action_follows_from_the_points(signals: list[Signal]) -> None:
    policy = a_policy()
    worth = [points(signal, policy) for signal in signals]
    verdict = judge(signals, policy)
    if max(worth, default=0) >= REJECT_AT:
        assert verdict.action is Action.REJECT
    elif sum(worth) >= HOLD_AT:
        assert verdict.action is Action.HOLD
    else:
        assert verdict.action is Action.APPROVE


def test_equal_policies_share_a_version_and_others_do_not() -> None:
    assert a_policy().version == a_policy().version
    assert a_policy().version != a_policy(spam_hold=0.4).version
    assert a_policy().version != a_policy(mode=Mode.ALL_HELD).version


def test_a_policy_with_equal_thresholds_still_judges() -> None:
    policy = a_policy(spam_hold=0.9, spam_reject=0.9)
    assert judge([spam(0.9)], policy).action is Action.REJECT
    assert judge([spam(0.89)], policy).action is Action.APPROVE


@given(st.floats(-100, 100))
def test_a_value_is_rounded_to_the_nearest_step(value: float) -> None:
    assert abs(rounded(value) - value) <= 0.5 / STEPS + 1e-9
    assert rounded(value) == float(f"{rounded(value):.4f}")
