"""Render tokens: ours are believed, nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.domain import form_token

SECRET = "ab" * 32
OTHER = "cd" * 32
NOW = 1_795_000_000_000


def test_a_token_tells_when_its_form_was_rendered() -> None:
    made = form_token.issue(SECRET, NOW)
    assert form_token.rendered_at(SECRET, made.token, NOW + 5_000) == NOW
    assert form_token.honeypot_field(made.token) == made.honeypot_field


def test_another_sites_token_is_not_believed() -> None:
    made = form_token.issue(OTHER, NOW)
    assert form_token.rendered_at(SECRET, made.token, NOW) is None


def test_a_token_lapses_and_none_comes_from_the_future() -> None:
    made = form_token.issue(SECRET, NOW)
    assert form_token.rendered_at(SECRET, made.token, NOW + form_token.LIFE_MS + 1) is None
    assert form_token.rendered_at(SECRET, made.token, NOW - 1) is None


@given(token=st.text(max_size=60))
def test_no_invented_token_is_believed_or_breaks_anything(token: str) -> None:
    assert form_token.rendered_at(SECRET, token, NOW) is None
    assert form_token.honeypot_field(token)
