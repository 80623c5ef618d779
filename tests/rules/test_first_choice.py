from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmgtrack.rules.first_choice import statements, states_first_choice

STATED = """
You are my first choice.
Your program is my first choice for residency.
Henry Ford Hospital is my first choice.
Mayo Clinic internal medicine is my first choice.
I want you to know that your program is my top choice.
Your program is my number one choice.
Your program is my #1.
You are my number one.
You are my No. 1 choice.
Yours is my very first choice.
You're my first-choice program.
Your residency is the first choice for me.
Your program is the number one for me.
I will rank you first.
I'll rank your program first.
I will be ranking your program number one on my list.
I would rank your residency program #1.
I plan to rank you 1st.
I am going to rank you as my first.
I intend to put your program first on my rank order list.
I have decided to rank your program highest.
I am placing your program at the top of my list.
You are at the top of my list.
Your program is on top of my ranking list.
Your program will be ranked first by me.
Your program will be first on my list.
Your program is number one on my rank list.
Your program is in the first place of my list.
I will put you in the first position.
Your program is my first option.
Your program is my first priority.
Your hospital is the first in my list.
I rank you as first.
I prefer your program over all others.
I want your program above any other program.
You are my favourite program.
Your program is where I most want to train.
It is the place where I want to train most.
If it remains true when I certify my list, I will rank your program first.
I am happy to say: your program is MY TOP CHOICE!
Your program is my \u2116 1.
your program is my first\u00a0choice
Yours is the program I will rank first.
"""

NOT_STATED = """
You are among my top choices.
Your program is one of my top choices.
Your program is one of my very top choices for residency.
Your program is one of my first choice programs.
I will rank your program highly.
I plan to rank your program very high on my list.
Your program is near the top of my list.
I have not decided on the order of my list.
Internal medicine was my first choice.
Pediatrics has always been my first choice of career.
Medicine was my first choice of specialty.
I ranked first in my class at medical school.
I was the first in my family to study medicine.
Your program was the first I visited.
This was my first interview with you.
I was first told of your program by a friend.
The top of the building has a fine view.
I put patients first.
You put your residents first.
I would like to thank you first of all.
On my first day at your hospital I saw the ward.
I am very interested in your program.
I would be glad to train at your program.
Thank you for the top conversation.
My first rotation in the hospital was in Detroit.
My first position after school was in a rural hospital.
I hope to hear from you before other news.
First, I want to thank you.
My favorite part of the day was the noon conference.
The number one question I had was about the clinic.
I most enjoyed the visit to your clinic.
"""


def _lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("sentence", _lines(STATED))
def test_a_statement_is_found(sentence: str) -> None:
    body = f"Dear Dr. Lindqvist,\n\nThank you for the day. {sentence}\n\nSincerely,\nSana Mirza"

    assert states_first_choice(sentence)
    assert len(list(statements(body))) == 1


@pytest.mark.parametrize("sentence", _lines(NOT_STATED))
def test_what_promises_nothing_is_left_alone(sentence: str) -> None:
    assert list(statements(sentence)) == []


@pytest.mark.parametrize("sentence", _lines(STATED))
def test_case_and_hidden_characters_change_nothing(sentence: str) -> None:
    assert states_first_choice(sentence.upper())
    assert states_first_choice(sentence.replace("r", "r\u200b"))
    assert states_first_choice(sentence.replace(" ", "\n"))


def test_the_sentence_is_given_as_it_was_written() -> None:
    body = "I liked the day. You are my first choice! Thank you."

    assert list(statements(body)) == ["You are my first choice!"]


def test_a_subject_counts_too() -> None:
    assert states_first_choice("My first choice", "Thank you.")
    assert not states_first_choice("", "")


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_statement_is_part_of_it(text: str) -> None:
    from fmgtrack.rules.prose import clean

    assert all(found in clean(text) for found in statements(text))


@given(st.sampled_from(_lines(NOT_STATED)), st.sampled_from(_lines(STATED)))
def test_a_harmless_sentence_beside_it_hides_no_statement(harmless: str, stated: str) -> None:
    assert len(list(statements(f"{harmless} {stated}"))) == 1
    assert len(list(statements(f"{stated} {harmless}"))) >= 1
