from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.cells import tidy
from fmgtrack.exchange.columns import count_known
from fmgtrack.exchange.csvfile import unguard
from fmgtrack.exchange.csvtext import write_csv
from fmgtrack.exchange.tables import Row, Table, lay_out, read_sheets

TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.text(alphabet="a '\"=+-@,;|\t\r\n\ufeff\u00a0\u200b\uff1d"),
)


def read_table(data: bytes, name: str) -> Table:
    [sheet] = read_sheets(data, name, count_known)
    return lay_out(sheet, name, count_known, lambda _: False)


def read(text: str) -> Table:
    return read_table(text.encode(), "programs.csv")


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows()]


def test_a_plain_table() -> None:
    table = read("Program,City,State\nHenry Ford,Detroit,MI\n")
    assert table.headers == ("Program", "City", "State")
    assert list(table.rows()) == [Row(2, ("Henry Ford", "Detroit", "MI"))]
    assert (table.header_row, table.count) == (1, 1)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_encodings(encoding: str) -> None:
    mark = "\ufeff" if encoding in {"utf-16-le", "utf-16-be"} else ""
    data = (mark + "Program,City\r\nHôpital “A” \u2013 été,Genève\r\n").encode(encoding)
    table = read_table(data, "x.csv")
    assert table.headers == ("Program", "City")
    assert cells(table) == [("Hôpital “A” \u2013 été", "Genève")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    rows = [
        ["Program", "City", "Notes"],
        ["Henry Ford; Detroit, MI | main\tsite", "Detroit", "a, b; c | d, e; f"],
        ["St. Luke's", "", 'said "yes"'],
        ["Wayne State", "Detroit", f"one{end}two"],
    ]
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    table = read(file.getvalue())
    assert [table.headers, *cells(table)] == [tuple(row) for row in rows]
    assert [row.number for row in table.rows()] == [2, 3, 4]


@pytest.mark.parametrize(
    ("text", "headers", "first"),
    [
        # commas in every note, the semicolon still rules
        ("Program;Notes\nA;x, y, z\nB;x, y, z\n", ("Program", "Notes"), ("A", "x, y, z")),
        # the header alone, split by the comma, would be the name `City;State`
        ("City;State\nDetroit;MI\n", ("City", "State"), ("Detroit", "MI")),
        # one column of names with commas and no quotation marks
        ("Program\nFord, Detroit\nLuke, Boise\n", ("Program",), ("Ford, Detroit",)),
        ("Program, City\nA, B\n", ("Program", "City"), ("A", "B")),
        ('Program, City\n"A, B", "C, D"\n', ("Program", "City"), ("A, B", "C, D")),
        ("sep=;\nProgram;City\nA;B\n", ("Program", "City"), ("A", "B")),
        ("sep=\t\r\nProgram\tCity\r\nA\tB\r\n", ("Program", "City"), ("A", "B")),
        ('"Program"\t"City"\n"A"\t"B"\n', ("Program", "City"), ("A", "B")),
    ],
)
def test_the_delimiter_is_found(
    text: str, headers: tuple[str, ...], first: tuple[str, ...]
) -> None:
    table = read(text)
    assert table.headers == headers
    assert cells(table)[0] == first


def test_titles_and_blank_rows_above_the_header_are_left_out() -> None:
    table = read(
        "My programs 2027,,,\n,,,\n\nPrograms,,,\nProgram,City,Beds,\n\nA,B,300,\n,,,\nC,D,,\n\n"
    )
    assert table.header_row == 5
    assert table.headers == ("Program", "City", "Beds")
    assert list(table.rows()) == [Row(7, ("A", "B", "300")), Row(9, ("C", "D", ""))]


def test_a_row_that_names_a_field_is_no_header_below_the_header() -> None:
    table = read("Program,Signal,Notes\nSignal,gold,City\nStatus,City,State\n")
    assert table.header_row == 1
    assert table.count == 2


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    table = read('Program,Notes\nA,"one\ntwo\nthree"\n\nB,x\n')
    assert [row.number for row in table.rows()] == [2, 4]


def test_short_rows_are_filled_and_empty_columns_at_the_end_dropped() -> None:
    table = read("Program,City,Notes,,\nA,,,,\nB\nC,D,,,,,,\n")
    assert table.headers == ("Program", "City", "Notes")
    assert cells(table) == [("A", "", ""), ("B", "", ""), ("C", "D", "")]


def test_cells_lose_what_cannot_be_seen() -> None:
    table = read(
        "\ufeff\ufeffProgram,City\n\u200b Henry\u00a0Ford \u200b,\ufeff\u00a0Detroit\u2060\n"
    )
    assert table.headers[0] == "Program"
    assert cells(table) == [("Henry Ford", "Detroit")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "`x.csv` is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "`x.csv` is no Excel workbook"),
        (b"Program,City\nA,\0B\n", "`x.csv` is not a text file"),
        ("Program,City\nA,B\n".encode("utf-16-le"), "`x.csv` is not a text file"),
        ("Program,City\nA,B\n".encode("utf-32"), "`x.csv` is not a text file"),
        (b"\xff\xfe\x00\xd8", "`x.csv` is not a text file"),
        (b"\xff\xfea", "`x.csv` is not a text file"),
        (b"Program\x81,City", "`x.csv` is not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "`x.csv` is not a text file"),
        (b"", "`x.csv` is empty"),
        (b"\xef\xbb\xbf \r\n", "`x.csv` is empty"),
        (b"\xff\xfe", "`x.csv` is empty"),
        (b"\xef\xbb\xbf<html><table><tr><td>Program", "`x.csv` is a web page"),
        (b'Program,City\nA,B\nC,"D\nE,F\nG,H\n', "row 3 of `x.csv` opens a quotation mark"),
        (b'Program,City\nA,B\nC,"D', "row 3 of `x.csv` opens a quotation mark"),
        (b'Program,City\nA,B\n"\n', "row 3 of `x.csv` opens a quotation mark"),
        (b'Program,City\nA,B\nC,"', "row 3 of `x.csv` opens a quotation mark"),
        (b'"', "row 1 of `x.csv` opens a quotation mark"),
        (b"Program,City\nA,B\nC," + b"x" * 1_000_000, "row 3 of `x.csv` holds a cell too long"),
        (b"Program,City\nA,B,c\nC,D\nE,F,,g\n", "the 2 columns of `x.csv` in rows 2, 4"),
        (b"Program,City\nA,B,c\n", "the 2 columns of `x.csv` in row 2"),
        (b"Program,City\n" + b"A,B,c\n" * 9, "`x.csv` in rows 2, 3, 4, 5, 6 and 4 more"),
    ],
)
def test_files_that_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailedError) as caught:
        read_table(data, "x.csv")
    assert said in caught.value.message
    assert caught.value.hint


def test_text_right_after_a_quoted_cell_is_taken_as_people_mean_it() -> None:
    assert cells(read('Program,City\n"Best" program,Detroit\nB "2",X\n')) == [
        ("Best program", "Detroit"),
        ('B "2"', "X"),
    ]


@given(
    st.one_of(
        st.binary(),
        st.binary().map(b"Program,City\n".__add__),
        st.binary().map(b"\xff\xfe".__add__),
        st.text(alphabet='Program,;\t|"\r\n =\x85').map(lambda text: f"City\n{text}".encode()),
    )
)
@example(b'City\n"";"\r')
def test_bytes_of_every_kind_are_read_or_refused(data: bytes) -> None:
    rows: list[Row] = []
    try:
        table = read_table(data, "x.csv")
        rows.extend(table.rows())
    except ImportFailedError as error:
        table, said = read("Program"), bool(error.hint)
    else:
        said = True
    assert said
    assert {len(row.cells) for row in rows} <= {len(table.headers)}
    assert len(rows) <= table.count


def test_headerless_rows_are_parted_though_some_are_short() -> None:
    table = read("Mayo,MN,a\nCleveland,OH\nHenry,MI,b\n")
    assert table.header_row == 0
    assert cells(table) == [("Mayo", "MN", "a"), ("Cleveland", "OH", ""), ("Henry", "MI", "b")]


def test_a_header_that_is_printed_again_is_no_row() -> None:
    table = read("Program,City\nA,B\nProgram,City\nC,D\n")
    assert cells(table) == [("A", "B"), ("C", "D")]


def test_what_a_spreadsheet_shows_for_a_failed_formula_is_nothing() -> None:
    assert cells(read("Program,City\nA,#N/A\nB,#REF!\nC,#1\n")) == [
        ("A", ""),
        ("B", ""),
        ("C", "#1"),
    ]


def test_a_table_can_be_gone_through_again_and_keeps_no_row() -> None:
    table = read("Program,City\n" + "A,B\n" * 1_000)
    assert len(table.samples[0]) < 1_000
    assert sum(1 for _ in table.rows()) == sum(1 for _ in table.rows()) == table.count == 1_000


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\tx", "'\tx"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("a=1", "a=1"),
        (-1, "-1"),
        (-1.5, "-1.5"),
        (True, "yes"),
        (False, "no"),
        (None, ""),
    ],
)
def test_no_text_becomes_a_formula(value: object, written: str) -> None:
    text = write_csv(["Name", "Notes"], [["x", value]])
    assert text == f"Name,Notes\r\nx,{written}\r\n"


def test_a_cell_that_begins_with_a_line_end_is_guarded() -> None:
    assert write_csv(["=a"], [["\r=1"], ["\n=1"]]) == '\'=a\r\n"\'\r=1"\r\n"\'\n=1"\r\n'


@given(TEXTS)
def test_unguard_is_the_inverse_of_the_guard(text: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(write_csv(["a"], [[text]]), newline=""))
    assert unguard(cell) == text
    assert not cell.lstrip().startswith(tuple("=+-@"))


@given(st.lists(st.tuples(TEXTS.map(tidy), TEXTS.map(tidy)), max_size=5))
def test_what_is_written_reads_back(rows: list[tuple[str, str]]) -> None:
    numbered = [(str(number), *row) for number, row in enumerate(rows)]
    table = read(write_csv(["Name", "Notes", "Beds"], numbered))
    assert table.headers == ("Name", "Notes", "Beds")
    assert cells(table) == numbered


def test_lone_surrogates_and_nul_are_replaced_when_written() -> None:
    text = write_csv(["Name"], [["a\ud800\0b"]])
    assert text == "Name\r\na? b\r\n"
    assert cells(read(text)) == [("a? b",)]
