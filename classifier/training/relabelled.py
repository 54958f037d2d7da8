"""Rows of training sets whose label is wrong beyond doubt, by their id.

Found among the comments labelled ham that models which had not seen them took for spam
most surely, then read by a person: plain promotion of gambling. They train as spam and
no longer count as readers wronged when thresholds are chosen.
"""

from typing import Final

PROMOTES_GAMBLING: Final = frozenset(
    (
        *(
            f"judol_gabriel_id-{number}"
            for number in ("003378", "003747", "018448", "020491", "026939", "035130")
        ),
        *(
            f"abuse_indotoxic_id-{number}"
            for number in (
                *("000114", "000585", "001557", "002185", "003081", "003289"),
                *("004129", "004480", "004650", "004652", "005726", "006184"),
            )
        ),
    )
)
