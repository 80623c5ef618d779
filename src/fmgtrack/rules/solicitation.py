r"""Sentences that ask for what the Match does not let an applicant ask for.

Volunteering one's own interest is allowed; asking where one stands, asking for a ranking, making
one's own ranking depend on theirs, and exact rank numbers are not: domain.md 3.1 and 3.3, after
https://www.nrmp.org/about/news/2023/02/february-2023-illuminator/ and
https://www.benwhite.com/medicine/post-interview-correspondence-dos-and-donts/.
"You are my first choice" is allowed to one program and is no matter of this module.

Each sentence is brought to small words without contractions (`I'd` is `i would`, `#1` is
`number 1`), then compared with wordings. A wording is a line of elements:

| element | stands for |
|---|---|
| `rank` | that word |
| `rank\|ranked` | one of them; `_` is a space inside one |
| `{they}` | one of the words of a class |
| `~4` | at most four words of any kind |
| `?is\|are` | one of them, or nothing |
| `!to\|out` | none of them comes next |
| `.` | the sentence ends here |

Gaps are bounded, so the cost is linear in the length of the text.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple

from fmgtrack.rules.lexicon import TITLES
from fmgtrack.rules.prose import clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLASSES = {
    "they": "you|program|committee|department|they",
    "rank": "rank|ranks|ranking|ranked",
    "seek": (
        "tell_me|tell_us|please_tell|kindly_tell|you_tell|let_me_know|letting_me_know|inform_me"
        "|please_inform|kindly_inform|you_inform|advise_me|update_me|share_with_me|please_share"
        "|kindly_share|you_share|you_disclose|you_reveal|may_i_know|can_i_know|could_i_know"
        "|might_i_know|i_ask|may_i_see|can_i_see|could_i_see|to_know|to_ask|asking"
        "|ask_you|wonder|wondering|curious|hint|idea|indication|indicate|clue|find_out|to_learn"
        "|to_see|question|inquire|inquiry|enquire|enquiry|query"
    ),
    "list": "list|rank_list|rank_order_list|ranking_list|match_list|preference_list|ranking",
    "ranklist": (
        "rank_list|rank_order_list|ranking_list|ranking_order_list|preference_list|rank_order"
        "|ranking_order|ranking_preference|ranking_preferences|ranking_plan|ranking_plans"
        "|ranking_decision|ranking_decisions|ranking_intention|ranking_intentions"
        "|rank_preferences|rank_preference"
    ),
    "otherlist": "mailing|waiting|wait|email|e|contact|alumni|distribution|reading|waitlist",
    "chances": "chance|chances|odds|likelihood|probability|prospects|possibility",
    "placed": "ranked|selected|accepted|chosen|shortlisted|matched",
    "bare": "match|matching|matched|ranked|selected|accepted|chosen|get_in|getting_in|selection",
    "me": "me|my_application|my_name|my_candidacy|my_profile",
    "i": "i|my_application|my_candidacy|my_profile|my_name",
    "spot": "spot|position|seat|slot|place|match|rank|ranking",
    "aux": "will|would|have|am|plan|to|intend|shall|can|going|certainly|definitely|already|also",
    "promise": "i_will|i_would|i_shall|i_can|i_could|i_promise|i_am|i_commit|i_intend|i_plan",
    "pledge": "rank|ranking|put_you|put_your|place_you|place_your|list_you|make_you|make_your"
    "|commit|sign",
    "condition": "if|provided|providing|as_long_as|so_long_as|on_condition|condition|unless|once"
    "|when|assuming",
    "favour": "rank|ranks|ranked|ranking|select|accept|choose|match|take|guarantee|guaranteed"
    "|promise|assure|assured|offer|want|confirm|prefer|tell_me|let_me_know|do_the_same|same",
    "number": "number|no|nr|position|spot|place|rank",
    "one": "one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,2}",
    "second": "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth",
    "program": "program|residency|hospital|department",
    "look": "look|looks|visit|year|years|interview|day|time|round|half",
    "ranked": "us|applicants|applicant|candidates|interviewees|imgs|fmgs|students|international"
    "|foreign",
    "ami": "am_i|will_i_be|did_i|do_i|was_i|if_i|whether_i|that_i|is_my_name|if_my_name"
    "|whether_my_name|will_my_name",
    "theirs": "your|the_rank|the_ranking|the_match",
    "matched": "match|get_matched|be_matched|be_selected|be_accepted|be_chosen",
    "being": "am|will_be|was|have_been|would_be|will_get",
    "take": "take|taking|accept|accepting|select|selecting|choose|choosing|pick|picking|match"
    "|want|hire",
    "given": "give|gave|given|assign|assigned|put",
    "asked": "rank|ranking|position|standing|number|{chances}",
    "stand": "stand|stands|rank|ranks|fall|falls|land|compare|compares|measure_up|stack_up",
    "fit": "competitive|strong|serious|good|suitable|likely",
    "candidate": "candidate|applicant|enough|match|to_match|contender",
    "elsewhere": "class|school|university|college|cohort|batch|exam|examination|nationally"
    "|nationwide|country|nation|board|boards|graduating|thesis|tournament|olympiad",
}

_ASKS = """
    rank|ranking {me} !elsewhere
    {they} ~6 ranks|ranked {me} !elsewhere
    am|was|will|would|could|can|should|might|have|do i ~3 ranked !elsewhere
    if|whether|how|where|that|when|hope i ~2 be|am|was|been|get|getting ~2 ranked !elsewhere
    hope|wish|request|like|love|expect|grateful|appreciate ~4 be ranked ~4 you|your|program
    how|where|whether|when|if ~3 {they} ~3 {rank} ?the|all|your {ranked}
    how|where ~2 you|committee ~2 rank|ranking .
    what|which rank|ranking|number ~2 {i} !elsewhere
    what|which rank|ranking|number|position ~2 you ~2 {given}
    what|which is|are|was|will_be|would_be|about my ~1 {asked} !elsewhere
    {seek} ~6 my ~1 rank|ranking|standing !list|order|elsewhere
    {seek} ~6 my position|place|number|spot|name ~2 on|in|at|within your|the|program ~3 {list}
    my ~1 rank|ranking|standing|position|{chances} ~4 questionmark
    where|how ~1 do|would|will|did|does|might {i} ~2 {stand} !out|programs|my|you|your
    {seek} ~5 where|how {i} ~1 {stand} !out|programs|my
    where {i} ~1 stand|stands|rank|ranks|am ~1 on|in your ~2 {list}
    where am_i|i_am|will_i_be|i_will_be|i_would_be ~2 on|in your|the !otherlist ~3 {list}
    {ami} ~3 on|in|at|make|made|into {theirs} !otherlist ~3 {list}
    {seek}|share|show ~5 your ~2 {ranklist} !process|season|deadline|criteria
    what|who|which|where ~2 your ~2 {ranklist} !process|season|deadline|criteria
    put|keep|place|include|add|have|move {me} ~4 on|in|at|to|of|into your|the !otherlist ~2 {list}
    guarantee|promise|reserve|save|secure|assure ~2 me ~3 {spot}
    guarantee|promise|reserve|save|secure ~3 {spot} for me
    give|offer|assign me ~3 rank|ranking|seat|slot
    {seek}|what|how|hope ~6 my ~1 {chances} !to
    do|would|will|did i ~1 have|stand ~3 {chances} !to
    if|whether i ~1 have|had|stand ~3 {chances} of|at|in|with ~4 {bare}|program|you|your
    {chances} of|that|for|i ~3 {bare} ~6 you|your|program|here|questionmark
    there ~2 {chances} ~1 i|me|my ~2 {bare}|rank|questionmark
    how likely|probable|competitive ~4 {i}|me
    will|would|can|could|should|might i ~2 {matched} ~2 at|with|in|to|into|here|by|questionmark
    {seek}|know|see|sure ~3 if|whether|that i ~1 {being} ~1 {placed} !elsewhere
    {seek}|know ~3 if|whether i ~1 will|would|could|can match
    am i ~3 {fit} ~1 {candidate}
    will|would|are|is|do|does|whether ~3 {they} ~3 {take} me !to|through|around|on|as
    are|is|if|whether ~1 you|program ~2 interested in me|my_application|my_candidacy|ranking
    {seek} ~4 how interested you|program ~1 are|is
"""

_BARGAINS = """
    {promise} ~6 {pledge} ~8 {condition} ?that you|your|i|program|there ~5 {favour}
    {condition}|should ?that ?your|the {they} ~4 {favour} ~8 {promise} ~4 {pledge}
    {condition} ?that i ~3 {placed}|guaranteed|promised|assured ~8 {promise} ~4 {pledge}
    rank|ranking|ranked|list|spot|position ~10 in_exchange|in_return
    in_exchange|in_return ~8 rank|ranking|ranked|list|spot|position
    mutual|mutually|reciprocal ~1 rank|ranking|commitment
"""

_NUMBERS = """
    i ?{aux} ?{aux} ?{aux} ?{aux} {rank} you|it|them ~3 {number} {one}
    i ?{aux} ?{aux} ?{aux} ?{aux} {rank} your|this|the ~4 {number} {one}
    i ?{aux} ?{aux} ?{aux} ?{aux} {rank} you|it ~2 {second} !look
    i ?{aux} ?{aux} ?{aux} ?{aux} {rank} your|this|the ~2 {program} ~2 {second} !look
    i ?{aux} ?{aux} ?{aux} ?{aux} {rank} you|it ?as|at|in [0-9]{1,2}
    {number} {one} ~2 on|in|of my ~2 {list} !of
    {second} ~2 on|in|of my ~2 {list} !of
    my number {one} choice|program|pick|rank|ranked|preference|spot|residency
    my number {one} .
    my {second} choice|pick|rank|preference !specialty|of
"""

_CONTRACTED = {
    "'ll": "will",
    "'ve": "have",
    "'d": "would",
    "'re": "are",
    "'m": "am",
    "'s": "is",
}
_SAME = {
    "#": "number",
    "\u2116": "number",
    "?": "questionmark",
    "no1": "number 1",
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "u": "you",
    "ur": "your",
    "whats": "what is",
    "wheres": "where is",
    "im": "i am",
    "ive": "i have",
    "programme": "program",
    "ranklist": "rank list",
    "rol": "rank list",
}
_UNFINISHED = TITLES | {"no", "nos", "st", "vs", "eg", "ie", "e.g", "i.e"}
_END = re.compile(r"(?<![.!?;])[.!?;]++(?=[\s\"')\]]|$)|\n[ \n]*\n|\n(?= *[-*\u2022])")
_TOKEN = re.compile(r"[#?\u2116]|[^\W_]+(?:'[^\W_]+)*")
_CLASS = re.compile("{([a-z]+)}")
_ABBREVIATION = 8
_WORTH_A_LOOK = re.compile(
    r"rank|rol\b|list|chance|odds|likel|probab|prospect|possib|stand|fall|land|compar|match|num|#"
    r"|guarantee|promise|position|place|select|accept|choos|choice|chosen|interested|competitive"
    r"|candidate|applicant|contender|enough|spot|seat|slot|take me|taking me|pick|hire|want me"
    r"|mutual|recip|exchange|return|measure|stack|rate|\u2116"
)


def _one_of(words: str) -> str:
    """Give the pattern of `a|b_c`, classes written out, with the space behind."""
    while (written := _CLASS.sub(lambda match: _CLASSES[match[1]], words)) != words:
        words = written
    alternatives = [re.sub(r"(?<=[a-z])_(?=[a-z])", " ", word) for word in words.split("|")]
    return f"(?:{'|'.join(alternatives)}) "


def _element(element: str) -> str:
    """Give the pattern of one element of a wording."""
    if element == ".":
        return r"(?=questionmark |$)"
    if element[0] == "~":
        return rf"(?:\S+ ){{0,{element[1:]}}}?"
    if element[0] == "?":
        return f"(?:{_one_of(element[1:])})?"
    if element[0] != "!":
        return _one_of(element)
    names = element[1:].split("|")
    near = "|".join(_CLASSES.get(name, name) for name in names)
    reach = r"(?:\S+ ){0,6}?" if "elsewhere" in names else ""
    return f"(?!{reach}{_one_of(near)})"


@cache
def _begins(words: str) -> frozenset[str] | None:
    """Give the words with which `a|b_c` may begin; None where one of them is a pattern."""
    found: set[str] = set()
    for word in words.split("|"):
        named = _CLASS.fullmatch(word)
        first = re.split(r"_|\\s", word)[0]
        begins = _begins(_CLASSES[named[1]]) if named else frozenset({first})
        if begins is None or not (named or first.isalpha()):
            return None
        found |= begins
    return frozenset(found)


class Wording:
    """One wording; compiling costs more than all else, so it waits for a sentence that may fit."""

    def __init__(self, line: str) -> None:
        self._elements = line.split()

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        """Of each set, one word stands in every sentence that has this wording."""
        certain = (one for one in self._elements if one[0] not in ".~?!")
        return tuple(begins for one in certain if (begins := _begins(one)) is not None)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(" " + "".join(map(_element, self._elements)))

    def stands_in(self, plain: str, words: frozenset[str]) -> bool:
        """Whether a sentence of `plain_words`, which has these words, has it."""
        if any(words.isdisjoint(begins) for begins in self._needed):
            return False
        return self._pattern.search(plain) is not None


def wordings_of(lines: str) -> tuple[Wording, ...]:
    """Give some wordings, one a line."""
    return tuple(map(Wording, lines.strip().split("\n")))


def has_wording(plain: str, wordings: Iterable[Wording]) -> bool:
    """Whether a sentence of `plain_words` has one of these wordings."""
    words = frozenset(plain.split())
    return any(wording.stands_in(plain, words) for wording in wordings)


_WORDINGS = {
    "bargains": wordings_of(_BARGAINS),
    "numbers": wordings_of(_NUMBERS),
    "asks": wordings_of(_ASKS),
}


class Finding(NamedTuple):
    """A sentence as written, and what it does: `asks`, `bargains` or `numbers`."""

    kind: str
    sentence: str


def findings(text: str) -> Iterator[Finding]:
    """Give the sentences of a text that ask, bargain or name a rank number, in order."""
    for sentence in sentences(text):
        if not _WORTH_A_LOOK.search(sentence.casefold()):
            continue
        plain = plain_words(sentence)
        for kind, wordings in _WORDINGS.items():
            if has_wording(plain, wordings):
                yield Finding(kind, sentence)
                break


def sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text; `Dr.` and `No.` end none, nor does a single line end."""
    text = clean(text)
    start = 0
    for match in _END.finditer(text):
        before = text[max(start, match.start() - _ABBREVIATION) : match.start()].split()
        if match[0] == "." and before and before[-1].casefold() in _UNFINISHED:
            continue
        if sentence := text[start : match.end()].strip():
            yield sentence
        start = match.end()
    if sentence := text[start:].strip():
        yield sentence


def plain_words(sentence: str) -> str:
    """Give a sentence in small words without contractions, a space round each."""
    found: list[str] = []
    for token in _TOKEN.findall(sentence):
        low = token.casefold()
        ending = next((end for end in _CONTRACTED if low.endswith(end)), "")
        stem = fold(low.removesuffix(ending))
        found.append(_SAME.get(stem, stem))
        if ending:
            found.append(_CONTRACTED[ending])
    return f" {' '.join(found)} "
