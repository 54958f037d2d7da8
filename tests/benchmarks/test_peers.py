"""Peers get the same comments in their own form, and ratios say how many times ours is better."""

import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from benchmarks.bodies import FORM
from benchmarks.comments import Sample, samples
from benchmarks.measuring import Case, Figures
from benchmarks.peers import installed, plots
from benchmarks.peers.classify import Classifier
from benchmarks.peers.comparison import BULK, DOES, reference, verdicts
from benchmarks.peers.messages import as_isso, as_message
from benchmarks.services.stepwise import form_fields
from benchmarks.summary import rows, table


@pytest.mark.parametrize("sample", samples(20), ids=lambda sample: sample.email)
def test_a_message_carries_the_whole_comment(sample: Sample) -> None:
    message = message_from_bytes(as_message(sample, 1), policy=policy.default)
    assert message["From"].addresses[0].addr_spec == sample.email
    assert sample.text in message.get_content()


def test_isso_gets_every_field_and_a_title() -> None:
    sample = samples(1)[0]
    sent = json.loads(as_isso(sample))
    assert (sent["text"], sent["email"], sent["author"]) == (
        *(sample.text, sample.email, sample.name),
    )
    assert sent["title"]


def figures(rate: float, cpu: float) -> Figures:
    return Figures(comments_per_second=rate, server_cpu_us=cpu)


ROUNDS = {
    Case("bare", FORM, 64, 10): [figures(8_000, 100)],
    Case("saring", FORM, 64, 10): [figures(6_000, 120)],
    Case("rspamd", "message", 64, 10): [figures(1_000, 960)],
    Case("classifier", BULK, 1, 10): [figures(16_000, 60)],
    Case("bogofilter", BULK, 1, 10): [figures(20_000, 40)],
}


def test_who_takes_one_comment_is_held_against_our_form_programs_in_bulk_against_each_other() -> (
    None
):
    found = {each.what: (each.got, each.word) for each in verdicts(ROUNDS)}
    assert found["rspamd: our rate is times its"] == ("6.0", "reached")
    assert found["isso: our rate is times its"] == ("-", "not measured")
    assert found["classifier score in bulk: CPU to bogofilter in bulk"] == ("1.50", "FALLS SHORT")
    references = [reference(case, ROUNDS) for case in ROUNDS]
    assert [each and each.name for each in references] == [
        *["saring form"] * 3,
        *["bogofilter bulk"] * 2,
    ]


def test_every_case_has_its_line_which_says_what_is_done_for_a_comment() -> None:
    shown = table(rows(ROUNDS, reference), DOES)
    assert all(case.name in shown and DOES[case.service] in shown for case in ROUNDS)
    assert "nan" not in shown


def test_the_classifier_scores_every_text_of_a_file(tmp_path: Path) -> None:
    found = Classifier(None, tmp_path / "work", 70).measure()
    assert found.accepted == 70
    assert found.server_cpu_us > 0


def test_the_pictures_are_drawn_without_a_date(tmp_path: Path) -> None:
    files = plots.draw(rows(ROUNDS, reference), tmp_path)
    assert [file.name for file in files] == ["rate.svg", "cpu.svg"]
    assert all(b"<svg" in file.read_bytes() for file in files)
    assert not any(b"dc:date" in file.read_bytes() for file in files)


def test_what_is_not_installed_is_told_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(installed, "ENVIRONMENT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    lacking = installed.missing()
    assert set(lacking) == {"fastapi", "isso", "rspamd", "bogofilter"}
    assert "apt-get install rspamd" in lacking["rspamd"]


def test_the_steps_read_json_as_they_read_the_form() -> None:
    sent = {
        "article": {"id": "berita-1"},
        "author": {"name": "Sari", "email": "sari@surel.example"},
        "text": "Setuju.",
        "client": {"ip": "10.0.0.1", "user_agent": "peramban"},
    }
    assert form_fields(sent) == {
        "author": "Sari",
        "email": "sari@surel.example",
        "url": "",
        "comment": "Setuju.",
        "comment_post_ID": "berita-1",
        "user_ip": "10.0.0.1",
        "user_agent": "peramban",
    }
