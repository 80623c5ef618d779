"""The rank order list as it stands: lines, deadline, checks and what certifying costs."""

from __future__ import annotations

from fmgtrack.records.results import Card
from fmgtrack.records.words import PRIMARY
from fmgtrack.rules import moments
from fmgtrack.rules.confirmed import is_confirmed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmgtrack.actions.work import Work
    from fmgtrack.records.results import Row
    from fmgtrack.rules.fees import Fee
    from fmgtrack.rules.rol_facts import ListFacts, RankedLine


def board(work: Work) -> Card:
    """The list as it stands, with deadline and checks; keys of product.md section 11."""
    from fmgtrack.store import board as query

    row = {"deadline": deadline(work)} | query.board(work.store, work.now)
    return Card("rol", row | {"checks": checks(work)})


def deadline(work: Work) -> Row | None:
    """When the list has to be certified, with `days_left` on Eastern calendars; None if unknown."""
    from fmgtrack.store import deadlines

    found = deadlines.of_key(work.store, work.season, "rol-certification")
    if found is None:
        return None
    (row,) = deadlines.rows(work.store, work.now, work.home_zone, deadline_id=found["id"])
    there = moments.in_zone(work.now, row["timezone"]).date()
    kept = ("ref", "due_at", "home_due_at", "timezone", "confidence", "source", "is_past")
    left = (moments.day_of(row["due_at"]) - there).days
    return {key: row[key] for key in kept} | {"days_left": left}


def checks(work: Work) -> list[Row]:
    """What the checks find: `code blocking message program hint`."""
    from fmgtrack.rules.rol_checks import check_list

    return [
        {
            "code": check.code,
            "blocking": check.blocking,
            "message": check.message,
            "program": check.program,
            "hint": check.hint,
        }
        for check in check_list(facts(work))
    ]


def facts(work: Work) -> ListFacts:
    """Everything on record that the checks look at."""
    from fmgtrack.records.couple import Pair
    from fmgtrack.rules.rol_facts import ListFacts, Place
    from fmgtrack.store import board, profile

    one = profile.profile(work.store)
    lines = [_line(work, row) for row in board.entries(work.store, None)]
    primary = tuple(line for line in lines if line.letter == PRIMARY)
    joined = board.links(work.store)
    letters = sorted({line.letter for line in lines if line.letter} | set(joined))
    due = deadline(work)
    return ListFacts(
        primary=primary,
        supplemental={
            letter: tuple(line for line in lines if line.letter == letter) for letter in letters
        },
        links={
            letter: tuple(row["code"] or "" for row in joined.get(letter, [])) for letter in letters
        },
        interviewed_unranked=tuple(
            Place(row["ref"], row["name"]) for row in board.unranked(work.store, work.now)
        ),
        excluded=tuple(Place(row["ref"], row["name"]) for row in board.excluded(work.store)),
        needs_visa=one.visa_need != "none" if one and one.visa_need else None,
        had_training=one.had_training if one else None,
        ecfmg_missing=ecfmg_missing(work),
        days_left=due["days_left"] if due else None,
        deadline_passed=bool(due and due["is_past"]),
        fees=fees(work),
        certified=board.certified(work.store) is not None,
        changed_since=board.changed_since(work.store),
        coupled=bool(work.store.table(Pair).list()),
        visa_need=one.visa_need if one else None,
    )


def ecfmg_missing(work: Work) -> tuple[str, ...] | None:
    """What ECFMG still lacks before the Match, in words; None when that is not on record.

    Nothing is held against a person for what was never put on record: without an exam or a part
    of ECFMG's, what is missing there is unknown.
    """
    from fmgtrack.store import profile as kept

    one, attempts = kept.profile(work.store), kept.exams(work.store)
    parts = one and (one.pathway, one.pathway_on, one.certified_on, one.nrmp_verified_on)
    if not (attempts or (parts and any(parts))):
        return None
    from fmgtrack.actions.profile import gate
    from fmgtrack.rules.ecfmg import missing_for_match

    return missing_for_match(gate(work, one, attempts))


def _line(work: Work, row: Row) -> RankedLine:
    from fmgtrack.rules.rol_facts import RankedLine

    said = row["j1"] is not None or row["h1b"] is not None
    return RankedLine(
        rank=row["position"],
        letter=row["letter"],
        ref=f"p{row['program_id']}",
        name=row["program"],
        code=row["code"],
        interviewed=bool(row["interviewed"]),
        acgme=row["acgme_code"],
        visa_confirmed=said and is_confirmed(row["visa_source"], row["visa_on"], work.season),
        contract_confirmed=is_confirmed("contract", row["contract_on"], work.season)
        if row["contract_on"]
        else None,
        j1=None if row["j1"] is None else bool(row["j1"]),
        h1b=None if row["h1b"] is None else bool(row["h1b"]),
        visa_source=row["visa_source"],
    )


def fees(work: Work) -> tuple[Fee, ...]:
    """What certifying this list costs, by the newest fee table at or before the season."""
    from fmgtrack.rules.fees import FIRST_CHARGED, list_fees
    from fmgtrack.store import board

    rows = board.entries(work.store, None)
    primary = [row["code"] for row in rows if row["letter"] == PRIMARY and row["code"]]
    others = [row["code"] for row in rows if row["letter"] != PRIMARY and row["code"]]
    ranks = len([row for row in rows if row["letter"] == PRIMARY])
    if len(rows) < FIRST_CHARGED:
        return ()  # the table, which takes as long to read as all else here, has nothing for it
    from fmgtrack.reference.fees import fee_table

    return list_fees(primary, others, ranks, fee_table(work.season))
