"""Sources: which data sets may train the shipped model, and which only measure it.

A model that is published may learn only from sets whose licence allows any use with
attribution or share-alike; all other sets are for evaluation. Every set of the development
data is named here before anything is trained. A site that trains on its own export is not
bound by this list, but beside named sets an unnamed one is refused, for nobody has read its
licence; unless its name says that it is the site's own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from classifier.data.datasets import DatasetError


@dataclass(frozen=True, slots=True)
class Source:
    """A known data set: its licence, and how many of its rows training takes.

    Ham of a set that stays `together` is held out as a whole in cross-validation, so
    that its out-of-fold values are those of readers whose subject was never seen. Its ham counts
    `honest_weight` times and its spam `spam_weight` times, where a small set is all that there is
    of its place.
    """

    licence: str
    most: int = 1_000_000
    honest_weight: float = 1.0
    spam_weight: float = 1.0
    reader_comments: bool = False
    together: bool = False


TRAINING: Final[dict[str, Source]] = {
    "judol_gabriel_id": Source("MIT", reader_comments=True),
    "judol_llm_id": Source("MIT", reader_comments=True),
    "ham_timnas_id": Source("MIT", reader_comments=True, together=True),
    "ham_timnas2_id": Source("MIT", reader_comments=True, together=True),
    "ham_monolog_id": Source("MIT", reader_comments=True, together=True),
    "ham_corona_id": Source("MIT", most=2_500, together=True),
    "ham_nusax": Source("CC BY-SA 4.0", most=4_000),
    "ig_scam_en": Source("MIT", honest_weight=3.0),
    "x_crypto_en": Source("MIT", honest_weight=2.0),
    "se_spam_en": Source("CC BY-SA 3.0", most=1_500),
    "sms_spam_id": Source("CC BY-SA 4.0", spam_weight=3.0),
    "sms_spam_en": Source("free for all purposes"),
    "abuse_twitter_en": Source("MIT", most=3_000, together=True),
    "abuse_wiki_en": Source("Apache 2.0, texts CC BY-SA", most=4_500, together=True),
    "abuse_indotoxic_id": Source("Apache 2.0", most=4_500, together=True),
    "abuse_blob_id": Source("MIT", together=True),
    "abuse_civilspans_en": Source("CC0 1.0", most=4_000, together=True),
}
UNSEEN_SPAM: Final = (
    "judol_judionline_id",
    "judol_findit_id",
    "judol_hfyt_id",
    "judol_antijudol_id",
)
READER_COMMENTS: Final = (
    "ham_tvone_id",
    "ham_aceh_id",
    "abuse_news_id",
    "ham_trending_id",
    "ham_rumahtangga_id",
    "ham_tiktok_id",
)
"""Comments of real readers that training never saw: where false positives are counted."""
EVALUATION: Final = (
    *UNSEEN_SPAM,
    *READER_COMMENTS,
    "judol_livechat_id",
    "judol_xenoid_id",
    "judol_bluga_id",
    "judol_llmmix_id",
    "instagram_spam_id",
    "youtube_spam_en",
    "blog_datacamp_en",
    "abuse_twitter_id",
    "abuse_news_en",
    "street_id",
)
SUSPECTS: Final = ("suspect_labels.tsv",)
"""Labels that nobody read. Those of `suspect_labels_2.tsv` were read: what a model doubts there
is what it has to learn."""


OWN: Final = "own"
"""What the name of a site's own set begins with, where it lies beside named sets."""


def training_sets(names: Collection[str]) -> frozenset[str]:
    """Which of the sets of one directory may train. Raises DatasetError for an unnamed one.

    Where none is named here, all do: they are a site's own.
    """
    known = {name for name in names if name in TRAINING or name in EVALUATION}
    unnamed = sorted(name for name in set(names) - known if not name.startswith(OWN))
    if known and unnamed:
        raise DatasetError(
            f"{', '.join(unnamed)}: not named in classifier/data/sources.py, which says what may "
            f"train; name it there, or let the name of an export of yours begin with {OWN!r}"
        )
    return frozenset(name for name in names if name not in EVALUATION)


def near_evaluation(near: Collection[str]) -> bool:
    """Whether any of these sets is one that measures."""
    return any(name in EVALUATION for name in near)


def most_rows(source: str) -> int:
    """How many rows of a set training takes."""
    return TRAINING[source].most if source in TRAINING else 1_000_000


def honest_weight(source: str) -> float:
    """How often each honest comment of this set counts."""
    return TRAINING[source].honest_weight if source in TRAINING else 1.0


def spam_weight(source: str) -> float:
    """How often each spam comment of this set counts."""
    return TRAINING[source].spam_weight if source in TRAINING else 1.0


def stays_together(source: str) -> bool:
    """Whether the ham of this set is held out as a whole."""
    return source in TRAINING and TRAINING[source].together
