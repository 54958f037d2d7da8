"""E-mail addresses: email-validator's verdicts, at a fraction of their cost for the usual ones.

A plain local part is kept as it is, so only the domain needs the library, once for each domain.
Whatever is not plain (quotes, other scripts, names such as Postmaster that the library turns to
lower case, lengths near the limit) goes through the library whole. A property test holds the two
ways against each other.
"""

import re
from functools import lru_cache
from typing import Final

from email_validator import EmailNotValidError, validate_email
from email_validator.rfc_constants import CASE_INSENSITIVE_MAILBOX_NAMES

DOMAINS_REMEMBERED: Final = 8_192
_PLAIN: Final = re.compile(r"([A-Za-z0-9_+.-]{1,64})@([A-Za-z0-9.-]{1,100})")
_ENCODED: Final = "--"  # as in "xn--", which stands for another script
_NAMES: Final = frozenset(CASE_INSENSITIVE_MAILBOX_NAMES)


def normalised(given: str) -> str:
    """The address as email-validator normalises it, without asking DNS; "" if it refuses."""
    plain = _PLAIN.fullmatch(given)
    if plain is None:
        return by_library(given)
    local, domain = plain.groups()
    if ".." in f".{local}." or _ENCODED in domain or local.lower() in _NAMES:
        return by_library(given)
    known = _normalised_domain(domain)
    return f"{local}@{known}" if known else ""


def by_library(given: str) -> str:
    """The same, always by way of the library."""
    try:
        return validate_email(given, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


@lru_cache(maxsize=DOMAINS_REMEMBERED)
def _normalised_domain(domain: str) -> str:
    return by_library(f"a@{domain}").removeprefix("a@")
