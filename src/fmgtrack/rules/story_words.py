"""Words and patterns by which a story is looked through; `rules.stories` says what each is for.

Every pattern is bounded or linear in the length of a text.
"""

from __future__ import annotations

import re

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4\u0060\uff07"), "'")
_DASHES = dict.fromkeys(range(0x2010, 0x2016), "-")


def plain(text: str) -> str:
    """Text with plain apostrophes and dashes, as long as it was."""
    return text.translate(_APOSTROPHES | _DASHES)


def tokens(text: str) -> list[str]:
    """The words of a text."""
    return _WORD.findall(text)


_WORD = re.compile(r"\w+(?:[-'./]\w+)*")

PLACEHOLDERS = frozenset({"", "n/a", "na", "none", "nothing", "tbd", "todo", "to do", "xx", "xxx"})
"""What stands in a part that is not written yet, without the signs round it."""


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _any(text: str) -> str:
    """The words of a text as alternatives; `_` stands for a space."""
    return "|".join(re.escape(word).replace("_", r"\s+") for word in text.split())


WE = re.compile(r"\b(?:we|(?-i:us)|our|ours|ourselves|the team)\b", re.IGNORECASE)
"""What all did; `US` is a country or a scan."""

I_DID = re.compile(
    r"(?<!stage )(?<!phase )(?<!type )(?<!class )(?<!grade )(?<!level )(?<!part )(?<!year )"
    r"\bi\b(?![-&/]|\.\w)"
    r"|\bmy(?:self| own| (?:role|part|task|job|idea|suggestion|plan|decision|responsibility)\b)",
    re.IGNORECASE,
)
"""What one did oneself; the Roman one of a stage or a phase is not meant."""

_KNOW = _any(
    """know knew understand realise realize see appreciate believe think feel regret remember forget
    recall wish hope want hear learn"""
)
_DO = _any(
    """ask begin brief call check clarify confirm count debrief document double-check double_check
    ensure escalate explain follow hand_over insist involve keep label listen look_up make_a_point
    make_it make_sure pause prepare read repeat report review speak stop summarise summarize take
    tell use verify wait write"""
)
CHANGE = re.compile(
    rf"""
    \bsince\ (?:then|that|this)\b | \bever\ since\b | \bfrom\ (?:then|now)\ on
    | \bfrom\ that\ (?:day|moment|night|shift|week|case|point)\b
    | \bi\ now\ (?!(?:{_KNOW})\b)\w
    | \b(?:now|nowadays|today|these\ days),?\ (?:[^.;!?]{{0,60}}\ )?i\ (?!(?:{_KNOW})\b)\w
    | \bi\ (?:also\ |still\ |therefore\ |then\ )?(?:{_DO})\b
    | (?<!is\ )(?<!are\ )(?<!was\ )(?<!were\ )(?<!be\ )\b(?:always|never)
      \ (?!(?:{_KNOW}|be|been|a|an|the|my|in|have|had|\w+ed)\b)\w
    | \b(?:every|each)\ (?:time|shift|handover|dose)\b | \bwhenever\ i\b
    | \bbefore\ (?:every|each|any)\b
    | \bi\ no\ longer\b | \bi\ used\ to\b | \bdifferently\ now\b | \bnext\ time\b
    | \bin\ (?:the\ )?future\b
    | \bi\ (?:have\ |then\ |also\ )?(?:started|began|begun|stopped)\ (?:to\b|\w+ing\b)
    | \bi(?:'ve|\ have)?\ (?:made|make)\ (?:it|a\ point|sure|a\ rule)\b
    | \b(?:i|we|(?:ward|team|unit|department|hospital|clinic))(?:'ve|\ have|\ has)?\ (?:\w+\ )?
      (?:introduced|implemented|adopted|changed|redesigned|standardi[sz]ed)\b
    | \b(?:habit|routinely|double-check)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What is done differently since a mistake; for texts whose spaces are single."""

_NAME = r"(?P<name>[^\W\d_][\w'-]*)"
TITLED = re.compile(
    r"\b(?P<title>Mrs|Mr|Ms|Miss|Mister|Madam|Madame|Mme|Sra|Se\u00f1ora?|Herr|Frau|Monsieur)\b"
    r"(?P<dot>\.?)\s*(?P<name>(?:(?:al|el|de|del|van|von|bin|ibn|abu)[ -])?[^\W\d_][\w'-]*)",
    re.IGNORECASE,
)
"""A title and the word that follows it, which may be a name."""

_PATIENT = _any(
    """patient man woman boy girl lady gentleman child baby infant newborn mother father son
    daughter wife husband grandmother grandfather teenager student farmer teacher"""
)
NAMED = {
    "name": (
        re.compile(
            rf"\b(?:{_PATIENT}),?\s+(?:(?:was|is)\s+)?(?:named|by\s+the\s+name\s+of)\s+{_NAME}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:her|his|their|whose|(?:{_PATIENT})'s)\s+name\s+(?:was|is)\s+{_NAME}",
            re.IGNORECASE,
        ),
    ),
    "called": (
        re.compile(
            rf"\ban?\s+(?:[\w-]+\s+)?(?:[\w-]+\s+)?(?:{_PATIENT})\s+called\s+{_NAME}",
            re.IGNORECASE,
        ),
    ),
    "patient": (
        re.compile(rf"(?<![\w-])patient,\s+{_NAME}(?:\s+[^\W\d_][\w'-]*)?,", re.IGNORECASE),
        re.compile(
            rf"\b(?:my|our|a)\s+patient\s+{_NAME}\s+(?:[^\W\d_][\w'-]*\s+)?"
            r"(?:was|is|had|has|came|who|presented|died|told|said|asked|refused)\b",
            re.IGNORECASE,
        ),
    ),
}
"""A patient with a name, by a word that such a text has; a name begins with a capital."""

NO_NAMES = _keys(
    """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday christmas ramadan eid diwali easter
    then after before however although while when because and but so i he she they we it
    angiography angiogram imaging scan scans enterography spectroscopy urography elastography
    venography findings showed confirmed arthrogram cholangiogram sequence sequences
    patient chairman president
    """
)
"""Words in the place of a name that are none."""

SHORTEST_NAME = 2
"""Letters of a name: a single one stands for it."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}|\d{{1,2}}[-/. ]{_MONTH}[-/. ]\d{{2,4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}\.?,?\ \d{{2,4}}"
    rf"|{_MONTH}\.?\ \d{{1,2}}(?:st|nd|rd|th)?,?\ \d{{2,4}})"
)
_RECORDS = _any(
    """medical_record record file chart registration admission hospital patient identity insurance
    case"""
)
_UNITS = (
    r"(?:hours?|hrs?|h|min(?:ute)?s?|sec(?:ond)?s?|days?|nights?|weeks?|months?|years?|times?"
    r"|patients?|people|persons?|beds?|degrees?|cm|inch(?:es)?|feet|lit(?:re|er)s?|ml|others?|more"
    r"|nurses?|doctors?|residents?|interns?|students?|am|pm)"
)
DIGIT = re.compile(r"\d")
NUMBERS = (
    re.compile(
        rf"\b(?:d\.?o\.?b\b\.?|date\ of\ birth|birth\ ?date|birthday|born)[^\n\d]{{0,12}}?{_DATE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:mrn|uhid|cnic|ssn|nhs|(?:{_RECORDS})\ ?(?:number|no\b|num\b|id\b|\#)"
        r"|aadhaar|nhs\ number)[^\w\n]{0,4}(?:(?:is|was|no|number)\b[^\w\n]{0,4})?"
        r"(?:[a-z]{1,4}[- ]?)?\d[\d/-]{3,}",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w-])(?:\d{3}-\d{2}-\d{4}|\d{5}-\d{7}-\d)(?![\w-])"),
    re.compile(
        r"\b(?:room|rm|bed|cubicle|bay)\b\.?\s*+(?:(?:no\b\.?|number|nr\b\.?|\#)\s*+)?(?:[-:]\s*+)?"
        rf"\d{{1,4}}(?!\d)[a-z]?\b(?![.,]\d)(?!\s*[/:%\u00b0])(?!-[a-z])(?!\s*{_UNITS}\b)",
        re.IGNORECASE,
    ),
)
"""A full date of birth; the number of a record or of a card; a room or a bed."""

HARSH = re.compile(
    r"\b(?:stupid(?:ity)?|idiot(?:s|ic)?|morons?|dumb|lazy(?!\s+eyes?)|laziness|incompeten(?:t|ce)"
    r"|arrogan(?:t|ce)|careless(?:ness)?|ignorant|negligent|pathetic|foolish|clueless|useless"
    r"|worthless|unprofessional|rude|nasty|horrible|terrible\s+(?:{people})"
    r"|(?:bad|awful|toxic|worst|weak)\s+(?:{people}))\b".replace(
        "{people}",
        _any(
            """doctor doctors physician nurse nurses attending senior seniors colleague colleagues
            consultant boss intern interns resident residents student students supervisor professor
            registrar chief team teammate patient patients family"""
        ),
    ),
    re.IGNORECASE,
)
"""Words that judge another person."""

FAULT = re.compile(
    r"\bnot\s+my\s+(?:own\s+)?(?:fault|mistake)\b|\b(?:his|her|their)\s+(?:own\s+)?fault\b"
    r"|\bthe\s+\w+(?:'s|s')\s+fault\b|\bfault\s+of\s+(?:the|my|his|her|their)\s+\w+",
    re.IGNORECASE,
)
"""Whose fault it was, if not one's own."""

NEAR = 60
"""Characters before a harsh word that are looked at."""

CLAUSE_END = re.compile(r"[.;:!?\n]")

_SMALL = r"(?:\s+(?:so|too|very|rather|simply|just|also|quite|really|being|a|an|as|such|that))*"
SELF = re.compile(
    rf"\b(?:i(?:'m|\s+(?:am|was|felt|feel|looked|seemed|sounded|had\s+been|have\s+been))"
    rf"|(?:me|myself)(?:\s+(?:feel|look|seem))?|feel(?:ing)?){_SMALL}\s+$",
    re.IGNORECASE,
)
"""The end of a text after which a harsh word is about oneself."""

A_MISTAKE = re.compile(
    r"\s+(?:mistake|error|slip|oversight|question|thing|thought)\b", re.IGNORECASE
)
"""What a harsh word may stand before that one made oneself."""

SELF_MISTAKE = re.compile(
    r"\b(?:my(?:\s+own)?|i\s+(?:had\s+)?(?:made|make|did|asked|had))(?:\s+(?:a|an|the|that|this))?\s+$",
    re.IGNORECASE,
)
"""The end of a text after which a harsh word is about one's own mistake."""

DENIED = re.compile(
    rf"(?:\b(?:not|never|neither|nor|isn't|wasn't|aren't|weren't|without)){_SMALL}\s+$",
    re.IGNORECASE,
)
"""The end of a text after which a harsh word is denied."""
