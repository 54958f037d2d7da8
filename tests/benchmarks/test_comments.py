"""The invented comments are valid, mostly honest, of natural length, and each like no other."""

from collections import Counter
from pathlib import Path

from benchmarks.bodies import as_members, write_bodies
from benchmarks.comments import samples
from moderation.submission.fields import FieldLimits
from moderation.submission.validation import SubmissionReader
from moderation.web.api.fields import from_json

LIMITS = FieldLimits(name=245, email=100, url=200, text=65_525, clock_tolerance_ms=0)


def test_every_comment_is_valid_and_none_comes_twice() -> None:
    made = samples(3_000)
    faults = [SubmissionReader(LIMITS).read(from_json(as_members(each))[0], 0)[1] for each in made]
    assert not any(faults)
    assert len({each.text.casefold() for each in made}) == len(made)
    assert len({each.email for each in made}) == len(made)


def test_comments_are_mostly_honest_and_of_natural_length() -> None:
    made = samples(3_000)
    assert 150 < sum(len(each.text) for each in made) / len(made) < 190
    assert 0.1 < sum(each.spam for each in made) / len(made) < 0.2
    prefixes = Counter(each.ip.rpartition(".")[0] for each in made if "." in each.ip)
    assert max(prefixes.values()) < 20


def test_the_same_seed_makes_the_same_bodies(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    one, two = (write_bodies(folder, samples(300)) for folder in folders)
    assert all(one[kind].read_bytes() == two[kind].read_bytes() for kind in one)
