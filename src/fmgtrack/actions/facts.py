"""Facts of programs with their evidence, and what the person prefers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.actions import fields, find
from fmgtrack.errors import InvalidError, UsageError
from fmgtrack.records.fact import Fact, Preference
from fmgtrack.records.results import Card, Changed, Listing, Notice
from fmgtrack.rules.confirmed import is_confirmed
from fmgtrack.rules.requirements import RULES, rule_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fmgtrack.actions.work import Work
    from fmgtrack.records.program import Program
    from fmgtrack.records.results import Row
    from fmgtrack.rules.requirements import Rule
    from fmgtrack.store import Store
    from fmgtrack.store.history import Change

NOT_KNOWN = ("", "unknown", "?", "-")
"""Values that take a fact away."""

HEAVIEST = 100.0
"""The largest weight."""


def listing(work: Work, text: str | None) -> Listing:
    """Facts of all programs or of one, each with its evidence: what is unconfirmed says so."""
    from fmgtrack.store import facts

    owner = find.program(work.store, text).id if text is not None else None
    rows = [_shown(work, row) for row in facts.rows(work.store, program_id=owner)]
    unsure = sum(row["unconfirmed"] for row in rows)
    told = (Notice("facts-unconfirmed", count=unsure, season=work.season),) if unsure else ()
    return Listing("facts", rows, told, Notice("no-facts"))


def shown(work: Work, fact: Fact) -> Row:
    """The row of one fact, as `facts` lists it."""
    from fmgtrack.store import facts

    (row,) = facts.rows(work.store, fact_id=fact.id)
    return _shown(work, row)


def titled(store: Store, fact: Fact) -> str:
    """One fact in a few words, with its program."""
    from fmgtrack.records.program import Program

    program = store.table(Program).get(fact.program_id)
    return f"{fact.rule} {fact.value}, {program.name if program else ''}"


def _shown(work: Work, row: Row) -> Row:
    rule = RULES.get(row["rule"])
    kept = rule is not None and rule.is_kept(row["value"])
    confirmed = is_confirmed(row["source"], row["checked_on"], work.season)
    return {key: value for key, value in row.items() if key != "id"} | {
        "said": rule.say(row["value"]) if rule and kept else None,
        "unconfirmed": not confirmed,
    }


def sheet(work: Work, text: str) -> Card:
    """Everything that can be known of a program: what is, and what to type for the rest."""
    program = find.program(work.store, text)
    known = {(fact.rule, fact.strict): fact for fact in _facts_of(work, program)}
    return Card(
        "facts",
        {
            "program": {"ref": program.ref, "name": program.name},
            "rules": [
                {
                    "rule": rule.word,
                    "means": rule.means,
                    "form": rule.form,
                    "eligibility": rule.eligibility,
                    "strict": _in_sheet(work, known.get((rule.word, True))),
                    "preferred": _in_sheet(work, known.get((rule.word, False))),
                }
                for rule in RULES.values()
            ],
            "visa": {
                "j1": program.j1,
                "h1b": program.h1b,
                "source": program.visa_source,
                "checked_on": program.visa_on,
                "unconfirmed": not is_confirmed(program.visa_source, program.visa_on, work.season),
            },
        },
    )


def _facts_of(work: Work, program: Program) -> list[Fact]:
    return work.store.table(Fact).list(program_id=program.id)


def _in_sheet(work: Work, fact: Fact | None) -> Row | None:
    if fact is None:
        return None
    row = shown(work, fact)
    kept = ("ref", "value", "said", "who", "source", "checked_on", "unconfirmed")
    return {key: row[key] for key in kept}


def put(
    work: Work,
    text: str,
    pairs: tuple[str, ...],
    values: Mapping[str, str | tuple[str, ...]],
    *,
    preferred: bool,
) -> Changed:
    """Write facts of a program: `step2ck=220 attempts=0`; an empty value takes one away.

    `values` may have `who`, `source` and `on`. A value that differs from the one on record takes
    none of its evidence; one said again keeps it, or gets the newer one. Without `on` it was
    checked today.

    Raises:
        UsageError: a pair is not of that form, the rule is not known, or cannot be preferred.
        InvalidError: a value is not of its rule's form.
    """
    with work.store.change() as change:
        program = find.program(work.store, text)
        evidence = _evidence(work, values)
        said, refs = [], [program.ref]
        for rule, value in _pairs(pairs):
            if preferred and not rule.eligibility:
                raise UsageError(
                    f"`{rule.word}` says what the program is like, so nothing of it is preferred",
                    "leave `--preferred` out",
                )
            kept = {"program_id": program.id, "rule": rule.word, "strict": not preferred}
            fact = _write(work, change, rule, value, kept, evidence)
            refs += [fact.ref] if fact else []
            words = rule.say(fact.value) if fact else f"{rule.word} not known"
            said.append(f"{'prefers ' if preferred and fact else ''}{words}")
        change.title = f"noted of {program.name}: {'; '.join(said)}"
        title = change.title if any(b != a for _, _, b, a in change.images) else ""
    unproved = title and refs[1:] and not evidence.get("source")
    told = (Notice("fact-no-source", ref=program.ref),) if unproved else ()
    return Changed("apply-fact", tuple(refs), title, told)


def _pairs(texts: tuple[str, ...]) -> Iterator[tuple[Rule, str]]:
    for text in texts:
        word, mark, value = text.partition("=")
        rule = rule_of(word)
        if not mark:
            raise UsageError(f"`{text}` has no value", f"type `{rule.word}=VALUE`: {rule.form}")
        yield rule, value.strip()


def _evidence(work: Work, values: Mapping[str, str | tuple[str, ...]]) -> dict[str, Any]:
    """The evidence that was given, as columns."""
    evidence: dict[str, Any] = {}
    for option in ("who", "source"):
        if (text := fields.one(values, option)) is not None:
            evidence[option] = fields.line(text, option)
    if (text := fields.one(values, "on")) is not None:
        from fmgtrack.rules.when import read_day

        evidence["checked_on"] = read_day(text, work.reading(), past=True).isoformat()
    elif evidence:
        evidence["checked_on"] = work.today.isoformat()
    return evidence


def _write(  # noqa: PLR0913, PLR0917  the parts of one fact
    work: Work,
    change: Change,
    rule: Rule,
    text: str,
    kept: dict[str, Any],
    evidence: dict[str, Any],
) -> Fact | None:
    """Write one fact, or take it away; gives back what is on record then."""
    table = change.table(Fact)
    known = work.store.table(Fact).list(**kept)
    if text.lower() in NOT_KNOWN:
        for fact in known:
            table.delete(fact)
        return None
    value = rule.value(text, work.reading())
    if known and known[0].value == value:
        return table.update(known[0], **evidence)
    columns = {"who": None, "source": None, "checked_on": work.today.isoformat()} | evidence
    if known:
        return table.update(known[0], value=value, **columns)
    return table.insert(Fact(**kept, value=value, **columns))


def preferences(work: Work) -> Listing:
    """What the person prefers, the heaviest first."""
    rows = [_preferred(row) for row in work.store.table(Preference).each()]
    rows.sort(key=lambda row: -row["weight"])
    return Listing("preferences", rows, empty=Notice("no-preferences"))


def preferred(_: Work, preference: Preference) -> Row:
    """The row of one preference, as `preferences` lists it."""
    return _preferred(preference)


def _preferred(row: Preference) -> dict[str, Any]:
    return {"ref": row.ref, "rule": row.rule, "value": row.value, "weight": row.weight}


def prefer(work: Work, pairs: tuple[str, ...], weight: str | None) -> Changed:
    """Prefer something of a program: `state=NY setting=university`, each with the weight.

    The same preference again gets the new weight; 0 counts not.

    Raises:
        UsageError: a pair is not of that form, or cannot be preferred.
        InvalidError: a value or the weight is not of its form.
    """
    from fmgtrack.rules.preferences import read_wish

    heavy = _weight("1" if weight is None else weight)
    with work.store.change() as change:
        refs, said = [], []
        for text in pairs:
            word, mark, value = text.partition("=")
            if not mark:
                raise UsageError(f"`{text}` has no value", "type one such as `state=NY`")
            rule, value = read_wish(word, _long_state(word, value))
            known = work.store.table(Preference).list(rule=rule, value=value)
            table = change.table(Preference)
            wish = Preference(rule=rule, value=value, weight=heavy)
            row = table.update(known[0], weight=heavy) if known else table.insert(wish)
            refs.append(row.ref)
            said.append(f"{rule} {value}")
        change.title = f"prefers {', '.join(said)} (weight {heavy:g})"
        title = change.title if change.images else ""
    return Changed("apply-prefer", tuple(refs), title)


def _long_state(word: str, value: str) -> str:
    """The two letters of a state that is written out; any other text as it is."""
    from fmgtrack.reference.places import read_state

    state = read_state(value) if word.strip().lower() == "state" else None
    return state.code if state else value


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight <= HEAVIEST:
        raise InvalidError(
            f"`{text}` is no weight", f"type a number from 0, not at all, to {HEAVIEST:.0f}"
        )
    return weight
