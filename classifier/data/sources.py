"""Sources: which data sets may train the shipped model, and which only measure it.

A model that is published may learn only from sets whose licence allows any use with
attribution or share-alike. All other sets are for evaluation. A site that trains on
its own export is not bound by this list: sets not named here always train.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """A known data set: its licence, and how many of its rows training takes.

    Ham of a set that stays `together` is held out as a whole in cross-validation, so
    that its out-of-fold values are those of readers whose subject was never seen.
    """

    licence: str
    most: int = 1_000_000
    reader_comments: bool = False
    together: bool = False


TRAINING: Final[dict[str, Source]] = {
    "judol_gabriel_id": Source("MIT", reader_comments=True),
    "ham_timnas_id": Source("MIT", reader_comments=True, together=True),
    "sms_spam_id": Source("CC BY-SA 4.0"),
    "sms_spam_en": Source("free for all purposes"),
    "abuse_twitter_en": Source("MIT", most=4_000, together=True),
    "abuse_wiki_en": Source("Apache 2.0, texts CC BY-SA", most=4_000, together=True),
    "abuse_indotoxic_id": Source("Apache 2.0", together=True),
    "abuse_blob_id": Source("MIT", together=True),
    "abuse_civilspans_en": Source("CC0 1.0", most=3_000, together=True),
}
EVALUATION: Final = (
    "judol_judionline_id",
    "judol_findit_id",
    "judol_hfyt_id",
    "judol_antijudol_id",
    "judol_livechat_id",
    "instagram_spam_id",
    "youtube_spam_en",
    "blog_datacamp_en",
    "abuse_news_id",
    "abuse_twitter_id",
    "abuse_news_en",
    "ham_tvone_id",
    "ham_aceh_id",
)
READER_COMMENTS: Final = ("ham_tvone_id", "ham_aceh_id", "abuse_news_id")
"""Comments of real readers that training never saw: where false positives are counted."""
UNSEEN_SPAM: Final = EVALUATION[:4]
SUSPECTS: Final = "suspect_labels.tsv"


def trains(source: str) -> bool:
    """Whether rows of this set may enter training."""
    return source not in EVALUATION


def most_rows(source: str) -> int:
    """How many rows of a set training takes."""
    return TRAINING[source].most if source in TRAINING else 1_000_000


def stays_together(source: str) -> bool:
    """Whether the ham of this set is held out as a whole."""
    return source in TRAINING and TRAINING[source].together
