"""Masks: one's own entry is known again, and nobody else's."""

import pytest

from moderation.domain.masks import masked_email, masked_network


def test_an_address_keeps_first_letters_and_its_ending() -> None:
    assert masked_email("rina@kabar.example") == "r•••@k•••.example"


def test_what_was_not_sent_is_not_masked() -> None:
    assert masked_email("") == ""


@pytest.mark.parametrize(
    ("network", "shown"),
    [("203.0.113.0/24", "203.0…"), ("2001:db8::/32", "2001:db8…"), ("x", "…")],
)
def test_a_network_keeps_its_first_two_groups(network: str, shown: str) -> None:
    assert masked_network(network) == shown
