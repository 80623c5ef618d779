from __future__ import annotations

import pytest

from fmgtrack.rules.solicitation import findings, sentences


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in findings(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "How will you rank me?",
        "Could you tell me where I stand on your list?",
        "please tell me my position in your list",
        "kindly let me know if I am on your rank list",
        "may I know my chances",
        "May I know my chance of matching in your program?",
        "Could you share your ranking preferences?",
        "What are my chances of matching at your program?",
        "Do I have a chance?",
        "Do I stand a chance at your program?",
        "I'd be grateful if you could rank me highly.",
        "Please rank me.",
        "I want to know whether I will be ranked.",
        "Will I be ranked?",
        "Am I ranked by your program?",
        "I was wondering how the committee plans to rank me.",
        "Where do I stand?",
        "I would like to know where I stand.",
        "Where does my application stand among the others?",
        "How do I compare with the other applicants?",
        "How likely am I to match at your program?",
        "Is there any chance that I will match here?",
        "Kindly inform me about my rank.",
        "What rank did you give me?",
        "Which number am I on your list?",
        "Is my name in your rank list?",
        "Please keep me high in your list.",
        "Kindly put my name on your rank order list.",
        "Can you guarantee me a position?",
        "How do you rank applicants?",
        "Are you going to rank me?",
        "Let me know how I was ranked.",
        "Can you give me an idea of my standing?",
        "Am I a competitive candidate for your program?",
        "Will I match at your program?",
        "I hope you will rank me well.",
        "I hope to be ranked highly by your program.",
        "Please let me know if I am selected.",
        "Do you plan to ra\u200bnk me?",
        "WHERE DO I STAND ON YOUR RANK LIST",
        "I am asking for my position on the rank list.",
        "Are you interested in me?",
        "Tell me your rank order list.",
        "What is my rank?",
        "I wish to know my ranking in your esteemed program.",
        "Whether I am in your rank list or not, please reply.",
        "Did I make your rank list?",
        "Would you take me?",
        "My chances?",
    ],
)
def test_asking_about_rank_or_chances(sentence: str) -> None:
    assert kinds(sentence) == ["asks"]
    assert kinds(f"Thank you for the day. {sentence} I loved the clinic.") == ["asks"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I will rank you first if you rank me highly.",
        "If you rank me first, I will rank you first.",
        "I promise to rank your program first provided you guarantee me a spot.",
        "Should you choose me, I will rank your program at the top.",
        "I can commit to your program in exchange for a ranking.",
        "I\u2019ll rank you first if you\u2019ll rank me.",
    ],
)
def test_bargains(sentence: str) -> None:
    assert kinds(sentence) == ["bargains"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I have ranked you #1.",
        "I have ranked you number two on my list.",
        "I ranked your program No. 2.",
        "I will rank you second.",
        "Your program is number 3 on my list.",
        "You are my second choice.",
        "Your program is my #1 choice.",
        "You are my number one.",
    ],
)
def test_exact_rank_numbers(sentence: str) -> None:
    assert kinds(sentence) == ["numbers"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I will rank your program highly.",
        "Your program is among my top choices.",
        "your patients rank first in the state",
        "Yours is a high-ranking hospital.",
        "What stands out is the resident clinic.",
        "Where do you stand on fellowship placements?",
        "The rank and file of the staff were kind.",
        "You are my first choice.",
        "I will rank your program first.",
        "I was ranked third in my class.",
        "I am proud that I was ranked second in my medical school.",
        "My professors ranked me first in my class.",
        "Thank you for the chance to meet your residents.",
        "If I have a chance I will visit again.",
        "If I have the chance to visit, I will.",
        "My number one reason is the teaching.",
        "What are the chances of a resident working in the ICU?",
        "How does your hospital rank in the state?",
        "US News ranks your program number one in Texas.",
        "I saw that US News ranked you number 5.",
        "Please keep me on your mailing list.",
        "Could you tell me whether I am on the waiting list for the tour?",
        "I know how busy you are with your rank list.",
        "I know where I stand on research.",
        "If I match at your program, I would start a clinic.",
        "I would be glad to match at your program.",
        "I would like to tell you about my ranking: you are among my top choices.",
        "Thank you for considering my application.",
        "If you want me to send the paper, I will.",
        "Could you tell me how many residents match into cardiology?",
        "How do your graduates compare on the boards?",
        "How many applicants do you interview?",
        "What is the position of the program on visas?",
        "I hope to have the possibility of a second look.",
        "I will rank your program highly after the second look.",
        "Could you tell me which track has more clinic?",
        "I stand by my word.",
        "What is the patient list like on a typical ward?",
        "I understand the chances of sepsis fall with early alerts.",
        "The residents told me where they stand on night float.",
        "I wish you a good ranking season.",
        "My second choice of topic was asthma.",
        "I have a list of questions; the first is about clinic.",
        "Do you accept H-1B visas?",
        "If you accept J-1 visas I would be grateful to know.",
        "I ranked the programs by teaching.",
        "Will I be able to match my clinic to my interests?",
        "How is the mutual aid between residents?",
        "In return I can offer my experience in rural care.",
        "How does the program match residents with mentors?",
        "Your position on early mobility interested me.",
    ],
)
def test_what_may_be_written(sentence: str) -> None:
    assert kinds(sentence) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Chen spoke. I listened!", 2),
        ("You are No. 1 here. Yes?", 2),
        ("one line\nstill one line", 1),
        ("a heading\n\na paragraph", 2),
        ("- a point\n- a point", 2),
        ("3.5 mg of it", 1),
        ("...", 1),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


def test_a_sentence_over_two_lines_is_one() -> None:
    assert kinds("Could you tell me where\r\nI stand on your\nlist?") == ["asks"]


def test_the_sentence_is_given_as_it_was_written() -> None:
    (finding,) = findings("Thank you. How will Dr. Chen\u2019s committee rank me? Goodbye.")
    assert finding.sentence == "How will Dr. Chen's committee rank me?"
