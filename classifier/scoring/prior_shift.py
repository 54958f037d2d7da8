"""Prior shift: probabilities for a place where spam is more common, or rarer, than in training.

A model is calibrated on its training data's share of spam. Where only that share
differs (the spam itself and the ham themselves staying alike), Bayes' rule says what
each probability should be there; how common spam is there can be estimated without
a single label. Sources: C. Elkan, "The foundations of cost-sensitive learning",
IJCAI 2001, theorem 2; M. Saerens, P. Latinne, C. Decaestecker, "Adjusting the outputs
of a classifier to new a priori probabilities", Neural Computation 14(1), 2002.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

ROUNDS: Final = 1_000
TOLERANCE: Final = 1e-9


def calibrated(p: npt.ArrayLike, prior_from: float, prior_to: float) -> Values:
    """Probabilities of spam after a change of the share of spam.

    Shifts the log-odds of each probability by the logarithm of the ratio of both
    shares' odds. `p` holds probabilities in [0, 1], of any shape, that are right where
    spam has the share `prior_from`, in (0, 1). The result has the same shape and is
    right where spam has the share `prior_to`, in [0, 1]. Certain values (0 and 1) stay
    certain unless `prior_to` contradicts them; no spam at all gives 0 throughout, nothing
    but spam 1. Raises ValueError for a share outside its range.
    """
    if not 0 < prior_from < 1:
        raise ValueError(f"prior_from is {prior_from}; it must lie between 0 and 1, exclusive")
    if not 0 <= prior_to <= 1:
        raise ValueError(f"prior_to is {prior_to}; it must lie in [0, 1]")
    given = np.asarray(p, np.float64)
    if prior_to in (0, 1):
        return np.full(given.shape, float(prior_to))
    # Products of odds rather than sums of logarithms: defined at 0 and 1 too.
    spam = given * (prior_to / prior_from)
    ham = (1.0 - given) * ((1.0 - prior_to) / (1.0 - prior_from))
    shifted: Values = spam / (spam + ham)
    return shifted


def estimated_share(p: npt.ArrayLike, prior_from: float) -> float:
    """The share of spam among unlabelled texts, from their probabilities alone.

    Expectation maximisation (Saerens et al. 2002, equation 2.12): correct the
    probabilities for the present estimate, take their mean as the next one. `p` is not
    empty, in [0, 1]; `prior_from`, in (0, 1), is the share they are calibrated for. The
    result lies in [0, 1], within 1e-9 of a round's fixed point or after 1,000 rounds.
    Raises ValueError for no texts or a share outside its range.
    """
    given = np.asarray(p, np.float64)
    if not given.size:
        raise ValueError("no probabilities to estimate a share of spam from")
    share = prior_from
    for _ in range(ROUNDS):
        following = float(calibrated(given, prior_from, share).mean())
        if abs(following - share) < TOLERANCE:
            return following
        share = following
    return share
