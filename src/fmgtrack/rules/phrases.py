"""Whether a noted phrase will read well in a mail.

Phrases stand after "about" and the like: "your work on early sepsis alerts", "how the night float
works". A whole sentence, a question or a verb reads oddly there.
"""

from __future__ import annotations

import re

LONGEST = 30
"""Words of a phrase: more make a sentence that nobody reads to its end."""

_SENTENCE = re.compile(
    r"(?:i|we|he|she|they|it|you|there|that)(?:'\w+)?\b(?! of\b)",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:and|but|so|or|also|because|that|if|please|thank|thanks|sorry|yes|no|ok|hi|dear|"
    r"loved|liked|enjoyed|talked|discussed|asked|told|said|spoke|learned|learnt|was|were|is|are|"
    r"am|has|have|had|did|does|do|can|could|will|would|should|to be honest|really|very)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"(?:what|how|why|when|where|who|which) (?:do|does|did|is|are|was|were|can|could|will|would)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"(?:your|my|his|her|their|our|the|dr\.?) [\w.-]+(?: [\w.-]+)? "
    r"(?:is|are|was|were|has|have|had|will|would|can|could|did|does)\b",
    re.IGNORECASE,
)
_THIRD = re.compile(r"(?:his|her|their)\b", re.IGNORECASE)


def odd(phrase: str) -> str | None:
    """Why a phrase would read oddly inside a sentence, as a code; None when it will do.

    Codes: `long`, `question`, `third-person`, `sentence`. It advises: no rule knows English.
    """
    text = " ".join(phrase.split())
    if len(text.split()) > LONGEST:
        return "long"
    if text.endswith("?") or _QUESTION.match(text):
        return "question"
    if _THIRD.match(text):
        return "third-person"
    starts = _SENTENCE.match(text) or _BEGINS.match(text) or _CLAUSE.match(text)
    return "sentence" if starts else None
