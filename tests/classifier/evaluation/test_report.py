"""A table, and how a terminal and Markdown show it."""

import msgspec
import pytest

from classifier.evaluation.report.table import Table, cell, decimal, listed, markdown, show


class Figures(msgspec.Struct, rename={"recall_at_tenth": "recall_at_0.1%"}):
    learner: str
    recall_at_tenth: float | None
    rows: int | msgspec.UnsetType = msgspec.UNSET


class Lost(msgspec.Struct):
    lost: dict[str, float]
    attack: str
    spam: int


TABLE = listed("Sets", [Figures("saring", 0.96), Figures("tf-idf [3-5]", None, 12)])


def test_structs_become_rows_under_the_names_that_they_have_in_json() -> None:
    assert TABLE.header == ["learner", "recall at 0.1%", "rows"]
    assert TABLE.rows == [["saring", "0.9600", ""], ["tf-idf [3-5]", "–", "12"]]


def test_markdown_aligns_numbers_to_the_right_under_title_and_notes() -> None:
    assert markdown(Table("Sets", TABLE.header, TABLE.rows, ["Invented."])) == (
        "## Sets\n\nInvented.\n\n"
        "| learner | recall at 0.1% | rows |\n| --- | --: | --: |\n"
        "| saring | 0.9600 |  |\n| tf-idf [3-5] | – | 12 |"
    )


def test_a_terminal_shows_cells_as_they_are_and_no_empty_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    show([TABLE, Table("Empty", ("set",), ())])
    shown = capsys.readouterr().out
    assert "tf-idf [3-5]" in shown
    assert "Empty" not in shown


def test_maps_become_columns_after_words_and_formats_are_by_field() -> None:
    table = listed("Attacks", [Lost({"0.1%": 6.42}, "leet", 1_000)], formats={"lost": decimal(1)})
    assert table.header == ["attack", "lost, 0.1%", "spam"]
    assert table.rows == [["leet", "6.4", "1,000"]]


def test_fields_can_be_left_out_and_rows_become_columns() -> None:
    table = listed("Attacks", [Lost({}, "leet", 9), Lost({}, "lisu", 8)], without={"lost"})
    assert table.transposed().header == ("attack", "leet", "lisu")
    assert table.transposed().rows == [("spam", "9", "8")]


@pytest.mark.parametrize(
    ("value", "shown"), [(None, "–"), (0.5, "0.5000"), (7, "7"), (True, "yes"), ("a", "a")]
)
def test_a_cell_is_short(value: object, shown: str) -> None:
    assert cell(value) == shown
