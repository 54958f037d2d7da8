"""The policy: signals in, verdict out. Pure, so any decision can be replayed from what is stored.

Every signal is worth points: its weight in the policy times its score, except the classifier's
`spam` of the text, whose points run from 0 to HOLD_AT as the probability rises to the hold
threshold and on to REJECT_AT at the reject threshold. What it makes of names and websites, which
it never learned, has a weight as other signals have. The verdict is

  reject   when one signal alone reaches REJECT_AT (weak signals together never reject),
  hold     when the points of all add up to HOLD_AT, or a signal could not be made in time,
  approve  otherwise;

then the site's mode may turn it: `all_held` holds what would be approved; `post_review` publishes
all that is not rejected and opens a case for each, but never publishes on missing evidence. The
weights of a verdict's reasons are these points, so they add up to what decided.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from moderation.domain import Action, Mode, OtherLanguages, Reason, Signal, Verdict
from moderation.errors import Fault

HOLD_AT: Final = 1.0
REJECT_AT: Final = 3.0
# Points under this are noise: they count, but are no reason worth a sentence.
WORTH_SAYING: Final = 0.1
# Scores and weights are kept to so many steps of 1: four digits.
STEPS: Final = 10_000
# Said at any weight, or the classifier's opinion would pass for more than a guess.
ALWAYS_SAID: Final = frozenset({"other_language"})

NO_FINDINGS: Final = (Reason(code="no_findings", weight=0.0),)

DEFAULT_WEIGHTS: Final[dict[str, float]] = {
    "honeypot": 3.0,
    "fill_time": 0.7,
    "form_token": 0.5,
    "unproven": 1.0,
    "cut": 1.0,
    "disposable_email": 0.6,
    "undeliverable_email": 0.6,
    "email_advertising": 0.3,
    "spam_name": 2.0,
    "spam_url": 2.0,
    "advertising": 1.0,
    "links": 1.0,
    "contact": 0.65,
    "bidi_controls": 0.5,
    # Word processors, chat programs and sites put such characters into any text.
    "invisible_letters": 0.0,
    "listed_hold": 1.0,
    "listed_reject": 3.0,
    "repeats": 1.5,
    "rate_client": 1.0,
    "rate_email": 1.0,
    "other_language": 0.0,
}
# What a site's answer to other languages makes of the weight above.
OTHER_LANGUAGES: Final[dict[OtherLanguages, float]] = {
    OtherLanguages.HOLD: HOLD_AT,
    OtherLanguages.IGNORE: 0.0,
}

# So much that the faintest trace of a signal rejects.
WEIGHT_LIMIT: Final = 100


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """A site's rules: its mode, the thresholds on `spam` (0..1), and what each signal weighs."""

    mode: Mode = Mode.DOUBTFUL
    spam_hold: float
    spam_reject: float
    weights: dict[str, float] = msgspec.field(default_factory=lambda: dict(DEFAULT_WEIGHTS))

    @property
    def version(self) -> str:
        """A name that two equal policies share and two different ones do not."""
        text = msgspec.json.encode(self, order="deterministic")
        return "p-" + hashlib.sha256(text).hexdigest()[:12]


def faults_in_choices(
    *, hold: float | None, reject: float | None, weights: Mapping[str, float]
) -> list[Fault]:
    """What is wrong with the thresholds and weights that a site chose (None: not chosen)."""
    faults = [
        Fault(f"/{name}", "not_a_probability", (("name", name),))
        for name, threshold in (("hold", hold), ("reject", reject))
        if threshold is not None and not 0 <= threshold <= 1
    ]
    if not faults and hold is not None and reject is not None and hold > reject:
        faults.append(Fault("/hold", "hold_over_reject"))
    for signal, weight in weights.items():
        if signal not in DEFAULT_WEIGHTS:
            known = ", ".join(DEFAULT_WEIGHTS)
            faults.append(Fault("/weight", "unknown_signal", (("name", signal), ("known", known))))
        elif not 0 <= weight <= WEIGHT_LIMIT:
            facts = (("name", signal), ("most", WEIGHT_LIMIT))
            faults.append(Fault("/weight", "weight_out_of_range", facts))
    return faults


def judge(signals: Iterable[Signal], policy: Policy) -> Verdict:
    """What `policy` concludes from `signals`; the reasons come heaviest first.

    The parts of a signal are told only of what is stopped: in an honest comment they mean nothing.
    """
    said: list[tuple[Signal, float]] = []
    missing: list[Reason] = []
    total = heaviest = 0.0
    for signal in signals:
        if signal.score is None:
            missing.append(Reason(code=f"{signal.code}_unavailable", weight=HOLD_AT))
            continue
        weight = points(signal, policy)
        total += weight
        heaviest = max(heaviest, weight)
        if abs(weight) >= WORTH_SAYING or signal.code in ALWAYS_SAID:
            said.append((signal, weight))
    action = _action(total, heaviest, late=bool(missing))
    apart = action is not Action.APPROVE
    reasons = [each for signal, weight in said for each in _reasons(signal, weight, apart=apart)]
    reasons += missing
    reasons.sort(key=lambda reason: -reason.weight)
    mode = Mode.DOUBTFUL if missing else policy.mode
    return _in_mode(action, tuple(reasons), mode)


def points(signal: Signal, policy: Policy) -> float:
    """What a signal with a score is worth under `policy`."""
    score = signal.score or 0.0
    if signal.code == "spam":
        return _spam_points(score, policy)
    return policy.weights.get(signal.code, 0.0) * score


def rounded(value: float) -> float:
    """A score or a weight to four digits, at an eighth of the cost of `round(value, 4)`."""
    return round(value * STEPS) / STEPS


def _spam_points(score: float, policy: Policy) -> float:
    if score < policy.spam_hold:
        return HOLD_AT * score / policy.spam_hold
    if score >= policy.spam_reject:
        return REJECT_AT
    share = (score - policy.spam_hold) / (policy.spam_reject - policy.spam_hold)
    return HOLD_AT + (REJECT_AT - HOLD_AT) * share


def _action(total: float, heaviest: float, *, late: bool) -> Action:
    if heaviest >= REJECT_AT:
        return Action.REJECT
    if late or total >= HOLD_AT:
        return Action.HOLD
    return Action.APPROVE


def _reasons(signal: Signal, weight: float, *, apart: bool) -> list[Reason]:
    """One reason a signal, or one for each part of it, sharing its points."""
    if not signal.parts or not apart:
        return [
            Reason(
                code=signal.code,
                weight=weight,
                spans=signal.spans,
                facts=signal.facts,
                field=signal.field,
            )
        ]
    return [
        Reason(
            code=f"{signal.code}.{part.code}",
            weight=weight * part.share,
            spans=part.spans,
            facts=signal.facts,
            field=signal.field,
        )
        for part in signal.parts
    ]


def _in_mode(action: Action, reasons: tuple[Reason, ...], mode: Mode) -> Verdict:
    if mode is Mode.ALL_HELD and action is Action.APPROVE:
        return Verdict(action=Action.HOLD, reasons=(*reasons, Reason(code="all_held", weight=0.0)))
    if mode is Mode.POST_REVIEW and action is not Action.REJECT:
        said = (*reasons, Reason(code="post_review", weight=0.0))
        return Verdict(action=Action.APPROVE, reasons=said, review_after=True)
    return Verdict(action=action, reasons=reasons or NO_FINDINGS)
