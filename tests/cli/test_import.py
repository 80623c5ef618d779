"""A spreadsheet as a tired person keeps it goes in with one command."""

from __future__ import annotations

import csv
import io
import sqlite3
import tracemalloc
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl  # type: ignore[import-untyped]  # it ships no types
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # as above

from fmgtrack.exchange.columns import count_known, lay_columns
from fmgtrack.exchange.tables import lay_out, read_sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tests.cli.conftest import Terminal
    from tests.conftest import Ran


@pytest.fixture
def save(run: Callable[..., Ran], tmp_path: Path) -> Callable[..., str]:
    """Write a text as a file and give its name."""

    run("programs")  # the first command says that it made a record

    def call(text: str, name: str = "list.csv", encoding: str = "utf-8") -> str:
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return str(file)

    return call


def xlsx(path: Path, sheets: Mapping[str, Iterable[Sequence[object]]]) -> str:
    with xlsxwriter.Workbook(path, {"default_date_format": "m/d/yy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write(number, column, value)
    return str(path)


def programs(run: Callable[..., Ran]) -> dict[str, Any]:
    return {row["name"]: row for row in run("programs --json").json}


def days(run: Callable[..., Ran]) -> list[tuple[str, str | None]]:
    rows = run("interviews --json").json
    return sorted((row["program"]["name"], row["starts_at"]) for row in rows)


def tired(number: int) -> list[object]:
    """One row of a sheet that grew over a season."""
    first = date(2026, 10, 26) + timedelta(days=number % 90)
    visa = ("J1/H1B", "J-1 only", "not sponsored", "?", "")[number % 5]
    when: object = ("", first, "invited", "11/11-11/12", "waiting, maybe")[number % 5]
    return [
        number + 1,
        f"\u200b Mercy Hospital {number} ",
        f"{1000 + number}140C0 / {1000 + number}140P0" if number % 3 else f"{1000 + number}140c0",
        ("Michigan", "MI", "n.y.", "Puerto Rico")[number % 4],
        visa,
        "",
        "Chen, Wei" if number % 10 == 1 else "",
        f"w{number}@example.org" if number % 10 == 1 else "",
        when,
        "12/13 9am - 3pm" if number % 50 == 1 else "",
        "1:21 PM EST" if number % 5 == 1 else "",
        "=not a formula" if number % 7 == 0 else "fine",
    ]


TIRED = ["#", "Program ", "Match code?", "State", "Visa", "", "PD", "PD email"]
TIRED += ["Interview 1", "Interview 2", "Interview time", "How it felt"]


def test_three_hundred_programs_as_a_tired_person_keeps_them(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    sheet: list[Sequence[object]] = [
        ["MY LIST 2027 !!"],
        [],
        TIRED,
        *map(tired, range(150)),
        [],
        *map(tired, range(150, 300)),
    ]
    file = xlsx(tmp_path / "list.xlsx", {"Read me": [["hello"]], "Programs": sheet})
    done = run("import", file)

    assert "300 added, 0 changed, 0 the same" in done.stderr
    assert "`Programs` was taken, not Read me" in done.stderr
    found = programs(run)
    assert len(found) == 300
    one = found["Mercy Hospital 1"]
    assert one["nrmp_codes"] == ["1001140C0", "1001140P0"]
    assert (one["state"], one["visa"]["j1"], one["visa"]["h1b"]) == ("MI", True, False)
    assert found["Mercy Hospital 0"]["visa"]["h1b"] is True
    assert found["Mercy Hospital 2"]["visa"]["j1"] is False
    assert found["Mercy Hospital 3"]["visa"]["j1"] is None
    assert found["Mercy Hospital 0"]["notes"] == "How it felt: =not a formula"
    assert "Interview 1: waiting, maybe" in found["Mercy Hospital 4"]["notes"]
    when = [start for name, start in days(run) if name == "Mercy Hospital 1"]
    assert when == ["2026-10-27T13:21:00-04:00", "2026-12-13T09:00:00-05:00"]
    [contact, *_] = run("contacts --json").json
    assert (contact["name"], contact["role"]) == ("Wei Chen", "program-director")

    assert "0 added, 0 changed, 300 the same" in run("import", file).stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_excel_saves_as_text(
    run: Callable[..., Ran], save: Callable[..., str], encoding: str, delimiter: str
) -> None:
    text = io.StringIO()
    rows = [["Program", "City", "Notes"], ["Hôpital “A”", "Genève", "x, y; z"]]
    csv.writer(text, delimiter=delimiter).writerows(rows)
    run("import", save(text.getvalue(), encoding=encoding))
    assert programs(run)["Hôpital “A”"]["notes"] == "x, y; z"


def test_a_file_without_header_is_shown_with_a_proposal(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Mercy,1300140C0,MI\nIowa,1310140C0,IA\n")
    refused = run("import --json", file, code=1).error
    assert "no row" in refused["message"]
    assert "`--map 1=name --map 2=nrmp_code --map 3=state`" in refused["hint"]
    assert run("programs --json").json == []

    done = run("import --map 1=name --map 2=nrmp_code", file)
    assert "2 added" in done.stderr
    assert "column C = state" in done.stderr
    assert programs(run)["Iowa"]["nrmp_codes"] == ["1310140C0"]


def test_a_rehearsal_shows_a_file_without_header(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Mercy Hospital,1300140C0,MI\nIowa Clinic,1310140C0,IA\n")
    shown = run("import --dry-run", file)
    assert "column A = name, column B = nrmp_code, column C = state" in shown.stderr
    assert run("import", file, code=1).stderr.startswith("no row of `list.csv`")
    assert "2 added" in run("import --map A=name", file).stderr


def test_a_header_of_other_words_is_named_by_one_map(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Haus,Nummer\nMercy,1300140C0\n")
    assert "1 added" in run("import --map Haus=name", file).stderr
    assert programs(run)["Mercy"]["nrmp_codes"] == ["1300140C0"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--as people", "programs, contacts, interviews"),
        ("--map name", "Their column=field"),
        ("--map Program=shoe", "no field"),
        ("--map 9=city", "no column"),
        ("--map 1=city --map 1=name", "twice"),
        ("--date-order ymd", "dmy, mdy"),
        ("--as programs --program x", "--program"),
    ],
)
def test_what_is_asked_wrongly(
    run: Callable[..., Ran], save: Callable[..., str], options: str, said: str
) -> None:
    assert said in run(f"import {options}", save("Program\nMercy\n"), code=2).stderr


def test_dates_of_numbers_alone_need_their_order(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Program,Interview date\nMercy,11/12/2026\nIowa,12/1/2026\n")
    refused = run("import --as programs --json", file, code=1).error
    assert refused["candidates"][0]["ref"] == "row 2, Interview date"
    assert "--date-order mdy" in refused["candidates"][0]["name"]
    assert run("programs --json").json == []

    run("import --as programs --date-order mdy", file)
    assert days(run) == [("Iowa", "2026-12-01"), ("Mercy", "2026-11-12")]


def test_the_column_itself_shows_the_order(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    run("import --as programs", save("Program,Interview\nMercy,11/12\nIowa,24/11\n"))
    assert days(run) == [("Iowa", "2026-11-24"), ("Mercy", "2026-12-11")]


def test_a_date_outside_the_season_is_never_quietly_kept(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Program,Interview\nMercy,2026-01-12\n")
    said = run("import --as programs", file, code=1).stderr
    assert "row 2, Interview: Mon 12 Jan 2026 is outside the season 2027" in said
    assert "`2027-01-12` would fit" in said
    assert "`fmgtrack config season 2026`" in said
    run("config season 2026")
    run("import --as programs", file)
    assert days(run) == [("Mercy", "2026-01-12")]


def test_every_bad_cell_is_named_at_once_and_nothing_is_kept(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    rows = "".join(f"P{number},XX\n" for number in range(30))
    refused = run("import --json", save(f"Program,State\nGood,MI\n{rows}"), code=1).error
    assert "at least 20 cells" in refused["message"]
    assert [row["ref"] for row in refused["candidates"]] == [
        f"row {number}, State" for number in range(3, 23)
    ]
    assert run("programs --json").json == []

    few = save("Program,State,NRMP\nA,XX,\nB,MI,12345\nC,OH,pending\n")
    refused = run("import --json", few, code=1).error
    assert [row["ref"] for row in refused["candidates"]] == ["row 2, State", "row 3, NRMP"]
    shown = run("import --dry-run --json", few)
    assert [row["what"] for row in shown.json] == ["refused", "refused", "added"]
    assert "2 refused" in shown.stderr


def test_a_rehearsal_shows_each_row_and_keeps_nothing(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    run('add-program "Mercy Hospital" --city Troy --state MI --code 1300140C0')
    run('add-program "Iowa Clinic" --state IA')
    before = run("programs --json").json
    file = save(
        "Program,City,NRMP\nMercy Hospital,Detroit,1300140C0\nIowa Clinic,,\nMercy Hosptal,,\n"
    )
    shown = run("import --dry-run --json", file)
    assert [(row["what"], row["ref"], row["change"]) for row in shown.json] == [
        ("changed", "p1", "city: Troy -> Detroit"),
        ("same", "p2", ""),
        ("added", None, "like p1 Mercy Hospital"),
    ]
    assert "1 would be added, 1 changed, 1 are the same" in shown.stderr
    assert run("programs --json").json == before


def test_a_change_needs_to_be_confirmed_an_addition_does_not(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    run('add-program "Mercy Hospital" --city Troy --code 1300140C0')
    run("import", save("Program,PD,Interview\nMercy Hospital,Dr. Ada Okafor,Dec 1\n"))
    assert run("contacts --json").json[0]["name"] == "Ada Okafor"
    file = save("Program,City,NRMP\nMercy Hospital,Detroit,1300140C0\n", "other.csv")
    assert run("import --json", file, code=2).error["code"] == "needs-yes"
    run("import --yes", file)
    assert programs(run)["Mercy Hospital"]["city"] == "Detroit"
    run("undo --yes")
    assert programs(run)["Mercy Hospital"]["city"] == "Troy"


def test_programs_are_met_by_code_then_by_name_never_by_a_near_name(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    run('add-program "Mercy Hospital" --code 1300140C0')
    file = save(
        "Program,NRMP\nThe Mercy Program,1300140C0\nMERCY Hospital,1300140P0\n"
        "Mercy Hospital,1999140C0\nMercy Hospitals,\n"
    )
    rows = run("import --yes --json", file).json
    assert [row["what"] for row in rows] == ["same", "changed", "added", "added"]
    found = run("programs --json").json
    assert [(row["name"], row["nrmp_codes"]) for row in found] == [
        ("Mercy Hospital", ["1300140C0", "1300140P0"]),
        ("Mercy Hospital", ["1999140C0"]),
        ("Mercy Hospitals", []),
    ]


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Chen, Wei", "Wei Chen", "Dr."),
        ("Prof. Chen, Wei Ming", "Wei Ming Chen", "Prof."),
        ("Garcia Lopez, Maria MD", "Maria Garcia Lopez", "Dr."),
        ("Wei Chen, MD, PhD", "Wei Chen", "Dr."),
    ],
)
def test_a_person_with_the_last_name_first(
    run: Callable[..., Ran], save: Callable[..., str], text: str, name: str, title: str
) -> None:
    run("import", save(f'Program,PD\nMercy,"{text}"\n'))
    [row] = run("contacts --json").json
    assert (row["name"], row["title"]) == (name, title)


@pytest.mark.parametrize("text", ["Wei Chen, Ann Lee", "see site, or ask, later", "w@example.org"])
def test_what_is_no_person_is_kept_as_a_note(
    run: Callable[..., Ran], save: Callable[..., str], text: str
) -> None:
    run("import", save(f'Program,PD\nMercy,"{text}"\n'))
    assert run("contacts --json").json == []
    assert programs(run)["Mercy"]["notes"] == f"PD: {text}"


def test_contacts_have_their_own_table(run: Callable[..., Ran], save: Callable[..., str]) -> None:
    run('add-program "Mercy Hospital" --state MI')
    run('add-interview mercy "1 Dec 2026 9am"')
    file = save(
        "Program,First name,Last name,Title,Role,E-mail,Phone\n"
        "Mercy Hospital,Ada,Okafor,Dr.,PD,a.okafor@example.org,555\n"
        "mercy,Cory,Brandt,Program coordinator,,c.brandt@example.org,\n"
    )
    done = run("import", file)
    assert "table of contacts" in done.stderr
    found = {row["name"]: row for row in run("contacts --json").json}
    assert found["Ada Okafor"]["role"] == "program-director"
    assert found["Ada Okafor"]["notes"] == "Phone: 555"
    assert found["Cory Brandt"]["role"] == "coordinator"
    assert len(run("followups --all --json").json) == 2
    assert "2 the same" in run("import", file).stderr


def test_a_contact_of_no_known_program_is_refused_with_the_line_to_type(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    file = save("Program,Name,Role\nNowhere,Ada Okafor,PD\n")
    assert "add-program" in run("import --as contacts", file, code=1).stderr
    run("add-program Nowhere")
    run("import", file)
    other = save("Name,Email\nCory Brandt,c.brandt@example.org\n", "other.csv")
    run("import --program nowhere", other)
    assert len(run("contacts --json").json) == 2


def test_interviews_have_their_own_table(run: Callable[..., Ran], save: Callable[..., str]) -> None:
    run('add-program "Mercy Hospital" --state MI')
    file = save(
        "Hospital,Date,Time,Mode,Interviewers,Dress\n"
        'Mercy Hospital,24-Nov-26,1:21 PM CT,Zoom,"Dr. Wei Chen; Dr. Ada Okafor",blue tie\n'
    )
    done = run("import", file)
    assert "table of interviews" in done.stderr
    [row] = run("interviews --json").json
    assert (row["starts_at"], row["format"]) == ("2026-11-24T13:21:00-06:00", "virtual")
    assert row["notes"] == "Dress: blue tie"
    assert [met["contact"]["name"] for met in row["met"]] == ["Wei Chen", "Ada Okafor"]
    assert "1 the same" in run("import", file).stderr


def test_an_invitation_that_gets_its_day_is_the_same_interview(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    run("import", save("Program,Interview\nMercy,invited\n"))
    run("import --yes --as programs", save("Program,Interview\nMercy,Dec 1 9am ET\n"))
    [row] = run("interviews --json").json
    assert (row["status"], row["starts_at"]) == ("scheduled", "2026-12-01T09:00:00-05:00")


def test_a_zone_for_times_that_name_none(run: Callable[..., Ran], save: Callable[..., str]) -> None:
    run("import --zone PT", save("Program,Interview\nMercy,Dec 1 9am\nIowa,Dec 2 9am ET\n"))
    assert days(run) == [
        ("Iowa", "2026-12-02T09:00:00-05:00"),
        ("Mercy", "2026-12-01T09:00:00-08:00"),
    ]


@pytest.mark.parametrize("kind", ["programs", "contacts", "interviews"])
@pytest.mark.parametrize("end", ["csv", "xlsx", "--csv"])
@pytest.mark.usefixtures("season")
def test_our_own_lists_come_back_unchanged(
    run: Callable[..., Ran], tmp_path: Path, kind: str, end: str
) -> None:
    run("edit p2 --note '=1+1'")
    file = tmp_path / f"list.{end.lstrip('-')}"
    if end == "--csv":
        file.write_text(run(f"{kind} --csv").stdout, encoding="utf-8", newline="")
    else:
        run(f"export --list {kind}", str(file))
    before = run(f"{kind} --json").json
    done = run("import", str(file))
    assert f"table of {kind}" in done.stderr
    assert f"0 added, 0 changed, {len(before)} the same" in done.stderr
    assert run(f"{kind} --json").json == before


@pytest.mark.usefixtures("season")
def test_our_own_lists_fill_an_empty_record(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = ("programs", "contacts", "interviews")
    before = {kind: run(f"{kind} --json").json for kind in kinds}
    for kind in kinds:
        run(f"export --list {kind}", str(tmp_path / f"{kind}.xlsx"))
    monkeypatch.setenv("FMGTRACK_DB", str(tmp_path / "empty.db"))
    run('config home-zone "Asia/Karachi"')
    for kind in kinds:
        run("import", str(tmp_path / f"{kind}.xlsx"))

    def without_refs(row: dict[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in row.items() if key not in ("ref", "met")}
        return kept | ({"program": row["program"]["name"]} if "program" in row else {})

    for kind in kinds:
        rows = sorted(map(without_refs, run(f"{kind} --json").json), key=str)
        assert rows == sorted(map(without_refs, before[kind]), key=str)


LISTS = ("programs", "contacts", "interviews", "followups", "deadlines", "rol")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("season")
def test_each_list_goes_out_for_a_spreadsheet(
    run: Callable[..., Ran], tmp_path: Path, name: str
) -> None:
    run("edit p1 --name '=HYPERLINK(1)'")
    for end in ("csv", "xlsx"):
        run(f"export --list {name}", str(tmp_path / f"x.{end}"))
    data = (tmp_path / "x.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")[name]
    assert [cell.value for cell in sheet[1]] == text[0]
    assert sheet.max_row == len(text) > 1
    assert not [cell for row in sheet.rows for cell in row if cell.data_type == "f"]
    assert not [cell for row in text for cell in row if cell.startswith("=")]


def test_a_list_is_not_written_over_another_file(run: Callable[..., Ran], tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("mine")
    run("export --list programs", str(file), code=2)
    assert file.read_text() == "mine"
    run("export --list programs --yes", str(file))
    run("export --list hospitals", str(file), code=2)
    run("export --list programs", str(tmp_path / "x.pdf"), code=2)


def test_a_long_table_shows_a_bar_at_a_terminal_and_cleans_up(
    terminal: Callable[..., Terminal], save: Callable[..., str]
) -> None:
    rows = "".join(f"Mercy {number},Troy\n" for number in range(2_500))
    screen = terminal("import", save(f"Program,City\n{rows}"), columns=80)
    screen.expect("rows")
    assert "2500 added" in screen.end()


def test_a_rejection_in_the_place_of_a_date_is_the_programs_status(
    run: Callable[..., Ran], save: Callable[..., str]
) -> None:
    rows = "Troy Hospital,MI,rejected 5 Nov\nFlint Hospital,MI,Rejected: no interview\n"
    rows += "Detroit,MI,regular day\nJackson,MI,not rejected yet\n"
    ran = run("import", save(f"Program,State,Interview date\n{rows}"))
    assert ran.stdout.count("status rejected; noted") == 2
    found = {row["name"]: row for row in run("programs --json").json}
    assert [found[name]["status"] for name in ("Troy Hospital", "Flint Hospital")] == [
        *("rejected", "rejected")
    ]
    assert {found[name]["status"] for name in ("Detroit", "Jackson")} == {"considered"}
    assert "rejected 5 Nov" in run("show troy").stdout
    assert run("interviews --json").json == []


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("rejected 3 Nov", "rejected"),
        ("Rejected (3 Nov)", "rejected"),
        ("waitlist 5 Nov", "waitlisted"),
        ("interview scheduled", "invited"),
        ("withdrew in October", "withdrawn"),
        ("applied", "applied"),
        ("not rejected yet", "considered"),
        ("invited, then rejected", "considered"),
        ("hope so", "considered"),
    ],
)
def test_a_status_in_several_words_is_understood_and_the_words_are_kept(
    run: Callable[..., Ran], save: Callable[..., str], cell: str, status: str
) -> None:
    ran = run("import", save(f'Program,State,Status\nTroy Hospital,MI,"{cell}"\n'))
    assert run("programs --json").json[0]["status"] == status
    assert (f"noted Status: {cell}" in ran.stdout) is (cell != "applied")


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("PD said: No thank-you letters!", '"No thank-you"'),
        ("do not send thank yous", '"not send thank yous"'),
        ("no post-interview communication", '"no post-interview communication"'),
        ("thank you letters are welcome", ""),
        ("no thank", ""),
    ],
)
def test_a_note_that_may_be_a_policy_is_pointed_at(
    run: Callable[..., Ran], save: Callable[..., str], note: str, said: str
) -> None:
    file = save(f"Program,State,Notes\nTroy Hospital,MI,{note}\n")
    ran = run("import", file)
    hint = f"the note says {said}: `fmgtrack edit p1 --policy no-thanks` holds mails back"
    assert (hint in " ".join(ran.stdout.split())) is bool(said)
    run("edit p1 --policy welcome")
    assert "--policy" not in run("import", file).stdout


def test_a_stream_of_rows_takes_the_memory_of_a_few() -> None:
    data = b"Program,City,Interview\n" + b"Mercy Hospital,Troy,Dec 1\n" * 25_000
    tracemalloc.start()
    try:
        [sheet] = read_sheets(data, "x.csv", count_known)
        table = lay_out(sheet, "x.csv", count_known, lambda _: False)
        layout = lay_columns(table, "programs", {}, lambda _: False)
        assert sum(1 for _ in layout.entries()) == 25_000
        assert tracemalloc.get_traced_memory()[1] < 2 * len(data)
    finally:
        tracemalloc.stop()


def test_nothing_of_a_refused_file_reaches_the_record(
    run: Callable[..., Ran], save: Callable[..., str], tmp_path: Path
) -> None:
    run("programs")
    run("import", save("Program,State\nA,MI\nB,XX\n"), code=1)
    with sqlite3.connect(tmp_path / "record.db") as record:
        [count] = record.execute("SELECT count(*) FROM program").fetchone()
    record.close()
    assert count == 0


def test_an_old_workbook_is_read_like_a_new_one(run: Callable[..., Ran]) -> None:
    # written as Excel 97 does, by a program that is not the one that reads it
    file = Path(__file__).parents[1] / "fixtures" / "spreadsheets" / "programs.xls"
    run("import", str(file))
    found = {row["name"]: row for row in run("programs --json").json}
    assert found["Mayo Clinic"]["nrmp_codes"] == ["9904140C0"]
    assert found["Mayo Clinic"]["state"] == "MN"
    assert found["Henry Ford Hospital"]["visa"]["j1"] is False
    assert [day["starts_at"] for day in run("interviews --json").json] == ["2026-12-01"]
    assert [one["role"] for one in run("contacts --json").json] == ["program-director"]


def test_a_file_that_is_not_there_begins_no_record(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "programs.csv").write_text("Program Name\nHenry Ford\n", encoding="utf-8")

    ran = run("import", str(tmp_path / "Program.csv"), code=1)

    assert "did you mean `programs.csv`" in ran.stderr
    assert not list(tmp_path.rglob("*.db"))
