from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.csvfile import (
    MAX_CELLS,
    PROGRAM_COLUMNS,
    Row,
    Table,
    program_rows,
    read_table,
    read_visa,
    read_yes_no,
    recognise,
    split_codes,
    tidy,
    unguard,
    write_csv,
)

TEXTS = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.text(alphabet="a '\"=+-@,;|\t\r\n\ufeff\u00a0\u200b\uff1d"),
)


def read(text: str) -> Table:
    return read_table(text.encode(), "programs.csv")


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


def test_a_plain_table() -> None:
    assert read("Program,City,State\nHenry Ford,Detroit,MI\n") == Table(
        ("Program", "City", "State"), [Row(2, ("Henry Ford", "Detroit", "MI"))], 1
    )


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
    assert [row.number for row in table.rows] == [2, 3, 4]


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
    assert table.rows == [Row(7, ("A", "B", "300")), Row(9, ("C", "D", ""))]


def test_a_row_that_names_a_field_is_no_header_below_the_header() -> None:
    table = read("Program,Signal,Notes\nSignal,gold,City\nStatus,City,State\n")
    assert table.header_row == 1
    assert len(table.rows) == 2


def test_rows_are_counted_as_a_spreadsheet_does() -> None:
    table = read('Program,Notes\nA,"one\ntwo\nthree"\n\nB,x\n')
    assert [row.number for row in table.rows] == [2, 4]


def test_short_rows_are_filled_and_empty_columns_at_the_end_dropped() -> None:
    table = read("Program,City,Notes,,\nA,,,,\nB\nC,D,,,,,,\n")
    assert table.headers == ("Program", "City", "Notes")
    assert cells(table) == [("A", "", ""), ("B", "", ""), ("C", "D", "")]


def test_a_column_without_a_name_is_kept_when_it_holds_something() -> None:
    [row] = program_rows(read("Program,,City,\nA,x,B,y\n"))
    assert row.values == {"name": "A", "city": "B"}
    assert row.extras == (("column B", "x"), ("column D", "y"))


def test_columns_past_z_have_two_letters() -> None:
    [row] = program_rows(read("Program" + "," * 28 + "\nA" + "," * 26 + "x,y,z\n"))
    assert row.extras == (("column AA", "x"), ("column AB", "y"), ("column AC", "z"))


def test_cells_lose_what_cannot_be_seen() -> None:
    table = read(
        "\ufeff\ufeffProgram,City\n\u200b Henry\u00a0Ford \u200b,\ufeff\u00a0Detroit\u2060\n"
    )
    assert table.headers[0] == "Program"
    assert cells(table) == [("Henry Ford", "Detroit")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + b"\0" * 50, "`x.csv` looks like an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 50, "`x.csv` looks like an Excel workbook"),
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
        (b"one,two\n1,2\n", "no column of `x.csv` has a known name"),
        (b",,\n,,\n", "no column of `x.csv` has a known name"),
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


def test_ten_thousand_columns() -> None:
    head = "Program," + ",".join(f"c{number}" for number in range(9_999))
    [row] = program_rows(read(f"{head}\nA" + ",x" * 9_999 + "\n"))
    assert row.values == {"name": "A"}
    assert len(row.extras) == 9_999


def test_a_small_file_cannot_fill_the_memory() -> None:
    head = "Program," + ",".join(f"c{number}" for number in range(10_000))
    with pytest.raises(ImportFailedError, match="too many to read at once"):
        read(head + "\n" + "A\n" * (MAX_CELLS // 10_000))


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
    try:
        table = read_table(data, "x.csv")
    except ImportFailedError as error:
        table = Table((), [])
        refused = bool(error.hint)
    else:
        refused = False
    assert refused or table.headers
    assert {len(row.cells) for row in table.rows} <= {len(table.headers)}
    assert len(program_rows(table)) == len(table.rows)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Program", "name"),
        ("PROGRAM NAME:", "name"),
        ("ProgramName*", "name"),
        ("Residency program", "name"),
        ("Hospital", "name"),  # with no column for programs
        ("NRMP", "nrmp_code"),
        ("NRMP Code", "nrmp_code"),
        ("nrmp_codes", "nrmp_code"),
        ("Program code", "nrmp_code"),
        ("Match code", "nrmp_code"),
        ("NRMP #", "nrmp_code"),
        ("NRMP No.", "nrmp_code"),
        ("ACGME ID", "acgme_code"),
        ("ACGME #", "acgme_code"),
        ("acgme_code", "acgme_code"),
        ("State/Province", "state"),
        ("ST", "state"),
        ("City, State", "location"),
        ("Location", "location"),
        ("Time-zone", "timezone"),
        ("J1", "j1"),
        ("J-1 visa", "j1"),
        ("H1-B Visa?", "h1b"),
        ("H-1B", "h1b"),
        ("visa_h1b", "h1b"),
        ("Visa", "visa"),
        ("J1/H1B", "visa"),
        ("Visa (J1/H1B)", "visa"),
        ("Visa source", "visa_source"),
        ("Website", "url"),
        ("Link", "url"),
        ("Status", "status"),
        ("Signal", "signal"),
        ("Gold/Silver", "signal"),
        ("Signal (gold or silver)", "signal"),
        ("Notes", "note"),
        ("Comments", "note"),
        ("Spécialty", "specialty"),
        ("Contact policy", "contact_policy"),
        ("Post-interview communication", "contact_policy"),
        ("policy_source", "policy_source"),
    ],
)
def test_names_people_give_columns(header: str, field: str) -> None:
    assert recognise([header]) == {0: field}


@pytest.mark.parametrize(
    "header", ["", "Beds", "?", "Interview date", "x" * 200_000, "(Program", "#"]
)
def test_names_that_mean_no_field(header: str) -> None:
    found = recognise([header])
    assert found == ({0: "name"} if header == "(Program" else {})


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Program", "Program name"], {1: "name"}),
        (["Match code", "NRMP code", "NRMP"], {1: "nrmp_code"}),
        (["Notes", "Notes", "Comments"], {0: "note"}),
        (["Hospital", "Program"], {0: "institution", 1: "name"}),
        (["Hospital", "City"], {0: "name", 1: "city"}),
        (["ACGME ID", "Program code"], {0: "acgme_code", 1: "nrmp_code"}),
    ],
)
def test_a_field_claimed_twice(headers: list[str], fields: dict[int, str]) -> None:
    assert recognise(headers) == fields


def test_every_name_leads_to_its_own_field() -> None:
    for field, names in PROGRAM_COLUMNS.items():
        for name in names:
            # a hospital is a program where no other column is one
            assert recognise([name]) == {0: "name" if field == "institution" else field}, name


def test_other_columns_can_be_asked_for() -> None:
    columns = {"email": ("e-mail",), "name": ("contact",)}
    table = read_table(b"Contact;E-Mail\nWei Chen;w.chen@example.org\n", "x.csv", columns)
    assert recognise(table.headers, columns) == {0: "name", 1: "email"}


def test_program_rows_keep_everything() -> None:
    table = read(
        "Program,Hospital,Visa,Beds,Notes,Comments,NRMP\n"
        "A,B,J1 only,300,'=1+1,second,1000140C0 / 1000140P0\n"
        "C,,,,,'-x,\n"
    )
    first, second = program_rows(table)
    assert first.number == 2
    assert first.values == {
        "name": "A",
        "institution": "B",
        "visa": "J1 only",
        "note": "=1+1",
        "nrmp_code": "1000140C0 / 1000140P0",
    }
    assert first.extras == (("Beds", "300"), ("Comments", "second"))
    assert second.values == {"name": "C"}
    assert second.extras == (("Comments", "-x"),)


@pytest.mark.parametrize(
    ("place", "city", "state"),
    [
        ("Detroit, MI", "Detroit", "MI"),
        ("Detroit,MI", "Detroit", "MI"),
        ("Detroit MI", "Detroit", "MI"),
        ("Detroit, Michigan", "Detroit", "Michigan"),
        ("Detroit, MI 48202, USA", "Detroit", "MI"),
        ("St. Louis, MO, United States", "St. Louis", "MO"),
        ("Winston-Salem, NC", "Winston-Salem", "NC"),
        ("Coeur d\u2019Alene ID", "Coeur d\u2019Alene", "ID"),
        ("Washington, D.C.", "Washington", "D.C."),
        ("Mayagüez, PR", "Mayagüez", "PR"),
        ("New York, New York", "New York", "New York"),
        ("Detroit", "Detroit", None),
        ("MI", None, "MI"),
    ],
)
def test_city_and_state_in_one_cell(place: str, city: str | None, state: str | None) -> None:
    [row] = program_rows(read(f'Program,"City, State"\nA,"{place}"\n'))
    assert row.values.get("city") == city
    assert row.values.get("state") == state
    assert row.extras == ()


@pytest.mark.parametrize(
    "place",
    [
        "Detroit, MI / Dearborn, MI",
        "3 sites",
        "A, B, C",
        ", MI",
        "a" + " " * 5_000 + "1",
        "MI 48202, x",
    ],
)
def test_a_place_that_cannot_be_split_is_kept(place: str) -> None:
    [row] = program_rows(read(f'Program,Location\nA,"{place}"\n'))
    assert row.values == {"name": "A"}
    assert row.extras == (("Location", tidy(place)),)


def test_a_place_beside_its_own_columns() -> None:
    same, other = program_rows(
        read('Program,City,State,Location\nA,Detroit,,"Detroit, MI"\nB,Troy,MI,"Detroit, MI"\n')
    )
    assert same.values == {"name": "A", "city": "Detroit", "state": "MI"}
    assert same.extras == ()
    assert other.values == {"name": "B", "city": "Troy", "state": "MI"}
    assert other.extras == (("Location", "Detroit, MI"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (text, True)
            for text in ("yes", "Yes", "YES.", "Y", "✓", "✔\ufe0f", "true", "1", "yes x4")
        ],
        *[(text, False) for text in ("no", "No.", "N", "✗", "false", "0", "none")],
        *[
            (text, None)
            for text in ("", "n/a", "?", "x", "maybe", "no, but", "yes (limited)", "J1")
        ],
    ],
)
def test_yes_and_no(text: str, expected: bool | None) -> None:
    assert read_yes_no(text) is expected


@pytest.mark.parametrize(
    ("text", "j1", "h1b"),
    [
        ("J1/H1B", True, True),
        ("J-1, H-1B", True, True),
        ("J1 H1B", True, True),
        ("J1 & H1", True, True),
        ("Both", True, True),
        ("both J-1 and H1-B", True, True),
        ("J1", True, None),
        ("J-1 (ECFMG sponsored)", True, None),
        ("Yes (J1)", True, None),
        ("J-1 only", True, False),
        ("Only J-1 visas", True, False),
        ("H1B only.", False, True),
        ("J1, no H1B", True, False),
        ("J1 and not H-1B", True, False),
        ("J1: Y; H1B: N", True, False),
        ("J1 yes H1B no", True, False),
        ("J-1 \u2714\ufe0f, H-1B \u274c", True, False),
        ("J1 (no)", False, None),
        ("No H1B", None, False),
        ("doesn\u2019t sponsor H1B", None, False),
        ("no", False, False),
        ("None", False, False),
        ("not sponsored", False, False),
        ("Does not sponsor visas", False, False),
        ("No J1/H1B", False, False),
        ("J1/H1B: no", False, False),
        ("Neither J1 nor H1B", False, False),
        ("No J1, H1B", False, None),
        ("yes", None, None),
        ("sponsored", None, None),
        ("?", None, None),
        ("", None, None),
        ("n/a", None, None),
        ("N/A", None, None),
        ("J1?", None, None),
        ("J1, H1B?", True, None),
        ("J1 no H1B", None, None),
        ("J1 H1B no", None, None),
        ("not only J1", None, None),
        ("H1B (case by case)", None, None),
        ("J1 & maybe H1B", True, None),
        ("US citizens only", None, None),
        ("see website", None, None),
    ],
)
def test_what_a_cell_says_of_visas(text: str, j1: bool | None, h1b: bool | None) -> None:
    assert read_visa(text) == {"j1": j1, "h1b": h1b}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1000140C0", ("1000140C0",)),
        ("1000140c0 / 1000140P0", ("1000140C0", "1000140P0")),
        (
            "1000140C0,1000140P0;1000140M0\n1000140A0",
            ("1000140C0", "1000140P0", "1000140M0", "1000140A0"),
        ),
        ("1000140C0 1000140P0", ("1000140C0", "1000140P0")),
        ("1000140C0 and 1000140P0", ("1000140C0", "1000140P0")),
        ("1000140C0, 1000140c0", ("1000140C0",)),
        ("1000-140-C-0 & 1000 140 P 0", ("1000140C0", "1000140P0")),
        ("Categorical: 1000140C0 (prelim 1000140P0)", ("1000140C0", "1000140P0")),
        ("1200511068", ("1200511068",)),
        ("pending", ("PENDING",)),
        ("", ()),
    ],
)
def test_several_codes_in_one_cell(text: str, codes: tuple[str, ...]) -> None:
    assert split_codes(text) == codes


@given(TEXTS)
def test_value_readers_take_any_text(text: str) -> None:
    assert set(read_visa(text)) == {"j1", "h1b"}
    assert read_yes_no(text) in {True, False, None}
    assert all(split_codes(text))


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
    width = len(table.headers)
    assert table.headers == ("Name", "Notes", "Beds")
    assert width == 3
    assert [tuple(unguard(cell) for cell in row.cells) for row in table.rows] == numbered


def test_lone_surrogates_and_nul_are_replaced_when_written() -> None:
    text = write_csv(["Name"], [["a\ud800\0b"]])
    assert text == "Name\r\na? b\r\n"
    assert cells(read(text)) == [("a? b",)]
