"""Where to apply, and what programs ask for: cards and columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fmgtrack.render import safe, times
from fmgtrack.render.blocks import PAIR, TABLE, TEXT, TITLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fmgtrack.render.blocks import Block, Row
    from fmgtrack.render.columns import Column

HEADINGS = {
    "fits": "fits",
    "ask": "nothing fails, but not all is known",
    "fails": "fails a strict rule",
}
"""How each group is headed."""

NAMED = 10
"""How many programs a line names."""

HINTS = {
    "visa": "`fmgtrack apply profile --visa j1`",
    "graduation-years": '`fmgtrack apply profile --graduated "Jun 2018"`',
    "step2ck": "`fmgtrack add-exam step2ck --outcome pass --score 240`",
    "attempts": "`fmgtrack add-exam step1 --outcome pass`, every attempt by itself",
    "ecfmg": '`fmgtrack apply profile --certified-on "3 Feb 2026"`',
    "usce-months": "`fmgtrack add-experience` for each, with its dates",
    "us-letters": "`fmgtrack add-letter` for each",
    "step3": "`fmgtrack add-exam step3`, with `--outcome planned` if it is to come",
}
"""What to type so that the profile says what a rule looks at."""


def suggest(row: Row, _: str) -> Iterator[Block]:
    """Programs by group, what would change, what changed, and the plan."""
    counts = row["counts"]
    of = f" in {row['specialty']}" if row["specialty"] else ""
    if not sum(counts.values()):
        yield TITLE, "no program is on record yet"
        yield TEXT, "`fmgtrack import FILE` brings a list, `fmgtrack add-program NAME` one"
        return
    said = f"{counts['fits']} fit, {counts['ask']} not all known, {counts['fails']} fail"
    yield TITLE, f"where to apply{of}, season {row['season']}: {said}"
    if row["if"]:
        yield TEXT, f"supposed: {'; '.join(safe.line(text) for text in row['if'])}"
    yield TEXT, f"reckoned with: {_applicant(row['applicant'])}"
    for gap in row["missing"]:
        where = "1 program" if gap["programs"] == 1 else f"{gap['programs']} programs"
        yield TEXT, f"open at {where}: {gap['reason']}: {HINTS[gap['rule']]}"
    for group, heading in HEADINGS.items():
        if row["group"] in (None, group):
            yield from _group(row, group, heading)
    if row["moves"] is not None:
        yield from _moves(row)
    if row["since"]:
        yield TITLE, f"since {row['since']['ref']}: {row['since']['title']}"
        yield TEXT, _moved(row)
    yield from _plan(row["plan"], row["season"])


def _group(row: Row, group: str, heading: str) -> Iterator[Block]:
    programs = [program for program in row["programs"] if program["group"] == group]
    yield TITLE, f"{heading}: {len(programs)}"
    limit = row.get("limit")
    if programs:
        yield TABLE, (f"suggest-{group}", programs[:limit])
    doubted = sum(_is_doubted(program) for program in programs) if group == "fails" else 0
    if doubted:
        yield TEXT, f"{doubted} of them by unconfirmed facts alone: worth asking"
    if limit and len(programs) > limit:
        yield (
            TEXT,
            f"and {len(programs) - limit} more: `--group {group} --limit {len(programs)}`",
        )


def _is_doubted(row: Row) -> bool:
    """Whether every strict rule that fails has evidence that is not enough for this season."""
    return all(
        rule["unconfirmed"] for rule in row["rules"] if rule["strict"] and rule["outcome"] == "fail"
    )


def _applicant(row: Row) -> str:
    """What the profile says, in a line; what is not known is said to be so."""
    said = [
        f"graduated {row['graduated']}" if row["graduated"] else "graduation not known",
        f"{row['step2ck']} in Step 2 CK" if row["step2ck"] else "no Step 2 CK score",
        _failed(row["failed_attempts"]),
        {None: "Step 3 not on record", True: "Step 3 passed", False: "Step 3 not passed"}[
            row["step3"]
        ],
        {None: "ECFMG not known", True: "ECFMG certified", False: "not ECFMG certified"}[
            row["certified"]
        ],
        {
            None: "visa need not known",
            "none": "no visa needed",
            "j1": "needs J-1",
            "h1b": "needs H-1B",
            "either": "needs J-1 or H-1B",
        }[row["visa_need"]],
        f"{_time(row['usce_hands_on'])} hands-on in the US",
        f"{_time(row['usce_observed'])} observed",
        f"{_least(row['us_letters'])} from the US uploaded",
    ]
    return ", ".join(said)


def _failed(row: Row) -> str:
    if row["most"] is None:
        return "attempts not all known"
    return f"{row['least'] or 'no'} failed attempt{'' if row['least'] == 1 else 's'}"


def _time(row: Row) -> str:
    months = f"{row['months']:g} month{'' if row['months'] == 1 else 's'}"
    return months if row["complete"] else f"{months} (maybe more)"


def _least(row: Row) -> str:
    return f"{row['least']:g} letter{'' if row['least'] == 1 else 's'}"


def _moves(row: Row) -> Iterator[Block]:
    moves = row["moves"]
    yield TITLE, f"what would change: {len(moves) or 'nothing'}"
    if moves:
        yield TABLE, ("suggest-moves", moves[: row.get("limit")])
        if row.get("limit") and len(moves) > row["limit"]:
            yield TEXT, f"and {len(moves) - row['limit']} more: `--limit {len(moves)}`"


def _moved(row: Row) -> str:
    by_way: dict[tuple[str, str], list[str]] = {}
    for move in row["since"]["moves"]:
        by_way.setdefault((move["from"], move["to"]), []).append(move["ref"])
    said = []
    for (old, new), refs in by_way.items():
        more = f" and {len(refs) - NAMED} more" if len(refs) > NAMED else ""
        said.append(f"{', '.join(refs[:NAMED])}{more} moved from {old} to {new}")
    return "; ".join(said) or "nothing moved"


def _plan(row: Row, season: int) -> Iterator[Block]:
    if row["signals"]:
        yield TITLE, "signals"
        yield TABLE, ("suggest-signals", [one | {"of": season} for one in row["signals"]])
    if row["signals_unknown"]:
        yield TEXT, f"number of signals not known: {', '.join(row['signals_unknown'])}"
    wanted = row["signals_wanted"]
    if wanted:
        names = ", ".join(f"{one['ref']} ({one['use']})" for one in wanted[:NAMED])
        more = f" and {len(wanted) - NAMED} more" if len(wanted) > NAMED else ""
        yield TEXT, f"look at signals and get none: {names}{more}"
    if row["costs"]:
        yield TITLE, "cost of applying"
        yield TABLE, ("suggest-costs", [one | {"of": season} for one in row["costs"]])
        yield TEXT, f"{_dollars(row['cost'])} so far{_if_all(row['if_all_fit'])}"
    if row["no_specialty"]:
        left_out = f"not counted, no specialty on record: {row['no_specialty']}"
        yield TEXT, f"{left_out}; `fmgtrack edit PROGRAM --specialty TEXT`"


def _if_all(row: Row) -> str:
    if not row["programs"]:
        return ""
    left = "the 1 that fits and is" if row["programs"] == 1 else f"the {row['programs']} that fit"
    tail = "" if row["programs"] == 1 else " and are"
    return f", {_dollars(row['cost'])} more for {left}{tail} left"


def _dollars(amount: int) -> str:
    return f"${amount:,}"


def why(row: Row, _: str) -> Iterator[Block]:
    """One program rule by rule, with evidence."""
    yield TITLE, f"{row['ref']} {row['name']}: {row['group']}"
    if row["if"]:
        moved = "" if row["was"] == row["group"] else f", {row['was']} without it"
        yield TEXT, f"supposed: {'; '.join(safe.line(text) for text in row['if'])}{moved}"
    yield TABLE, ("suggest-rules", row["rules"])
    yield PAIR, ("your order", order(row) or "nothing preferred: `fmgtrack apply prefer state=NY`")
    if row["ask"]["rules"]:
        role = f", {row['ask']['role']} {row['ask']['ref']}" if row["ask"]["ref"] else ""
        yield PAIR, ("to ask", ", ".join(row["ask"]["rules"]))
        yield PAIR, ("whom", f"{whom(row) or 'nobody there is on record'}{role}")
        yield (
            PAIR,
            (
                "then",
                f"`fmgtrack apply fact {row['ref']} {row['ask']['rules'][0]}=VALUE --source TEXT`"
                if row["ask"]["rules"][0] != "visa"
                else f"`fmgtrack edit {row['ref']} --j1 yes --h1b no --visa-source TEXT`",
            ),
        )


def facts(row: Row, _: str) -> Iterator[Block]:
    """All that can be known of a program: what is, and what to type for the rest."""
    yield TITLE, f"{row['program']['ref']} {row['program']['name']}"
    seen = row["visa"]
    answers = [
        f"{name} {'yes' if seen[key] else 'no'}"
        for key, name in (("j1", "J-1"), ("h1b", "H-1B"))
        if seen[key] is not None
    ]
    said = f"{', '.join(answers)} ({evidence(seen)})" if answers else "not known: `fmgtrack edit`"
    yield PAIR, ("visa", said)
    for rule in row["rules"]:
        known = [
            f"{word}{one['said'] or one['value']} ({evidence(one)})"
            for word, one in (("", rule["strict"]), ("prefers ", rule["preferred"]))
            if one
        ]
        yield (
            PAIR,
            (rule["rule"], "; ".join(known) or f"not known: {rule['means']}; {rule['form']}"),
        )


def fact(row: Row, _: str) -> Iterator[Block]:
    """One fact with its evidence."""
    yield TITLE, f"{row['ref']} {row['program']['ref']} {row['program']['name']}"
    yield PAIR, ("strict" if row["strict"] else "preferred", row["said"] or row["value"])
    yield PAIR, ("evidence", evidence(row))


def preference(row: Row, _: str) -> Iterator[Block]:
    """One preference."""
    yield TITLE, f"{row['ref']} {row['rule']} {row['value']}"
    yield PAIR, ("weight", f"{row['weight']:g}")


def evidence(row: Row) -> str:
    """Who said it, where and on what day; marked where that is not enough for this season."""
    parts = [part for part in (row.get("who"), row["source"], times.day(row["checked_on"])) if part]
    return ", ".join([*parts, *(["unconfirmed"] if row["unconfirmed"] else [])])


def order(row: Row) -> str:
    """The parts of a program's place in the person's order: `+2 state NY; unknown: size 20+`."""
    met = [
        f"+{one['weight']:g} {one['rule']} {one['value']}"
        for one in row["preferences"]
        if one["outcome"] == "met"
    ]
    unknown = [
        f"{one['rule']} {one['value']}" for one in row["preferences"] if one["outcome"] == "unknown"
    ]
    return "; ".join(
        part for part in (", ".join(met), unknown and f"unknown: {', '.join(unknown)}") if part
    )


def whom(row: Row) -> str:
    """Who can be asked: a person on record, else the program's page."""
    return str(row["ask"]["whom"] or row["ask"]["url"] or "")


def note(row: Row) -> str:
    """What else to know of a program: its status, what it would rather have, what is unsure."""
    said = [] if row["status"] == "considered" else [row["status"]]
    if row["signal_use"] == "required" and row["signal"] == "none":
        said.append("wants a signal")
    said += [
        f"prefers {rule['said']}"
        for rule in row["rules"]
        if not rule["strict"] and rule["outcome"] != "pass"
    ]
    unsure = sum(bool(rule["strict"] and rule["unconfirmed"]) for rule in row["rules"])
    if unsure:
        said.append(f"{unsure} unconfirmed")
    return "; ".join(said)


def _open(row: Row) -> str:
    """What the person's own side leaves open: what the profile lacks, what is to come."""
    lacking = [rule for rule in row["rules"] if rule["strict"] and rule["lacks"]]
    profile = ", ".join(rule["rule"] for rule in lacking if rule["lacks"] == "profile")
    later = [rule["reason"] for rule in lacking if rule["lacks"] == "later"]
    return "; ".join([*([f"profile: {profile}"] if profile else []), *later])


def _failing(row: Row) -> str:
    return "; ".join(
        f"{rule['said']}: {rule['reason']}{' (unconfirmed)' if rule['unconfirmed'] else ''}"
        for rule in row["rules"]
        if rule["strict"] and rule["outcome"] == "fail"
    )


def _place(row: Row) -> str:
    return ", ".join(part for part in (row["city"], row["state"]) if part)


def _sure(row: Row) -> str:
    if row["confidence"] == "secondary":
        return "unconfirmed"
    return str(row["confidence"]) if row["season"] == row["of"] else f"of season {row['season']}"


_NAMED: tuple[Column, ...] = (
    ("ref", lambda row, _: row["ref"]),
    ("program", lambda row, _: row["name"]),
    ("place", lambda row, _: _place(row)),
)

COLUMNS: dict[str, tuple[Column, ...]] = {
    "suggest-fits": (
        *_NAMED,
        ("your order", lambda row, _: order(row)),
        ("note", lambda row, _: note(row)),
    ),
    "suggest-ask": (
        *_NAMED,
        ("to ask", lambda row, _: ", ".join(row["ask"]["rules"])),
        ("whom", lambda row, _: whom(row) if row["ask"]["rules"] else ""),
        ("open on your side", lambda row, _: _open(row)),
        ("your order", lambda row, _: order(row)),
        ("note", lambda row, _: note(row)),
    ),
    "suggest-fails": (*_NAMED, ("why", lambda row, _: _failing(row))),
    "suggest-moves": (
        ("ref", lambda row, _: row["ref"]),
        ("program", lambda row, _: row["name"]),
        ("from", lambda row, _: row["from"]),
        ("to", lambda row, _: row["to"]),
        ("why", lambda row, _: "; ".join(one["reason"] for one in row["why"])),
    ),
    "suggest-rules": (
        ("outcome", lambda row, _: row["outcome"]),
        ("rule", lambda row, _: row["rule"]),
        ("they say", lambda row, _: f"{'' if row['strict'] else 'prefers '}{row['said'] or '-'}"),
        ("you", lambda row, _: row["reason"]),
        ("evidence", lambda row, _: "" if row["unconfirmed"] is None else evidence(row)),
    ),
    "suggest-signals": (
        ("specialty", lambda row, _: row["specialty"]),
        ("tier", lambda row, _: row["tier"]),
        ("used", lambda row, _: row["used"]),
        ("of", lambda row, _: row["allowed"]),
        ("left", lambda row, _: f"{-row['left']} too many" if row["left"] < 0 else row["left"]),
        ("sure", lambda row, _: _sure(row)),
    ),
    "suggest-costs": (
        ("specialty", lambda row, _: row["specialty"]),
        ("programs", lambda row, _: row["programs"]),
        ("cost", lambda row, _: _dollars(row["cost"])),
        ("one more", lambda row, _: _dollars(row["one_more"])),
        ("through", lambda row, _: {"eras": "ERAS"}.get(row["service"], "ResidencyCAS")),
        ("sure", lambda row, _: _sure(row)),
    ),
    "facts": (
        ("ref", lambda row, _: row["ref"]),
        ("program", lambda row, _: row["program"]["name"]),
        ("rule", lambda row, _: row["rule"]),
        (
            "says",
            lambda row, _: f"{'' if row['strict'] else 'prefers '}{row['said'] or row['value']}",
        ),
        ("who", lambda row, _: row["who"]),
        ("source", lambda row, _: row["source"]),
        ("checked", lambda row, _: times.day(row["checked_on"])),
        ("sure", lambda row, _: "unconfirmed" if row["unconfirmed"] else ""),
    ),
    "preferences": (
        ("ref", lambda row, _: row["ref"]),
        ("what", lambda row, _: row["rule"]),
        ("value", lambda row, _: row["value"]),
        ("weight", lambda row, _: f"{row['weight']:g}"),
    ),
}
"""Columns of these listings."""

CARDS: dict[str, Callable[[Row, str], Iterator[Block]]] = {
    "suggest": suggest,
    "suggest-why": why,
    "facts": facts,
    "fact": fact,
    "preference": preference,
}
"""How each of these cards is laid out."""

SENTENCES: dict[str, str | Callable[[dict[str, Any]], str]] = {
    "no-facts": "nothing is known of what programs ask:"
    " `fmgtrack apply fact PROGRAM step2ck=220 --source TEXT` keeps it",
    "facts-unconfirmed": lambda f: (
        f"{f['count']} unconfirmed: no source, or checked before season {f['season']} began"
    ),
    "fact-no-source": "without a source it counts as unconfirmed:"
    " say it again with `--source TEXT`, where it was read",
    "no-preferences": "nothing is preferred yet: `fmgtrack apply prefer state=NY --weight 2`",
}
"""The sentence of each notice of these commands."""
