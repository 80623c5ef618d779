"""Files that try to hang, to fill the memory, or to come alive, by kind.

Each is small where it lies: what a mail or a download may bring.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from tests.trust.hostile import EVERY, STEW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN = "http://schemas.openxmlformats.org/package/2006"
PACKAGE = f"{OPEN}/relationships"
MILLION = 1_000_000

NAMED = '<row r="1"><c r="A1" t="inlineStr"><is><t>Program</t></is></c></row>'
"""A first row that names a column, so that the rest of a sheet is looked at."""


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def workbook(*sheets: str, **given: Any) -> bytes:  # noqa: ANN401  as `parts_of`
    """An .xlsx of these rows of sheets."""
    return packed(parts_of(*sheets, **given))


def parts_of(
    *sheets: str,
    shared: Iterable[str] = (),
    places: Iterable[str] = (),
    more: Mapping[str, str | bytes] | None = None,
    head: str = "",
) -> dict[str, str | bytes]:
    """The parts of an .xlsx of these rows of sheets; `places` are where those of the sheets lie."""
    found = list(places) or [f"worksheets/sheet{n}.xml" for n in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(found) + 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATED}/worksheet" Target="{place}"/>'
        for n, place in enumerate(found, 1)
    )
    strings = "".join(f"<si><t>{text}</t></si>" for text in shared)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{OPEN}/content-types"><Default Extension="xml"'
        ' ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1"'
        f' Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>{listed}'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}'
        f'<Relationship Id="rIdS" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'{head}<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for place, body in zip(found, sheets, strict=True):
        parts[f"xl/{place}"] = (
            f'{head}<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>{body}'
            "</sheetData></worksheet>"
        )
    return parts | dict(more or {})


def lying(parts: Mapping[str, str | bytes], name: str, content: bytes, size: int) -> bytes:
    """A zip in which one part says that it is small, with the sum of its beginning."""
    data = packed({**parts, name: content})
    out = bytearray(data)
    told = struct.pack("<I", zlib.crc32(content[:size]))
    with zipfile.ZipFile(io.BytesIO(data)) as read:
        offset = read.getinfo(name).header_offset
    out[offset + 14 : offset + 18] = told
    struct.pack_into("<I", out, offset + 22, size)
    at = out.index(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", out, at + 28)[0]
        if out[at + 46 : at + 46 + length] == name.encode():
            out[at + 16 : at + 20] = told
            struct.pack_into("<I", out, at + 24, size)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def _filler(megabytes: int) -> bytes:
    """So many megabytes of one letter; they pack to a thousandth."""
    return b"x" * (megabytes * MILLION)


ENTITIES = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol" * 10}">' for n in range(12))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'

CORNERS = '{0}<row r="{1}"><c r="{2}{1}"><v>1</v></c></row>'


def _workbooks() -> dict[str, Callable[[], bytes]]:
    far = CORNERS.format(NAMED, 3_400, "EAA")
    cell = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    many = "".join(cell.format(n) for n in range(2, 1_900))
    plain = workbook(NAMED)
    return {
        "a dimension that lies": lambda: workbook(NAMED + CORNERS.format("", 2, "A")),
        "a cell in the last corner": lambda: workbook(CORNERS.format(NAMED, 1_048_576, "XFD")),
        "many sheets that are large together": lambda: workbook(*[far] * 40),
        "a sheet in an odd place": lambda: workbook(
            CORNERS.format(NAMED, 1_048_576, "XFD"), places=["worksheets/deep/evil.bin"]
        ),
        "a sheet without an end of its name": lambda: workbook(
            CORNERS.format(NAMED, 1_048_576, "XFD"), places=["worksheets/sheet1"]
        ),
        "one long text in many cells": lambda: workbook(NAMED + many, shared=["x" * (MILLION)]),
        "one long text in many cells of many sheets": lambda: workbook(
            *[NAMED + many] * 8, shared=["x" * (MILLION)]
        ),
        "a part that unfolds to too much": lambda: workbook(
            NAMED, more={"xl/styles.xml": _filler(270)}
        ),
        "a part that says it is small": lambda: lying(
            parts_of(NAMED), "xl/styles.xml", b"<x>" + _filler(300) + b"</x>", 100
        ),
        "a sheet that says it is small": lambda: lying(
            parts_of(NAMED), "xl/worksheets/sheet1.xml", b"<x>" + _filler(300) + b"</x>", 400
        ),
        "one attribute of many megabytes": lambda: workbook(
            f'<row r="1" spans="{"x" * (40 * MILLION)}"/>{NAMED}'
        ),
        "entities that multiply": lambda: workbook(NAMED, shared=["&e11;"], head=ENTITIES),
        "an entity from outside": lambda: workbook(
            NAMED + cell.format(2), shared=["&e;"], head=OUTSIDE
        ),
        "rows that have no number": lambda: workbook(
            NAMED + f'<row r="{"9" * 5_000}"><c r="A{"9" * 20}"><v>1</v></c></row>'
        ),
        "a number that is no number of a text": lambda: workbook(
            NAMED + '<row r="2"><c r="A2" t="s"><v>99999999999</v></c></row>'
        ),
        "tags that lie deep in each other": lambda: workbook(NAMED + "<a>" * 300_000),
        "another program's table inside": lambda: packed(
            {
                "xl/workbook.xml": "<nothing/>",
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": "<x/>",
                "content.xml": '<office:document-content xmlns:office="o" xmlns:table="t">'
                '<office:body><office:spreadsheet><table:table table:name="a"><table:table-row'
                ' table:number-rows-repeated="1048576"><table:table-cell'
                ' table:number-columns-repeated="16384" office:value-type="float"'
                ' office:value="1"/></table:table-row></table:table></office:spreadsheet>'
                "</office:body></office:document-content>",
            }
        ),
        "very many parts": lambda: packed({f"xl/{n}.xml": "" for n in range(60_000)}),
        "links to elsewhere": lambda: workbook(
            NAMED
            + '<row r="2"><c r="A2" t="str"><f>WEBSERVICE("http://evil.example")</f><v>=1+1</v></c>'
            "</row>",
            more={
                "xl/externalLinks/externalLink1.xml": "<externalLink/>",
                "xl/externalLinks/_rels/externalLink1.xml.rels": f'<Relationships xmlns="{PACKAGE}"'
                f'><Relationship Id="rId1" Type="{RELATED}/externalLinkPath"'
                ' Target="file:///etc/passwd" TargetMode="External"/></Relationships>',
            },
        ),
        "hostile texts": lambda: workbook(
            NAMED
            + "".join(
                f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{_xml(text)}</t></is></c></row>'
                for n, text in enumerate(EVERY, 2)
            )
        ),
        "a file that is cut off": lambda: plain[: len(plain) // 2],
        "an old workbook of nonsense": lambda: OLE + random.Random(7).randbytes(20_000),  # noqa: S311  the same each time
        "an old workbook that is cut off": lambda: OLE + b"\0" * 504,
        "an old workbook that runs in a circle": _circle,
    }


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an .xls begins."""


def _circle() -> bytes:
    """An .xls whose chain of sectors never ends."""
    head = bytearray(512)
    head[:8] = OLE
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 1, 1, 1, 1)
    struct.pack_into("<109I", head, 76, *[0] * 109)
    return bytes(head) + struct.pack("<128I", *[1, 0, *[1] * 126]) * 4


def _xml(text: str) -> str:
    plain = "".join(char for char in text if char in "\t\n" or " " <= char < "\ud800")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


WORKBOOKS = _workbooks()


def _tables() -> dict[str, Callable[[], bytes]]:
    return {
        "a row of millions of cells": lambda: b"Program" + b",a" * (30 * MILLION),
        "a row of millions of empty cells": lambda: b"Program" + b"," * (60 * MILLION),
        "rows that grow": lambda: b"Program\n" + b"\n".join(b"," * n for n in range(8_000)),
        "very many columns and rows": lambda: (
            b"Program" + b",x" * 9_000 + b"\n" + (b"y" + b",z" * 9_000 + b"\n") * 1_500
        ),
        "one cell of many megabytes": lambda: b'Program,Notes\nA,"' + b"x" * (60 * MILLION) + b'"',
        "a mark that never closes": lambda: b'Program,Notes\nA,"' + b"x\n" * (15 * MILLION),
        "marks within marks": lambda: b"Program,Notes\nA," + b'""""' * (5 * MILLION),
        "millions of short rows": lambda: b"Program\n" + b"\n" * (30 * MILLION),
        "one line without an end": lambda: b"x" * (60 * MILLION),
        "half letters": lambda: b"Program\n" + b"\xc3(\xff\xfe" * MILLION,
        "wide letters cut off": lambda: b"\xff\xfe" + b"P\0r\0o" * MILLION,
        "a separator of its own": lambda: b"sep=,\r\nsep=;\r\n" * MILLION,
        "hostile texts": _hostile_table,
        "hostile names of columns": _hostile_header,
    }


def _hostile_table() -> bytes:
    lines = ["Program,City,Notes,Email,Interview date"]
    lines += [
        ",".join(f'"{cell}"' for cell in (f"{quoted} {n}", quoted, quoted, quoted, quoted))
        for n, quoted in enumerate(text.replace('"', '""') for text in EVERY)
    ]
    return "\n".join(lines).encode("utf-8", "replace").replace(b"\0", b" ")


def _hostile_header() -> bytes:
    names = (text.replace('"', '""').replace("\0", " ") for text in (*EVERY, STEW))
    header = ",".join(f'"{name}"' for name in ("Program", *names))
    cells = ",".join(["Mayo Clinic", *["x"] * (len(EVERY) + 1)])
    return f"{header}\n{cells}\n".encode("utf-8", "replace")


TABLES = _tables()


def calendar(*lines: str, zone: str = "") -> bytes:
    """An .ics with one event that has these lines."""
    return "\r\n".join(
        [
            *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", "METHOD:REQUEST", *zone.splitlines()),
            *("BEGIN:VEVENT", "UID:x@example.org", "DTSTAMP:20261101T000000Z"),
            *("SUMMARY:Interview at Program One", "DTSTART:20261208T150000Z", *lines),
            *("END:VEVENT", "END:VCALENDAR", ""),
        ]
    ).encode("utf-8", "replace")


ONSETS = (
    "FREQ=SECONDLY;COUNT=999999999",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231T000000Z",
    "FREQ=YEARLY;BYDAY=53MO",
    "FREQ=YEARLY;INTERVAL=1;BYDAY=-53SU;BYMONTH=13",
    "FREQ=YEARLY;UNTIL=99991231",
    "FREQ=DAILY;BYSECOND=0,1,2;BYSETPOS=-1",
)


def _zone(rule: str, blocks: int = 40) -> str:
    block = (
        "BEGIN:STANDARD\nDTSTART:00010101T000000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+9900\n"
        f"RRULE:{rule}\nRDATE:{','.join(['20201101T000000'] * 300)}\nEND:STANDARD\n"
    )
    return f"BEGIN:VTIMEZONE\nTZID:Made/Up\n{block * blocks}END:VTIMEZONE"


def _calendars() -> dict[str, Callable[[], bytes]]:
    found: dict[str, Callable[[], bytes]] = {
        "a line of many megabytes": lambda: calendar("DESCRIPTION:" + "x" * (9 * MILLION)),
        "a fold at every letter": lambda: calendar("DESCRIPTION:" + "\r\n x" * (2 * MILLION)),
        "very many events": lambda: calendar("SUMMARY:x").replace(
            b"END:VCALENDAR", b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 300_000 + b"END:VCALENDAR"
        ),
        "events within events": lambda: b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 500_000,
        "ends without a beginning": lambda: calendar().replace(
            b"END:VEVENT", b"END:VEVENT\r\n" * 400_000
        ),
        "very many guests": lambda: calendar(
            *(f"ATTENDEE;CN=Dr. Guest {n}:mailto:g{n}@example.org" for n in range(100_000))
        ),
        "names of guests that are long": lambda: calendar(
            *(
                f'ATTENDEE;CN="{part * 4_000}":mailto:x@example.org'
                for part in (" ", ", ", "(", "a ")
            )
        ),
        "quotation marks that never close": lambda: calendar('SUMMARY;X="' + '"' * 90_000 + ":x"),
        "parameters without end": lambda: calendar(
            "DTSTART" + ";TZID=x" * 14_000 + ":20261208T0900"
        ),
        "a length beyond all time": lambda: calendar("DURATION:P999999999999999999W"),
        "the last moment there is": lambda: calendar("DTSTART:99991231T235959Z", "DURATION:P9W"),
        "tags within tags": lambda: calendar("DESCRIPTION:" + "<b><div>" * 10_000),
        "half a tag": lambda: calendar("DESCRIPTION:" + "<br" * 30_000 + "&" * 30_000),
        "links within links": lambda: calendar("DESCRIPTION:" + "https://zoom.us/" * 6_000),
        "hostile texts": lambda: calendar(
            *(
                f"{name}:{text}"
                for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "ORGANIZER;CN=x")
                for text in EVERY
                if "\n" not in text and "\r" not in text
            )
        ),
        "hostile guests": lambda: calendar(
            *(f'ATTENDEE;CN="{text}":mailto:{text}@example.org' for text in EVERY[:60])
        ),
        "no letters at all": lambda: random.Random(3).randbytes(300_000),  # noqa: S311  the same each time
        "wide letters": lambda: calendar(STEW).decode("utf-8", "replace").encode("utf-16"),
    }
    for number, rule in enumerate(ONSETS):
        found[f"a clock that never changes {number}"] = lambda rule=rule: calendar(  # type: ignore[misc]  # bound now
            "DTSTART;TZID=Made/Up:20261208T090000", zone=_zone(rule)
        )
        found[f"a series without end {number}"] = lambda rule=rule: calendar(f"RRULE:{rule}")  # type: ignore[misc]  # the same
    return found


CALENDARS = _calendars()


def _documents() -> dict[str, Callable[[], bytes]]:
    """Texts of JSON that are no whole export."""
    head = '{"format": "fmgtrack", "schema": "m001_record", "exported_at": "x", "refs": {}, '
    made: dict[str, Callable[[], str]] = {
        "lists within lists": lambda: "[" * (5 * MILLION),
        "objects within objects": lambda: '{"a":' * (3 * MILLION),
        "lists within an export": lambda: head + '"records": ' + "[" * (3 * MILLION),
        "a number of millions of digits": lambda: head + f'"records": {"9" * (20 * MILLION)}}}',
        "a number beyond all": lambda: head + '"records": 1e999999999}',
        "no number": lambda: head + '"records": {"programs": [{"id": NaN}]}}',
        "a key twice": lambda: head + '"records": {}, "records": {"programs": 3}}',
        "a text of many megabytes": lambda: (
            head + f'"records": {{"programs": "{"x" * 60_000_000}"}}}}'
        ),
        "very many rows": lambda: (
            head + '"records": {"programs": [' + ",".join(['{"id": 1}'] * 3_000_000) + "]}}"
        ),
        "a history within a history": lambda: (
            head
            + '"records": {}, "history": [{"id": 1, "images": [{"record": "program", "after": "'
            + "[" * MILLION
            + '"}]}]}'
        ),
        "half of it": lambda: head,
        "half letters": lambda: head + '"records": "\\ud800\\udfff\\u0000"}',
    }
    return {name: lambda make=make: make().encode() for name, make in made.items()}  # type: ignore[misc]  # bound now


DOCUMENTS = _documents()


def _transcripts() -> dict[str, Callable[[], bytes]]:
    cue = "00:00:{0:02}.000 --> 00:00:{1:02}.000\n{2}\n\n"
    return {
        "one line of megabytes": lambda: b"word " * 390_000,
        "very many cues": lambda: b"WEBVTT\n\n" + cue.format(1, 2, "a").encode() * 45_000,
        "cues that all roll": lambda: (
            b"WEBVTT\n\n"
            + b"".join(
                cue.format(n % 60, n % 60, "the same words " * 20).encode() for n in range(5_000)
            )
        ),
        "times beyond all": lambda: b"WEBVTT\n\n999999:99999:99.999999999 --> 0:0:0\nhello there\n",
        "arrows without times": lambda: b"1:1:1.1 " + b" " * 100_000 + b"-->" * 100_000,
        "spaces before an arrow": lambda: (b"[ 1:1:1.1" + b" " * 60_000 + b"x -->\n") * 20,
        "tags that never close": lambda: (
            b"WEBVTT\n\n0:01 --> 0:02\n" + b"<v " * 300_000 + b"<i" * 300_000
        ),
        "brackets that never close": lambda: b"[" * 900_000 + b"\nhello there",
        "names without end": lambda: b"".join(b"Aa%d Bb: hello\n" % n for n in range(90_000)),
        "headings": lambda: b"".join(b"Name A" + b" " * 100 + b"0:0\n" for _ in range(9_000)),
        "entities": lambda: b"&lt;" * 200_000 + b"&#99999999999;" * 50_000,
        "hostile texts": lambda: (
            "\n".join((*EVERY, STEW)).encode("utf-8", "replace").replace(b"\0", b"")
        ),
        "hostile speakers": lambda: (
            "".join(f"<v {text}>hello {text}\n\n" for text in ("WEBVTT", *EVERY))
            .encode("utf-8", "replace")
            .replace(b"\0", b"")
        ),
        "half letters": lambda: b"hello \xc3( \xff there",
    }


TRANSCRIPTS = _transcripts()

TEMPLATES = {
    "texts that double": "{% set b = 'xxxxxxxx' %}" + "{% set b = b ~ b %}" * 60 + "{{ b }}",
    "sums that double": "{% set b = 'xx' %}" + "{% set b = b + b %}" * 60 + "{{ b }}",
    "lists that double": "{% set b = ['x'] %}" + "{% set b = b + b %}" * 60 + "{{ b | length }}",
    "lists of lists": "{% set b = ['x'] %}" + "{% set b = [b, b] %}" * 60 + "{{ b }}",
    "lists of lists as text": "{% set b = ['x'] %}"
    + "{% set b = [b, b] %}" * 60
    + "{{ b | string }}",
    "towers that are compared": "{% set a = ['x'] %}{% set b = ['x'] %}"
    + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40
    + "{{ 'y' if a == b else 'n' }}",
    "dictionaries in dictionaries": "{% set b = {'x': 1} %}"
    + "{% set b = {'a': b, 'b': b} %}" * 60
    + "{{ b | string }}",
    "blocks that double": "{% set b %}xx{% endset %}"
    + "{% set b %}{{ b }}{{ b }}{% endset %}" * 60
    + "{{ b }}",
    "macros that double": "{% macro m0() %}xxxxxxxx{% endmacro %}"
    + "".join(
        f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}"
        for n in range(1, 60)
    )
    + "{{ m59() }}",
    "much text in many turns": "{% set b %}{% for a in range(900) %}{% for c in range(10) %}"
    + "y" * 60_000
    + "{% endfor %}{% endfor %}{% endset %}{{ b | length }}",
    "replacements": "{% set b = 'x' | replace('x', 'x' ~ 'xxxxxxxxxxxxxxxxxxxx') %}"
    + "{% set b = b | replace('x', b) %}" * 30
    + "{{ b | length }}",
    "replacing by a call": "{% set b = 'xxxxxxxxxxxxxxxxxxxx' %}"
    + "{% set b = b.replace('x', b) %}" * 30
    + "{{ b | length }}",
    "joining by a long text": "{% set b = 'xxxxxxxxxxxxxxxxxxxx' %}"
    + "{% set b = range(900) | join(b) %}" * 30
    + "{{ b | length }}",
    "joining by a call": "{% set b = 'xxxxxxxxxxxxxxxxxxxx' %}"
    + "{% set b = b.join(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) %}" * 60
    + "{{ b | length }}",
    "wide tabs": "{{ ('\t' ~ '\t\t\t\t\t\t\t\t').expandtabs(20000) | length }}"
    "{% set b = '\t' %}" + "{% set b = b.replace('\t', '\t\t\t').expandtabs(20000) %}" * 9,
    "padding": "{% set b = 'x' %}" + "{% set b = b.ljust(20000) ~ b.center(20000) %}" * 40,
    "rounding": "{{ 1.5 | round(999999999, 'floor') }}",
    "powers": "{{ 9 ** 9 ** 9 ** 9 }}",
    "big numbers": "{% set n = 20000 %}" + "{% set n = n + n %}" * 5_000 + "{{ n }}",
    "sorting over and over": "{% set b = range(1000) | list %}{% for a in range(1000) %}"
    "{% for c in range(9) %}{{ b | sort | unique | list | length }}{% endfor %}{% endfor %}",
    "a format": "{{ '{:>9999999999}'.format(1) }}{{ '%9999999999d' % 1 }}",
    "brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "signs before a number": "{{ " + "- " * 40_000 + "1 }}",
    "denials": "{{ " + "not " * 20_000 + "1 }}",
    "filters in a row": "{{ 'x' " + "| trim " * 12_000 + "}}",
    "conditions in conditions": "{% if true %}" * 5_000 + "{% endif %}" * 5_000,
    "many texts joined": "{{ " + " ~ ".join(["'x'"] * 15_000) + " }}",
    "a very long template": "x" * 5_000_000,
    "itself": "{% include 'thanks/director.txt.j2' %}",
    "a file of the system": "{% include '/etc/passwd' %}{% include '../../../../etc/passwd' %}",
    "a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "a class by a filter": "{{ '' | attr('__class__') }}",
    "a class by another": "{{ ['x'] | map(attribute='__class__') | list }}",
    "globals of a function": "{{ range.__globals__ }}{{ joined.__globals__ }}",
    "globals of the context": "{{ self._TemplateReference__context.environment }}",
    "names of names": "{% set x = '__cla' ~ 'ss__' %}{{ ''[x] }}",
    "escapes": "\x1b]52;c;ZXZpbA==\x07\x9b31m\u202e",
    "a second header": "x\r\nBcc: evil@example.org\r\n\r\n<script>",
}
"""Bodies of templates; above them stands a subject."""
