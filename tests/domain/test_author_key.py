"""What tells authors apart where a door brings no e-mail address."""

import pytest

from moderation.domain import Author, Client
from tests.builders import a_comment, a_submission


@pytest.mark.parametrize(
    ("author", "ip", "key"),
    [
        (Author(name="Rina", email="Rina@Example.com", id="7"), "192.0.2.1", "rina@example.com"),
        (Author(name="Rina", id="7"), "192.0.2.1", "id\x007"),
        (Author(name="Rina"), "192.0.2.1", "known\x00Rina\x00192.0.2.1"),
        (Author(name="Rina"), "", "known\x00Rina\x00"),
    ],
)
def test_the_author_is_known_by_the_best_there_is(author: Author, ip: str, key: str) -> None:
    comment = a_comment(submission=a_submission(author=author, client=Client(ip=ip)))
    assert comment.author_key == key


def test_of_whom_nothing_is_known_everybody_is_another() -> None:
    unknown = a_submission(author=Author(), client=Client())
    comment = a_comment(submission=unknown)
    assert comment.author_key == comment.id
