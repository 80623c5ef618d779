"""Transcripts as other programs write them; every figure of a fixture was counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmgtrack.errors import ImportFailedError, InvalidError
from fmgtrack.exchange.transcripts import LARGEST, MOST_LINES, read_file, read_transcript
from fmgtrack.rules.speech import Cue, Speech, measure, speakers, star_shares

FIXTURES = Path(__file__).parents[1] / "fixtures" / "transcripts"


def read(text: str, name: str = "talk.vtt") -> tuple[Cue, ...]:
    return read_transcript(text.encode(), name)


def said(text: str) -> list[str]:
    return [cue.text for cue in read(text)]


def who(text: str) -> list[tuple[str, str]]:
    return [(cue.speaker, cue.text) for cue in read(text)]


def figures(name: str) -> Speech:
    return measure(read_file(FIXTURES / name), "Sana Mirza")


FORMATS = ("night_call.vtt", "night_call.srt", "night_call.txt")


@pytest.mark.parametrize("name", FORMATS)
def test_one_talk_has_the_same_words_in_every_format(name: str) -> None:
    # Interviewer: 10 + 2 words. Sana: 10 + 8 + 9 + 8 + 7 + 12 + 6 + 6 = 66
    #   So, um, I was on call in a district hospital.             10  situation
    #   A patient with sepsis came in at night.                    8  situation
    #   My role was to, you know, decide on fluids.                9  task
    #   I called the consultant and asked for help.                8  action
    #   Then I, uh, examined the patient again.                    7  action
    #   I explained my plan to the nurse, and she was like, okay. 12  action
    #   As a result the patient improved.                          6  result
    #   I learned to call early, actually.                         6  result
    assert speakers(read_file(FIXTURES / name)) == {"Sana Mirza": 66, "Interviewer": 12}
    found = figures(name)
    assert found.words == 66
    # So (begins), um, uh, you know, like (before a comma), actually
    assert found.fillers == {"um": 2, "like": 1, "you know": 1, "actually": 1, "so": 1}
    assert star_shares(found.text) == {
        "situation": round(18 / 66, 3),
        "task": round(9 / 66, 3),
        "action": round(27 / 66, 3),
        "result": round(12 / 66, 3),
    }


@pytest.mark.parametrize("name", FORMATS[:2])
def test_captions_carry_times(name: str) -> None:
    found = figures(name)
    # 0:05 to 0:31, then the other one asks, then 0:33 to 0:41
    assert found.seconds == 26 + 8
    # 5 to 19 with 0.2 s between two captions, then 2 s of silence, then 21 to 31
    assert found.longest_run == 14


def test_a_text_carries_none() -> None:
    found = figures("night_call.txt")
    assert (found.seconds, found.longest_run) == (None, None)


def test_captions_that_roll_are_taken_once() -> None:
    cues = read_file(FIXTURES / "rolling.vtt")
    found = measure(cues, "")
    # each line is shown three times: while it is spoken, for an instant, above the next one
    assert found.text == "I worked in a clinic of three rooms and two nurses"
    assert found.words == 11
    assert found.seconds == pytest.approx(7 - 0.16)


HEAD = "WEBVTT\n\n"


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ("00:01.500 --> 00:02.250", 1.5, 2.25),
        ("00:00:01,500 --> 00:00:02,250", 1.5, 2.25),
        ("0:00:01.5 --> 0:00:02", 1.5, 2),
        ("100:00:01.000 --> 100:00:02.000", 360_001, 360_002),
        (
            "01:02:03.004 --> 01:02:05.006 line:0 position:20% size:60% align:start",
            3723.004,
            3725.006,
        ),
        ("00:01.000-->00:02.000", 1, 2),
        ("00:05.000 --> 00:02.000", 5, 5),
    ],
)
def test_times_however_they_are_written(times: str, start: float, end: float) -> None:
    (cue,) = read(f"{HEAD}{times}\nhello\n")
    assert (cue.text, cue.start, cue.end) == ("hello", start, end)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, line_end: str) -> None:
    text = f"{HEAD}1\n00:01.000 --> 00:02.000\nna\u00efve caf\u00e9\n".replace("\n", line_end)
    assert [cue.text for cue in read_transcript(text.encode(encoding), "a")] == [
        "na\u00efve caf\u00e9"
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<c.yellow.bg_blue>I</c> <b>was</b> <i.x>there</i>", "I was there"),
        ("I<00:00:01.500><c> was</c> there", "I was there"),
        ("R&amp;D &lt;60 &nbsp;&eacute; &#39;x&#39;", "R&D <60 \u00e9 'x'"),
        ('{\\an8}I was <font color="red">there</font>', "I was there"),
        ("- I was there", "I was there"),
        (">> I was there", "I was there"),
        ("&gt;&gt; I was there", "I was there"),
        ("[Music] I was \u266a there [inaudible]", "I was there"),
        (
            "with a pressure of <60 and a pulse of >120",
            "with a pressure of <60 and a pulse of >120",
        ),
        ("from A --> B", "from A --> B"),
    ],
)
def test_tags_entities_and_sounds_go(body: str, text: str) -> None:
    assert said(f"{HEAD}00:01.000 --> 00:02.000\n{body}\n") == [text]


def test_notes_styles_and_names_of_cues_are_not_spoken() -> None:
    text = """WEBVTT - made by nobody
Kind: captions

NOTE one line of note

NOTE
more lines
of note

STYLE
::cue(v) { color: red }

REGION
id:fred

5d2a1f-0
00:01.000 --> 00:02.000
first

b7/12-1
00:03.000 --> 00:04.000
second
"""
    assert said(text) == ["first", "second"]


def test_cues_without_empty_lines_between_keep_their_numbers_out() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\none\n2\n00:00:02,000 --> 00:00:03,000\ntwo\n"
    assert said(text) == ["one", "two"]


def test_an_empty_cue_swallows_nothing() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n\nid-2\n00:00:02,000 --> 00:00:03,000\ntwo\n"
    assert said(text) == ["two"]


def test_cues_come_in_order_of_time() -> None:
    text = f"{HEAD}00:03.000 --> 00:04.000\nlater\n\n00:01.000 --> 00:03.500\nsooner\n"
    assert said(text) == ["sooner", "later"]


def test_a_recogniser_at_a_terminal_writes_text_behind_the_times() -> None:
    text = "[00:00.000 --> 00:02.500]  I was on call.\n[00:02.500 --> 00:04.000]  It was late.\n"
    assert [(cue.text, cue.end) for cue in read(text, "out.txt")] == [
        ("I was on call.", 2.5),
        ("It was late.", 4.0),
    ]


def captions(*texts: str, gap: float = 0.0, length: float = 2.0) -> str:
    cues = []
    start = 0.0
    for text in texts:
        cues.append(f"00:{start:06.3f} --> 00:{start + length:06.3f}\n{text}\n")
        start += length + gap
    return HEAD + "\n".join(cues)


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        # a line moves up, and a new one comes beneath it
        (("one", "one\ntwo", "two\nthree"), "one two three"),
        (("we went home early", "we went home early"), "we went home early"),
        # a caption grows while it is spoken
        (("I", "I was", "I was on", "I was on call"), "I was on call"),
        # a window of words moves on
        (("one two three four five", "two three four five six"), "one two three four five six"),
        (("We went home early.", "we went home early and slept"), "We went home early. and slept"),
        # what is said twice is said twice
        (("No.", "No."), "No. No."),
        (("Yes. I did.", "I did. I went."), "Yes. I did. I did. I went."),
        (("I was, I was late", "late for work"), "I was, I was late late for work"),
    ],
)
def test_only_what_a_caption_shows_again_is_left_out(texts: tuple[str, ...], joined: str) -> None:
    assert " ".join(said(captions(*texts))) == joined


def test_after_a_pause_the_same_words_are_said_again() -> None:
    again = "we went home early"
    assert said(captions(again, again, gap=3.0)) == [again, again]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<v Sana>Hello</v> <v Omar>Good day</v>", [("Sana", "Hello"), ("Omar", "Good day")]),
        ("<v.loud Sana Mirza>Hello\nand more", [("Sana Mirza", "Hello\nand more")]),
        ("Sana Mirza: Hello", [("Sana Mirza", "Hello")]),
        ("[SPEAKER_00]: Hello", [("SPEAKER_00", "Hello")]),
        ("Speaker 1: Hello", [("Speaker 1", "Hello")]),
        ("Dr. Wei Chen: Hello", [("Dr. Wei Chen", "Hello")]),
        ("Sana Mirza (Guest): Hello", [("Sana Mirza (Guest)", "Hello")]),
        ("Ana de la Cruz: Hello", [("Ana de la Cruz", "Hello")]),
        ("and then: I left", [("", "and then: I left")]),
        ("Situation: a ward at night", [("", "Situation: a ward at night")]),
        ("At 9: I rounded", [("", "At 9: I rounded")]),
        ("It was 12:30 then", [("", "It was 12:30 then")]),
    ],
)
def test_who_speaks(body: str, parts: list[tuple[str, str]]) -> None:
    found = who(f"{HEAD}00:01.000 --> 00:02.000\n{body}\n")
    assert [(name, text.replace("\n", " ")) for name, text in found] == [
        (name, text.replace("\n", " ")) for name, text in parts
    ]


def test_who_is_not_named_again_goes_on_speaking() -> None:
    assert who("Omar: Why us?\nSana: I\nlike it.\nOmar: Thanks.\n") == [
        ("Omar", "Why us?"),
        ("Sana", "I"),
        ("Sana", "like it."),
        ("Omar", "Thanks."),
    ]


def test_two_who_speak_once_each_are_two() -> None:
    assert who("Omar: Why us?\nSana: I like it.\n") == [
        ("Omar", "Why us?"),
        ("Sana", "I like it."),
    ]


def test_one_word_before_a_colon_in_the_middle_of_a_text_is_no_name() -> None:
    text = "I was on call.\nHonestly: it was hard.\n"
    assert [name for name, _ in who(text)] == ["", ""]


@pytest.mark.parametrize(
    "text",
    [
        "[Omar Aziz] 10:02:33\nWhy us?\n\n[Sana Mirza] 10:02:40 PM\nI like it.\n",
        "Omar Aziz   0:03\nWhy us?\n\nSana Mirza   0:09\nI like it.\n",
        "00:00:00\nOmar Aziz: Why us?\n00:05:00\nSana Mirza: I like it.\n",
    ],
)
def test_headings_of_texts_name_who_speaks(text: str) -> None:
    assert who(text) == [("Omar Aziz", "Why us?"), ("Sana Mirza", "I like it.")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xef\xbb\xbf",
        b"   \r\n\r\n",
        b"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n\n",
        b"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n[Music]\n...\n",
        b"PK\x03\x04 a word file",
        b"%PDF-1.7 text",
        b"{\\rtf1 text}",
        b"a\0b",
        b"\xff\xfe\x00",
        "h\u00e9".encode("utf-16-le"),
        b"a " * (LARGEST // 2 + 1),
        b"a\n" * MOST_LINES,
    ],
)
def test_what_is_no_transcript_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidError) as caught:
        read_transcript(data, "talk.vtt")
    assert "`talk.vtt`" in caught.value.message
    assert caught.value.hint


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportFailedError):
        read_file(tmp_path / "none.vtt")


@pytest.mark.parametrize(
    "piece",
    [
        *("<", "<v ", "<v.", "&", "[", "{\\", " ", "a ", "a", "A", "A:", "A: ", ">", "-"),
        *("\n", " \n", "A: b\n", "1\n", "00:", "0", ":", "-->", "00:01.000 --> 00:02.000\n"),
        *("00:01.000 --> 00:02.000\na b\n\n", "00:01.000 --> 00:02.000 ", "[00:01", "A  "),
    ],
)
def test_a_hostile_file_is_read_or_refused_in_one_go(piece: str) -> None:
    data = (
        HEAD + "00:01.000 --> 00:02.000\n" + piece * min(100_000 // len(piece), MOST_LINES // 4)
    ).encode()
    for start in (0, len(HEAD) + 24):
        try:
            assert read_transcript(data[start:], "a")
        except InvalidError as error:
            assert error.hint  # noqa: PT017  either of two ends is right


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "WEBVTT\n",
                "NOTE x\n",
                "\n",
                "\r\n",
                "1\n",
                "00:01.000 --> 00:02.000\n",
                "-->",
                "<v A>",
            ),
            *(
                "</v>",
                "Sana Mirza: ",
                "hello there all of you",
                "hello",
                "[x]",
                "&amp;",
                "&#0;",
                "\ufeff",
            ),
            *(
                "99:59:59,999 --> 00:00:00,000\n",
                "[00:01 --> 00:02] a",
                "Omar  0:03\n",
                "<00:01.000>",
            ),
        ]
    )
    | st.text(max_size=6),
    max_size=30,
).map("".join)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"0:00 --> 00:0B*\n>-->-W10:\n00:00 --> 00:0]:.\n00:00 ", ":. 00:00"),  # by `make fuzz`
        (b"00:00 --> 00:01\n>>\n\n00:01 --> 00:02\nhello there\n", "hello there"),
    ],
)
def test_a_caption_behind_one_of_signs_alone_is_read(data: bytes, said: str) -> None:
    assert [cue.text for cue in read_transcript(data, "x.vtt")] == [said]


@settings(max_examples=300)
@given(PIECES)
def test_any_text_gives_cues_or_one_kind_of_error(text: str) -> None:
    try:
        cues = read_transcript(text.encode("utf-8", "surrogatepass"), "a")
    except InvalidError:
        return
    starts = [cue.start for cue in cues if cue.start is not None]
    assert starts == sorted(starts)
    assert all(cue.text for cue in cues)
    assert all(cue.end is None or cue.start is None or cue.end >= cue.start for cue in cues)
    for speaker in speakers(cues):
        measure(cues, speaker)


@given(st.binary(max_size=300))
def test_any_bytes_give_cues_or_one_kind_of_error(data: bytes) -> None:
    try:
        assert read_transcript(data, "a")
    except InvalidError as error:
        assert error.hint  # noqa: PT017  either of two ends is right


VOCABULARY = ("the", "ward", "was", "full", "and", "I", "called", "for", "help")
WORDS = st.lists(st.sampled_from(VOCABULARY), min_size=1)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=10))
def test_captions_with_pauses_lose_no_word(texts: list[str]) -> None:
    assert said(captions(*texts, gap=1.0)) == texts
    srt = captions(*texts, gap=1.0).removeprefix(HEAD).replace(".", ",")
    assert said(srt) == texts
