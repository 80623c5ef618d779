from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.errors import ImportFailedError
from fmgtrack.exchange.workbook import read_workbook, write_workbook

if TYPE_CHECKING:
    from fmgtrack.exchange.tables import Sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="d\\-mmm'
    ' hh:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
    '<xf numFmtId="164"/><xf numFmtId="20"/></cellXfs></styleSheet>'
)


def workbook(
    *sheets: str,
    shared: tuple[str, ...] = (),
    epoch_1904: bool = False,
    hidden: tuple[int, ...] = (),
) -> bytes:
    """An XLSX file as ECMA-376 has it; each sheet is what stands inside `<sheetData>`."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="Sheet{n}" sheetId="{n}" r:id="rId{n}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if n in hidden else ''}/>"
        for n in numbers
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml"'
        ' ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
        f'<workbookPr date1904="{int(epoch_1904)}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}'
        f'<Relationship Id="rId98" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId99" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        + "".join(f"<si><t>{text}</t></si>" for text in shared)
        + "</sst>",
        **{
            f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}'
            "</sheetData></worksheet>"
            for n, body in zip(numbers, sheets, strict=True)
        },
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def rows(sheet: Sheet) -> dict[int, list[str]]:
    return {number: cells for number, cells in sheet.records() if any(cells)}


def test_every_kind_of_cell() -> None:
    body = (
        '<row r="2"><c r="B2" t="s"><v>0</v></c>'
        '<c r="C2" t="inlineStr"><is><t> in line </t></is></c>'
        '<c r="D2" t="str"><f>A1&amp;"x"</f><v>of a formula</v></c></row>'
        '<row r="4"><c r="B4"><v>1400511068</v></c><c r="C4"><v>1.5</v></c>'
        '<c r="D4"><f>1+1</f><v>2</v></c><c r="E4" t="b"><v>1</v></c>'
        '<c r="F4" t="e"><v>#N/A</v></c></row>'
        '<row r="5"><c r="B5" s="1"><v>46350</v></c><c r="C5" s="2"><v>46350.375</v></c>'
        '<c r="D5" s="3"><v>0.55625</v></c><c r="E5" s="2"><v>46350.3749999999</v></c></row>'
    )
    [sheet] = read_workbook(workbook(body, shared=("shared\u200b",)), "x.xlsx")
    assert rows(sheet) == {
        2: ["", "shared", "in line", "of a formula", "", ""],
        4: ["", "1400511068", "1.5", "2", "yes", ""],
        5: ["", "2026-11-24", "2026-11-24 09:00", "13:21", "2026-11-24 09:00", ""],
    }


def test_days_counted_from_1904() -> None:
    body = '<row r="1"><c r="A1" s="1"><v>44888</v></c></row>'
    [sheet] = read_workbook(workbook(body, epoch_1904=True), "x.xlsx")
    assert rows(sheet) == {1: ["2026-11-24"]}


def test_sheets_that_hold_something_the_visible_ones_first() -> None:
    filled = '<row r="1"><c r="A1"><v>{}</v></c></row>'
    data = workbook(filled.format(1), "", filled.format(3), hidden=(1,))
    assert [(sheet.name, rows(sheet)) for sheet in read_workbook(data, "x.xlsx")] == [
        ("Sheet3", {1: ["3"]}),
        ("Sheet1", {1: ["1"]}),
    ]


def test_cells_that_only_have_a_look_are_nothing() -> None:
    body = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    )
    [sheet] = read_workbook(workbook(body), "x.xlsx")
    assert rows(sheet) == {1: ["1"]}


FIRST = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">'


@pytest.mark.parametrize(
    "body",
    [
        f'{FIRST}<c r="XFD1048576"><v>1</v></c></row>',
        f'{FIRST}<c s="1" r = "XFD1048576" ><v>1</v></c></row>',
        f"{FIRST}<c\n r='&#88;FD1048576'><v>1</v></c></row>",
        f'{FIRST}<c x=">" r="XFD1048576" t="inlineStr"><is><t>1</t></is></c></row>',
        '<row r="1">' + "<c><v>1</v></c>" * 100 + '</row><row r="1048576"><c><v>1</v></c></row>',
    ],
)
def test_a_small_file_that_names_billions_of_cells_is_refused(body: str) -> None:
    with pytest.raises(ImportFailedError, match="too large once it is unpacked"):
        read_workbook(workbook(body), "x.xlsx")


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    body = '<row r="1"><c r="A1"><v>1</v></c></row>' + " " * (513 * 1024 * 1024)
    with pytest.raises(ImportFailedError, match="too large once it is unpacked"):
        read_workbook(workbook(body), "x.xlsx")


def test_one_long_text_in_very_many_cells_is_refused() -> None:
    cell = '<c r="A{0}" t="s"><v>0</v></c>'
    body = "".join(f'<row r="{n}">{cell.format(n)}</row>' for n in range(1, 3_000))
    with pytest.raises(ImportFailedError, match="too large once it is unpacked"):
        read_workbook(workbook(body, shared=("x" * 1_000_000,)), "x.xlsx")


def other_package() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<document/>")
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04" + b"\0" * 50,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        other_package(),
        workbook('<row r="1"><c r="A1"><v>1</v></c></row>')[:-200],
        workbook("<row><c r="),
    ],
    # the bytes hold the time of day: without names two processes would collect other tests
    ids=["bare zip", "bare ole", "word", "cut short", "torn"],
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailedError, match=r"is no Excel workbook|is empty") as caught:
        read_workbook(data, "x.xlsx")
    assert caught.value.hint


@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(workbook('<row r="1"><c r="A1"><v>1</v></c></row>'))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = read_workbook(bytes(whole), "x.xlsx")
    except ImportFailedError as error:
        found, said = [], bool(error.hint)
    else:
        said = True
    assert said
    assert all(rows(sheet) is not None for sheet in found)


def test_what_is_written_is_text_under_a_bold_header_that_stays() -> None:
    data = write_workbook("programs", ["name", "=note"], [["=1+1", True], ["@x", 2], [None, 1.5]])
    sheet = openpyxl.load_workbook(io.BytesIO(data))["programs"]
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["name", "=note"],
        ["=1+1", "yes"],
        ["@x", 2],
        [None, 1.5],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value} == {"s", "n"}
    assert sheet["A1"].font.b
    assert sheet.freeze_panes == "A2"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=5))
def test_texts_come_back(texts: list[str]) -> None:
    from fmgtrack.exchange.cells import tidy

    headers = [f"c{number}" for number in range(len(texts))]
    [sheet] = read_workbook(write_workbook("x", headers, [texts]), "x.xlsx")
    found = rows(sheet)
    assert found[1] == headers
    wanted = [tidy(text) for text in texts]
    assert found.get(2, [""] * len(texts)) == wanted
