from __future__ import annotations

import pytest

from fmgtrack.errors import UsageError
from fmgtrack.exchange.column_names import COLUMNS, CONTACTS, INTERVIEWS, PROGRAMS
from fmgtrack.exchange.columns import (
    SEVERAL,
    Layout,
    count_known,
    lay_columns,
    recognise,
    unnamed_header,
)
from fmgtrack.exchange.tables import Table, lay_out, read_sheets
from fmgtrack.reference.places import read_state


def is_state(text: str) -> bool:
    return read_state(text) is not None


def read(text: str) -> Table:
    [sheet] = read_sheets(text.encode(), "x.csv", count_known)
    return lay_out(sheet, "x.csv", count_known, is_state)


def laid(text: str, kind: str = PROGRAMS, **maps: str) -> Layout:
    return lay_columns(read(text), kind, maps, is_state)


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


@pytest.mark.parametrize("header", ["", "Beds", "?", "Interviewed", "x" * 200_000, "(Program"])
def test_names_that_mean_no_field(header: str) -> None:
    found = recognise([header])
    assert found == ({0: "name"} if header == "(Program" else {})


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (["Program", "Program name"], {1: "name"}),
        (["State code", "State", "ST"], {1: "state"}),
        (["Notes", "Notes", "Comments"], {0: "note"}),
        (["Hospital", "Program"], {0: "institution", 1: "name"}),
        (["Hospital", "City"], {0: "name", 1: "city"}),
        (["ACGME ID", "Program code"], {0: "acgme_code", 1: "nrmp_code"}),
    ],
)
def test_a_field_claimed_twice(headers: list[str], fields: dict[int, str]) -> None:
    assert recognise(headers) == fields


def test_every_name_leads_to_its_own_field() -> None:
    for field, names in COLUMNS[PROGRAMS].items():
        for name in names:
            # a hospital is a program where no other column is one
            assert recognise([name]) == {0: "name" if field == "institution" else field}, name


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("PD", "program_director"),
        ("Program Director Email", "program_director_email"),
        ("APD name", "associate_director"),
        ("Coordinator e-mail", "coordinator_email"),
        ("Email", "contact_email"),
        ("Interview 1", "interview"),
        ("Interview date #2", "interview"),
        ("2nd interview", "interview"),
        ("IV date", "interview"),
        ("Interview time", "interview_time"),
        ("visa_checked_on", "visa_on"),
        ("home_starts_at", "ref"),
        ("S.No", "counted"),
        ("#", "counted"),
        ("ref", "ref"),
    ],
)
def test_names_of_columns_beside_a_program(header: str, field: str) -> None:
    assert recognise([header]) == {0: field}


def test_a_number_makes_no_second_name_of_a_program() -> None:
    assert recognise(["Program", "Program 2"]) == {0: "name"}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Program,Where it ranks\nA,1300140C0\nB,1310140P0\n", {0: "name", 1: "nrmp_code"}),
        ("Program,Program ID\nA,1300140C0\n", {0: "name", 1: "nrmp_code"}),
        ("Program,Program code\nA,1401221123\n", {0: "name", 1: "acgme_code"}),
        (
            "Program,NRMP,Prelim\nA,1300140C0,1300140P0\n",
            {0: "name", 1: "nrmp_code", 2: "nrmp_code"},
        ),
        ("Program,Region,Page\nA,MI,www.example.org\n", {0: "name", 1: "state", 2: "url"}),
        ("Program,They take\nA,J1/H1B\nB,J-1 only\n", {0: "name", 1: "visa"}),
        ("Wo,City\nMercy Hospital,Troy\nIowa Clinic,Ames\n", {0: "name", 1: "city"}),
        # one state among many words is none
        ("Program,Thoughts\nA,MI\nB,far\nC,cold\n", {0: "name"}),
    ],
)
def test_columns_are_known_by_what_is_in_them(text: str, fields: dict[int, str]) -> None:
    assert laid(text).fields == fields


def test_a_file_without_header_is_known_by_what_is_in_it() -> None:
    table = read("Mercy Hospital,Detroit,MI,1300140C0\nIowa Clinic,Ames,IA,1310140C0\n")
    assert table.header_row == 0
    layout = lay_columns(table, PROGRAMS, {}, is_state)
    assert layout.fields == {0: "name", 1: "city", 2: "state", 3: "nrmp_code"}
    assert layout.described()[2] == ("column C", "state")


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("Nom,Numero\nA,1300140C0\nB,1310140C0\n", True),
        ("A,1300140C0\nB,1310140C0\n", False),
        ("Nom,Jour\nA,2026-11-24\n", True),
        ("a,b\nc,d\n", False),
    ],
)
def test_a_header_of_unknown_words_is_seen_beside_codes(text: str, *, unnamed: bool) -> None:
    assert unnamed_header(read(text), is_state) is unnamed


@pytest.mark.parametrize("column", ["2", "B", "b", "Haus", "HAUS"])
def test_a_column_is_mapped_by_number_letter_or_name(column: str) -> None:
    table = read("City,Haus\nTroy,Mercy\n")
    assert lay_columns(table, PROGRAMS, {column: "name"}, is_state).fields == {0: "city", 1: "name"}


def test_a_map_goes_before_a_name() -> None:
    table = read("Program,Real name\nA,B\n")
    assert lay_columns(table, PROGRAMS, {"Real name": "name"}, is_state).fields == {1: "name"}


def test_a_column_can_be_mapped_to_the_note() -> None:
    layout = laid("Program,State\nA,Michigan\n", State="note")
    [entry] = layout.entries()
    assert entry.extras == (("State", "Michigan"),)


@pytest.mark.parametrize(
    ("maps", "said"),
    [
        ({"9": "name"}, "no column"),
        ({"Program": "shoe size"}, "no field"),
        ({"1": "name", "2": "name"}, "two columns"),
        ({"1": "name", "A": "city"}, "twice"),
    ],
)
def test_maps_that_are_refused(maps: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        lay_columns(read("Program,City\nA,B\n"), PROGRAMS, maps, is_state)
    assert caught.value.hint


def test_the_names_of_every_kind_lead_to_their_fields() -> None:
    for kind in (CONTACTS, INTERVIEWS):
        for field, names in COLUMNS[kind].items():
            for name in names:
                assert recognise([name], kind) == {0: field}, name


def test_several_columns_of_days_are_kept_apart() -> None:
    [entry] = laid("Program,Interview 1,Interview 2\nA,Dec 1,Dec 8\n").entries()
    assert entry.values["interview"] == [("Interview 1", "Dec 1"), ("Interview 2", "Dec 8")]
    assert entry.text("interview") == "Dec 1; Dec 8"
    assert "interview" in SEVERAL
