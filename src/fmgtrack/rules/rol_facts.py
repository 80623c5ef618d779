"""What the checks of a rank order list are told, and what they answer."""

from __future__ import annotations

from fmgtrack.records.frozen import frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from fmgtrack.rules.fees import Fee


@frozen(kw_only=True)
class RankedLine:
    """One line of a list.

    Attributes:
        rank: its number in the list, from 1.
        letter: empty on the primary list, else the letter of the supplemental list.
        ref: the program's ref.
        name: the program's name.
        code: the NRMP code as on record; None when there is none.
        interviewed: whether an interview at the program took place or is scheduled.
        acgme: the program's ACGME number, when on record.
        visa_confirmed: whether this season someone named said what the program does about visas.
        contract_confirmed: whether its contract was seen this season; None when never.
        j1: whether it says yes to a J-1; None when it does not say.
        h1b: the same of an H-1B.
        visa_source: who or what said so.
    """

    rank: int
    letter: str
    ref: str
    name: str
    code: str | None
    interviewed: bool
    acgme: str | None
    visa_confirmed: bool
    contract_confirmed: bool | None
    j1: bool | None = None
    h1b: bool | None = None
    visa_source: str | None = None


@frozen()
class Place:
    """A program that a list does not, or should not, hold."""

    ref: str
    name: str


@frozen(kw_only=True)
class ListFacts:
    """The lists and everything on record that their checks may look at.

    Attributes:
        primary: lines of the primary list.
        supplemental: lines of each supplemental list, by letter.
        links: the codes each supplemental list is linked to, by letter.
        interviewed_unranked: programs interviewed at and on no list.
        excluded: programs that the person would not attend.
        needs_visa: whether the person needs a visa; None when not on record.
        had_training: whether there was graduate training before; None when not on record.
        ecfmg_missing: what ECFMG still lacks, in words; empty when ready, None when not on record.
        days_left: whole days to the certification deadline; None when it is not on record.
        deadline_passed: whether that deadline is over.
        fees: what `fees.list_fees` gives for these lists.
        certified: whether the person said that the list was certified in R3.
        changed_since: whether it was changed after that.
        coupled: whether the primary list is half of a couple's, in which a code may recur.
        visa_need: which visa it is, `j1 h1b either`; anything else when none or not on record.
    """

    primary: tuple[RankedLine, ...]
    supplemental: Mapping[str, tuple[RankedLine, ...]]
    links: Mapping[str, tuple[str, ...]]
    interviewed_unranked: tuple[Place, ...]
    excluded: tuple[Place, ...]
    needs_visa: bool | None
    had_training: bool | None
    ecfmg_missing: tuple[str, ...] | None
    days_left: int | None
    deadline_passed: bool
    fees: tuple[Fee, ...]
    certified: bool
    changed_since: bool
    coupled: bool = False
    visa_need: str | None = None


@frozen()
class ListCheck:
    """One finding; `program` is the ref it is about, `hint` what to type."""

    code: str
    blocking: bool
    message: str
    program: str | None
    hint: str
