"""Relabelled rows: ids of rows whose label is surely wrong, with their kind of spam.

They were found among the comments labelled ham that models which had not seen them took for spam
most surely, and by words of selling; then read by a person: plain promotion. A toxicity
set does not ask whether a post sells something, so its harmless posts hold adverts. They
train as spam and no longer count as readers wronged when thresholds are chosen.
"""

from typing import Final

KINDS: Final = {
    "gambling": {
        "judol_gabriel_id": "003378 003747 018448 020491 026939 035104 035130 035192",
        "abuse_indotoxic_id": """
            000114 000585 001557 002185 003081 003289 004129 004480 004650 004652 005726 006184
            000345 000407 000507 000639 001385 001496 002021 002286 002982 003082 003308 003625
            004796 005279 007266""",
    },
    "promo": {
        "abuse_indotoxic_id": """
            000339 000420 000452 000570 000681 000707 000846 000851 001034 001116 001296 001337
            001464 001936 001954 002002 002111 002182 002426 002544 002653 002710 002855 003008
            003271 003441 003480 003486 003568 003603 003657 003710 003840 004211 004227 004287
            004313 004503 004656 004871 005062 005084 005229 005285 005365 005385 005704 005797
            005991 006144 006641 006744 006788 006861 006991 007018 007106 007114 007151 007276
            007326 007449 007520 007608 000842 000943 001415 002949 003924""",
    },
}
KIND_BY_ID: Final = {
    f"{source}-{number}": kind
    for kind, by_source in KINDS.items()
    for source, numbers in by_source.items()
    for number in numbers.split()
}
"""The kind of spam of each such row."""
