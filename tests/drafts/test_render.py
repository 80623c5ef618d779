from __future__ import annotations

import dataclasses
import re
from itertools import combinations, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.drafts.context import DraftContext, clean
from fmgtrack.drafts.loader import make_environment
from fmgtrack.drafts.render import plain, render, sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syrupy.assertion import SnapshotAssertion

    from fmgtrack.drafts.loader import DraftEnvironment

    Make = Callable[..., DraftContext]

ROLES = (
    "program-director",
    "associate-director",
    "chair",
    "coordinator",
    "faculty",
    "resident",
    "other",
)
TEMPLATE_ROLES = ("program-director", "coordinator", "faculty", "resident")
SETTINGS = ("formal", "meal", "tour", "session", "correspondence", "")
PHRASES = (
    "your work on early sepsis alerts",
    "how the night float works",
    "the clinic for refugees",
    "teaching medical students on rounds",
    "what a research month looks like",
    "point-of-care ultrasound in the emergency department",
    "your path from Nairobi to cardiology",
    "the addiction medicine elective",
)
QUESTIONS = (
    "How is the research month scheduled?",
    "whether second-year residents may moonlight",
)
TALK = re.compile(
    r"\b(our|the) (conversation|talk|meeting)\b|\b(talk|talking|speak|speaking|meeting)"
    r" (with|to) (me|you)\b|\bwe (spoke|met|talked|discussed)\b|\bmeet(ing)? you\b|\byou (told|said"
    r"|shared)\b|\bmet you\b|\byou gave me\b|\bfor me on\b|\bhearing from you\b|\bmy visit\b",
    re.IGNORECASE,
)
WRITING = re.compile(
    r"\bour (exchange|correspondence|messages)\b|\byour (messages|reply|mail)\b|\byou wrote\b"
    r"|\b(writing|write|corresponding|in touch) (to|with) (me|each other)\b|\bwe exchanged\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\brank|first choice|top choice|\bmatch|number one|\bguarantee|\bimpressed\b|\bhonou?r"
    r"|kindness|excellent|outstanding|amazing|world-class|prestig|wonderful",
    re.IGNORECASE,
)


def paragraphs_of(body: str) -> list[str]:
    """Give the paragraphs between greeting and sign-off."""
    parts = body.rstrip("\n").split("\n\n")
    assert parts[0].startswith("Dear ")
    end = -2 if parts[-2].endswith(",") else -1
    return parts[1:end]


def runs(context: DraftContext, body: str, length: int = 7) -> set[tuple[str, ...]]:
    """Give every run of words of the paragraphs, with the names and dates taken as one word."""
    text = " ".join(paragraphs_of(body))
    for fact in (context.where, context.occasion, str(context.program), "Monday, November 23"):
        text = text.replace(fact, "NAME")
    words = re.findall(r"[\w'\-\[\]]+", text.replace("November 23", "NAME").casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("role", TEMPLATE_ROLES)
@pytest.mark.parametrize("met", [True, False], ids=["met", "not-met"])
@pytest.mark.parametrize("noted", [True, False], ids=["noted", "nothing-noted"])
def test_golden(  # noqa: PLR0917  (pytest gives each by name)
    make_context: Make,
    environment: DraftEnvironment,
    snapshot: SnapshotAssertion,
    role: str,
    met: bool,
    noted: bool,
) -> None:
    titled = role != "coordinator"
    over: dict[str, object] = {
        "role": role,
        "title": "Dr." if titled else "",
        "name": "Signe Lindqvist" if titled else "Maria Delgado",
        "setting": "formal" if met else "",
        "talked_about": PHRASES[:2] if noted and met else (),
        "to_ask": QUESTIONS[:1] if noted else (),
        "turn": TEMPLATE_ROLES.index(role),
    }
    if not noted:
        over["highlight"] = ""
    drafts = [render(make_context(**over), environment)]
    drafts.append(render(make_context(**(over | {"format": "in-person"})), environment))
    assert (
        "\n======\n\n".join(f"Subject: {each.subject}\n\n{each.body}" for each in drafts)
        == snapshot
    )


def test_golden_by_correspondence(
    make_context: Make, environment: DraftEnvironment, snapshot: SnapshotAssertion
) -> None:
    draft = render(make_context(setting="correspondence"), environment)
    assert f"Subject: {draft.subject}\n\n{draft.body}" == snapshot


@pytest.mark.parametrize("role", TEMPLATE_ROLES)
@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("first", [0, 3, 30])
def test_eight_of_one_role_share_no_run_of_seven_words(
    make_context: Make, environment: DraftEnvironment, role: str, setting: str, first: int
) -> None:
    seen = []
    for offset, subject_matter in enumerate(PHRASES):
        known = {"talked_about": (subject_matter,), "highlight": subject_matter}
        context = make_context(role=role, setting=setting, turn=first + offset, **known)
        seen.append(runs(context, render(context, environment).body))
    for left, right in combinations(seen, 2):
        assert not left & right


def test_people_of_different_roles_share_no_run_of_seven_words(
    make_context: Make, environment: DraftEnvironment
) -> None:
    seen: list[tuple[str, set[tuple[str, ...]]]] = []
    for (index, role), turn in product(enumerate(TEMPLATE_ROLES), range(8)):
        matter = PHRASES[(turn + index) % 8]
        context = make_context(
            role=role, turn=turn, talked_about=(f"{matter} {role}",), to_ask=(f"{role} {turn}",)
        )
        seen.append((role, runs(context, render(context, environment).body)))
    for (left_role, left), (right_role, right) in combinations(seen, 2):
        shared = {run for run in left & right if left_role != right_role}
        assert not {run for run in shared if not set(run) & set(matter_words())}, shared


def matter_words() -> set[str]:
    return set(re.findall(r"[\w'\-]+", " ".join(PHRASES)))


def test_subjects_of_one_role_differ(make_context: Make, environment: DraftEnvironment) -> None:
    for role, setting in product(TEMPLATE_ROLES, SETTINGS):
        subjects = {
            render(make_context(role=role, setting=setting, turn=turn), environment).subject
            for turn in range(8)
        }
        assert len(subjects) == 8


@pytest.mark.parametrize("role", TEMPLATE_ROLES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_turn_renders_within_bounds(
    make_context: Make, environment: DraftEnvironment, role: str, setting: str
) -> None:
    bodies = set()
    ways = ("virtual", "in-person", "phone", "")
    recorded = ((PHRASES[:1], ()), (PHRASES[:2], QUESTIONS), ((), ()))
    cases = [*product(range(41), ways[:1], recorded), *product(range(11), ways[1:], recorded)]
    for turn, way, (about, ask) in cases:
        context = make_context(
            role=role, setting=setting, turn=turn, format=way, talked_about=about, to_ask=ask
        )
        draft = render(context, environment)
        between = paragraphs_of(draft.body)
        assert 60 <= len(draft.body.split()) <= 170
        assert 2 <= len(between) <= 3
        assert not re.search(r" \n|\n\n\n|  |\.\.|[a-z]\.[A-Z]|,,| [.,;:]", draft.body)
        assert draft.body.endswith("Amina Khalil\n")
        assert len(draft.subject) < 80
        assert not NEVER.search(draft.subject + draft.body)
        assert all(each[0].isupper() and each[-1] in ".?" for each in between)
        if way == "virtual":
            assert not re.search(r"visit|hospitality|in person|welcom\w+ me", draft.body)
        if not context.spoke:
            assert not TALK.search(draft.subject + "\n" + draft.body)
        if not context.met:
            assert not WRITING.search(draft.subject + "\n" + draft.body)
        if about and way == "virtual":
            bodies.add((about, draft.body))
    assert len(bodies) == 82


@pytest.mark.parametrize(
    ("role", "setting", "over", "gaps"),
    [
        ("program-director", "formal", {}, ["what you talked about with Dr. Lindqvist"]),
        ("program-director", "", {"highlight": ""}, ["what stood out about the day"]),
        ("program-director", "", {}, []),
        ("coordinator", "", {"highlight": ""}, []),
        ("coordinator", "formal", {"highlight": ""}, []),
        ("faculty", "formal", {}, ["what you talked about with Dr. Lindqvist"]),
        ("faculty", "correspondence", {}, ["what you talked about with Dr. Lindqvist"]),
        ("resident", "meal", {}, ["what you talked about with Dr. Lindqvist"]),
        ("coordinator", "", {"specialty": "", "city": "", "format": ""}, []),
        ("coordinator", "", {"applicant": ""}, ["your name"]),
    ],
)
def test_gaps(  # noqa: PLR0917  (pytest gives each by name)
    make_context: Make,
    environment: DraftEnvironment,
    role: str,
    setting: str,
    over: dict[str, object],
    gaps: list[str],
) -> None:
    for turn in range(8):
        context = make_context(role=role, setting=setting, talked_about=(), turn=turn, **over)
        draft = render(context, environment)
        assert re.findall(r"\[\[(.*?)\]\]", draft.subject + draft.body) == gaps


@pytest.mark.parametrize("role", TEMPLATE_ROLES)
@pytest.mark.parametrize("setting", SETTINGS)
def test_what_was_recorded_stands_in_one_sentence(
    make_context: Make, environment: DraftEnvironment, role: str, setting: str
) -> None:
    for turn in range(8):
        context = make_context(
            role=role,
            setting=setting,
            turn=turn,
            program="St. Mary's Hosp. of St. Paul",
            talked_about=("Your paper with Dr. A. Okonjo vs. Prof. B. Ito.", PHRASES[1]),
            to_ask=QUESTIONS[:1],
        )
        body = render(context, environment).body
        meant = "your paper with Dr. A. Okonjo vs. Prof. B. Ito"
        for typed in ("Your paper with Dr. A. Okonjo vs. Prof. B. Ito.", PHRASES[1]):
            found = sentence(context, environment, typed)
            assert f"{meant} and {PHRASES[1]}" in found
            assert found in body
            assert found[0].isupper()
            assert found.endswith(".")
            assert "\n" not in found
            assert len(found) < 220
        asked = sentence(context, environment, QUESTIONS[0])
        assert asked.endswith(QUESTIONS[0])
        assert asked in body


def test_a_sentence_is_that_of_the_phrase(
    make_context: Make, environment: DraftEnvironment
) -> None:
    context = make_context(talked_about=("Henry Ford",))
    assert "about Henry Ford," in sentence(context, environment, "Henry Ford")
    assert sentence(context, environment, "something else") == ""


def test_plain_is_the_template_alone(make_context: Make, environment: DraftEnvironment) -> None:
    context = make_context(to_ask=QUESTIONS)
    bare = plain(context, environment)
    assert "[[what you talked about with Dr. Lindqvist]]" in bare
    assert "sepsis" not in bare
    assert QUESTIONS[0] not in bare
    noted = make_context(talked_about=(PHRASES[1],), highlight="x")
    assert plain(noted, environment) == bare


@pytest.mark.parametrize(
    ("role", "like"),
    [
        ("associate-director", "program-director"),
        ("chair", "program-director"),
        ("other", "faculty"),
    ],
)
def test_roles_that_share_a_template(
    make_context: Make, environment: DraftEnvironment, role: str, like: str
) -> None:
    same = render(make_context(role=like), environment)
    assert render(make_context(role=role), environment) == same


def test_same_context_same_draft(make_context: Make, environment: DraftEnvironment) -> None:
    for turn in range(16):
        context = make_context(turn=turn)
        assert render(context, environment) == render(context, make_environment())


def test_a_signature_with_its_own_sign_off(
    make_context: Make, environment: DraftEnvironment
) -> None:
    signed = make_context(signature="Best wishes,\nAmina Khalil, MD\nCairo")
    assert render(signed, environment).body.endswith("\n\nBest wishes,\nAmina Khalil, MD\nCairo\n")
    block = make_context(signature="Amina Khalil, MD\nCairo")
    assert render(block, environment).body.endswith("\n\nSincerely,\nAmina Khalil, MD\nCairo\n")


def test_a_sentence_that_ends_in_an_initialism(
    make_context: Make, environment: DraftEnvironment
) -> None:
    context = make_context(turn=1, talked_about=("your years in the U.S.",))
    found = sentence(context, environment, "your years in the U.S.")
    assert found.endswith("your years in the U.S.")


HOSTILE = (
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "a\nSubject: second\nBcc: x@example.org",
    "a\r\n\r\nb",
    "\x1b[31mred",
    "x\u2028y\x85z",
    "\u202egnp",
    "<script>alert(1)</script>",
    "[bold]markup[/bold]",
    "%s %d {0} \\1 \\g<0>",
)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("role", TEMPLATE_ROLES)
def test_hostile_values_stay_text(
    make_context: Make, environment: DraftEnvironment, role: str, text: str
) -> None:
    over = dict.fromkeys(
        ("name", "title", "program", "specialty", "city", "applicant", "highlight"), text
    )
    calm = render(make_context(role=role, to_ask=QUESTIONS), environment)
    for setting in SETTINGS:
        context = make_context(
            role=role, setting=setting, talked_about=(text,), to_ask=(text,), **over
        )
        draft = render(context, environment)
        assert "\n" not in draft.subject
        assert clean(draft.subject) == draft.subject
        assert draft.body.count("\n") == calm.body.count("\n")
        assert not set(draft.body) & set("\r\x1b\x85\u2028\u202e")
        assert sum(line.startswith(("Subject:", "Bcc:")) for line in draft.body.splitlines()) == 0
        assert "49" not in draft.body


def test_a_line_end_in_a_name_makes_no_second_subject(
    make_context: Make, environment: DraftEnvironment
) -> None:
    context = make_context(role="program-director", name="A\nSubject: gotcha", turn=1)
    draft = render(context, environment)
    assert draft.subject == "Thank you, Dr. gotcha"
    assert draft.body.startswith("Dear Dr. gotcha,\n\n")


@given(
    name=st.text(max_size=40),
    about=st.lists(st.text(max_size=60), max_size=3),
    ask=st.lists(st.text(max_size=60), max_size=3),
    turn=st.integers(-3, 200),
    role=st.sampled_from(ROLES),
    setting=st.sampled_from(SETTINGS),
)
def test_any_text_makes_a_draft(  # noqa: PLR0917  (hypothesis gives each by name)
    environment: DraftEnvironment,
    name: str,
    about: list[str],
    ask: list[str],
    turn: int,
    role: str,
    setting: str,
) -> None:
    context = DraftContext(
        name=name,
        role=role,
        setting=setting,
        talked_about=tuple(about),
        to_ask=tuple(ask),
        turn=turn,
    )
    draft = render(context, environment)
    assert draft.subject.splitlines() == [draft.subject]
    assert draft.body.endswith("[[your name]]\n")
    assert all(line == line.strip() for line in draft.body.splitlines())
    assert "\n\n\n" not in draft.body
    assert dataclasses.replace(context) == context or about
    for text in ask:
        assert sentence(context, environment, text) in draft.body


def sentences_of(environment: DraftEnvironment, make_context: Make) -> Iterator[str]:
    for role, setting, turn in product(TEMPLATE_ROLES, SETTINGS, range(9)):
        context = make_context(role=role, setting=setting, turn=turn)
        yield sentence(context, environment, "your work on early sepsis alerts")


def test_nine_sentences_for_each_way_of_meeting(
    environment: DraftEnvironment, make_context: Make
) -> None:
    spoken = {each for each in sentences_of(environment, make_context) if each}
    # four roles that spoke, and those written with or not met
    assert len(spoken) == 9 * 6
