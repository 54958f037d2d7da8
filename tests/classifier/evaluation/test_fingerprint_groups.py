"""Groups of comments that share a fingerprint."""

from classifier.evaluation.fingerprint_groups import purity


def test_purity_counts_members_of_groups_that_have_several() -> None:
    assert purity({"a": ["x", "x", "y"], "b": ["z"]}) == (2 / 3, 3)
    assert purity({"a": ["x"]}) == (None, 0)
