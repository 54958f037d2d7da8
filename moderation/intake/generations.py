"""Generations: the order in which comments of one batch are taken, parents before their replies."""

from collections.abc import Iterator, Sequence

from moderation.domain import EXTERNAL, Submission


def generations(submissions: Sequence[Submission | None]) -> Iterator[list[int]]:
    """Places of the submissions, in groups: each parent that is named stands in an earlier one.

    A parent is named by the site's own id. Those that name one another in a circle come last, all
    at once.
    """
    places: dict[str, int] = {}
    for place, each in enumerate(submissions):
        if each is not None and each.external_id:
            places.setdefault(each.external_id, place)
    parents = [places.get(_named_parent(each)) for each in submissions]
    left = list(range(len(submissions)))
    while left:
        waiting = set(left)
        free = [place for place in left if parents[place] not in waiting]
        left = [place for place in left if parents[place] in waiting] if free else []
        yield free or sorted(waiting)


def _named_parent(submission: Submission | None) -> str:
    """The site's own id of the parent, or "" where none is named by it."""
    parent_id = submission.parent_id if submission else ""
    external_id = parent_id.removeprefix(EXTERNAL)
    return external_id if external_id != parent_id else ""
