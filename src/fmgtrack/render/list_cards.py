"""The rank order list shown whole, and what belongs to it."""

from __future__ import annotations

from fmgtrack.render import safe, times
from fmgtrack.render.blocks import CHART, PAIR, TABLE, TEXT, TITLE, stars

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from fmgtrack.render.blocks import Block, Row


MOST = 5
"""The best rating."""

MOST_SINGLE = 2
"""How many programs are told the same each on a line of its own."""


def days_left(days: int) -> str:
    """How many days are left, in words; a negative number has passed."""
    if days <= 0:
        return "today is the last day"
    return "1 day left" if days == 1 else f"{days} days left"


def deadline_said(row: Row, home: str) -> str:
    """When the list has to be certified, there and at home, and whether that is confirmed."""
    zone = row.get("timezone") or "America/New_York"
    when = times.moment(row["due_at"], zone)
    beside = times.beside(row["home_due_at"], row["due_at"], home)
    when = f"{when}, {beside} for you" if beside else when
    return f"{when} (unconfirmed)" if row["confidence"] == "secondary" else when


def rol(row: Row, home: str) -> Iterator[Block]:
    """The rank order list with what stands beside it."""
    yield TITLE, "rank order list"
    if row["primary"]:
        yield TABLE, ("rol", row["primary"])
    else:
        yield TEXT, "nothing is ranked yet: `fmgtrack rol add PROGRAM`"
    for extra in row["supplemental"]:
        names = ", ".join(p["nrmp_code"] or p["program"]["name"] for p in extra["linked_to"])
        yield TITLE, f"list {extra['letter']}, linked to {names or 'nothing yet'}"
        yield TABLE, ("rol", extra["entries"])
    if row["unranked"]:
        names = ", ".join(f"{p['ref']} {p['name']}" for p in row["unranked"])
        yield TEXT, f"interviewed and not ranked: {names}"
    for gone in row["excluded"]:
        yield TEXT, f"excluded: {gone['ref']} {gone['name']}, {gone['reason']}"
    if row["checks"]:
        blocking = sum(check["blocking"] for check in row["checks"])
        found = f"{len(row['checks'])} to look at"
        verb = "blocks" if blocking == 1 else "block"
        found += f", {blocking} of them {verb} certifying" if blocking else ""
        yield TEXT, f"{found}: `fmgtrack rol check`"
    yield TEXT, certified_said(row, home)
    if row["deadline"]:
        due = row["deadline"]
        when = deadline_said(due, home)
        if due["is_past"]:
            yield TEXT, f"the list was to be certified in R3 by {when}, which has passed"
        else:
            yield TEXT, f"to be certified in R3 by {when}, {days_left(due['days_left'])}"


def checks(rows: list[Row]) -> Iterator[str]:
    """What `rol check` found, what blocks first, each with what to do beneath.

    Advice that says the same of more than `MOST_SINGLE` programs is said once for all of them.
    """
    alike: dict[tuple[str, str, str], list[Row]] = {}
    for check in sorted(rows, key=lambda check: not check["blocking"]):
        if check["blocking"]:
            yield f"blocks   {check['code']}: {check['message']}"
            yield f"         {check['hint']}"
        else:
            same, _ = _of_any(check)
            alike.setdefault(same, []).append(check)
    for (code, message, hint), group in alike.items():
        if len(group) > MOST_SINGLE:
            yield f"look at  {code}: {message}: {'; '.join(_of_any(one)[1] for one in group)}"
            yield f"         {hint}"
            continue
        for check in group:
            yield f"look at  {code}: {check['message']}"
            yield f"         {check['hint']}"


def _of_any(check: Row) -> tuple[tuple[str, str, str], str]:
    """The code, message and hint of a check without its program, and that program.

    Where the name itself has one of the words that end it, the message keeps a part of the name
    and is like no other: it stands by itself then.
    """
    import re

    message, hint, ref = check["message"], check["hint"], check["program"]
    named = ref and re.search(rf"\b{ref} .+?(?= (?:is|does|was|says) )", message)
    if not named:
        return (check["code"], message, hint), ""
    message = f"{message[: named.start()]}each program{message[named.end() :]}"
    message = re.sub(r"\bnumber [0-9]+(?: of list [A-P])?", "ranked", message)
    hint = re.sub(rf"\b{ref}\b", "PROGRAM", hint)
    hint = re.sub(r"\b[0-9]{7}[A-Z][0-9]\b", "CODE", hint)
    return (check["code"], message, hint), named[0]


def certified_said(row: Row, home: str) -> str:
    """Whether and when the list was certified, and whether it changed since."""
    if not row["certified_at"]:
        return "not certified yet"
    when = times.recorded(row["certified_at"], home)
    if row["changed_since_certified"]:
        if (row.get("deadline") or row).get("is_past"):
            return f"differs from the list certified on {when}, which counts"
        return f"CHANGED since it was certified on {when}: certify again"
    return f"certified on {when}"


def ratings(row: Row, home: str) -> Iterator[Block]:
    """How a program was rated."""
    yield TITLE, f"{row['program']['ref']} {row['program']['name']}"
    for said in row["noted"]:
        yield TEXT, f"noted: {safe.line(said)}"
    yield CHART, lambda _width, plain: _rated(row, plain=plain)


def _rated(row: Row, *, plain: bool) -> Iterator[str]:
    name = max((len(rating["key"]) for rating in row["ratings"]), default=len("score"))
    for rating in row["ratings"]:
        value = rating["value"]
        drawn = stars(value, MOST, plain=plain) if value else "not rated"
        weight = "" if rating["weight"] == 1 else f", weight {rating['weight']:g}"
        label = safe.line(rating["label"])
        yield f"{safe.line(rating['key']).ljust(name)}  {drawn}  {label}{weight}"
    if row["score"] is not None:
        yield f"{'score'.ljust(name)}  {row['score']:.2f} ({row['coverage']})"


def question(row: Row) -> Iterator[str]:
    """The next question of `rol compare`, with the answers that contradict each other."""
    if row["contradiction"]:
        circle = ", ".join(
            f"{one['better']['program']['name']} over {one['worse']['program']['name']}"
            for one in row["contradiction"]
        )
        yield f"these answers go round in a circle, so one is asked again: {circle}"
    yield f"up to {row['at_most']} questions left"
    for letter, line in zip("ab", row["question"], strict=True):
        score = "" if line["score"] is None else f", score {line['score']:.2f}"
        yield f"  {letter}  {line['program']['name']} {line['nrmp_code'] or ''}{score}"


def compare(row: Row, home: str) -> Iterator[Block]:
    """Where comparing stands."""
    if row["question"]:
        yield TITLE, "which one do you prefer?"
        for line in question(row):
            yield TEXT, line
        first, second = (line["nrmp_code"] or line["program"]["ref"] for line in row["question"])
        yield TEXT, f"answer with the better one first: fmgtrack rol compare {first} {second}"
        return
    if len(row["proposal"]) < 2:  # noqa: PLR2004  a pair
        yield TITLE, "nothing to compare yet"
        return
    yield TITLE, "your answers give this order"
    for rank, line in enumerate(row["proposal"], start=1):
        yield TEXT, f"{rank:3}  {line['program']['name']} {line['nrmp_code'] or ''}"
    if row["differs"]:
        yield TEXT, "`fmgtrack rol compare --accept` puts the list into it"
    else:
        yield TEXT, "the list stands in this order already"


def why(row: Row, home: str) -> Iterator[Block]:
    """What speaks for the order, pair by pair."""
    yield TITLE, "why the list stands as it does"
    for pair in row["pairs"]:
        above, below = pair["above"], pair["below"]
        yield (
            TITLE,
            (
                f"{above['rank']} {above['program']['name']} above"
                f" {below['rank']} {below['program']['name']}"
            ),
        )
        for label, key in (("for", "for"), ("against", "against")):
            said = ", ".join(f"{name} {one} to {other}" for name, one, other in pair[key])
            if said:
                yield PAIR, (label, said)
        one, other = pair["score"]
        if one is not None and other is not None:
            yield PAIR, ("score", f"{one:.2f} to {other:.2f}")
        for side, notes in zip((above, below), pair["notes"], strict=True):
            if notes:
                yield PAIR, (f"{side['rank']}", "; ".join(safe.line(note) for note in notes))
        if not (pair["for"] or pair["against"] or any(pair["notes"])):
            yield PAIR, ("known", "nothing on record: `fmgtrack rol rate` and `note` keep it")


def diff(row: Row, home: str) -> Iterator[Block]:
    """What is different from a version."""
    yield TITLE, f"since {row['since']}"
    said = 0
    for part in row["lists"]:
        letter = part["letter"]
        on = (
            f" (links of list {letter[0]})" if letter[1:] else f" (list {letter})" if letter else ""
        )
        for line in part["added"]:
            yield TEXT, f"+ {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}{on}"
        for line in part["removed"]:
            yield TEXT, f"- {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}{on}"
        for line in part["moved"]:
            yield TEXT, f"  {line['from']:3} -> {line['to']}  {line['name']}{on}"
        for line in part["edited"]:
            old = line["before"]
            was = f"{old['name']} {old['nrmp_code'] or 'without code'}"
            yield (
                TEXT,
                f"~ {line['rank']:3}  {line['name']} {line['nrmp_code'] or ''}, was {was}{on}",
            )
        said += sum(len(part[key]) for key in ("added", "removed", "moved", "edited"))
    if not said:
        yield TEXT, "nothing is different"


def pairs(row: Row, home: str) -> Iterator[Block]:
    """The list of a couple."""
    yield TITLE, "list of pairs"
    if row["pairs"]:
        yield TABLE, ("pairs", row["pairs"])
    else:
        yield TEXT, "no pair yet: `fmgtrack rol couple FILE` takes your partner's list in"
    for check in row["checks"]:
        yield TEXT, f"{'blocks' if check['blocking'] else 'look at'}: {check['message']}"


def explain(row: Row, home: str) -> Iterator[Block]:
    """A worked example of the algorithm."""
    yield TITLE, f"{row['title']} (example {row['number']} of {row['of']}, made up)"
    for name, order in row["applicants"].items():
        yield PAIR, (name, "ranks " + ", ".join(order))
    for name, order in row["programs"].items():
        places = row["places"][name]
        count = "1 place" if places == 1 else f"{places} places"
        yield PAIR, (name, f"{count}, ranks {', '.join(order)}")
    yield TITLE, "what the algorithm does"
    for step in row["steps"]:
        yield TEXT, _step_said(step)
    yield TITLE, f"what every other order would have brought {row['about']}"
    for tried in row["tried"]:
        yield TEXT, f"{', '.join(tried['order']) or 'an empty list'}: {tried['got'] or 'no match'}"
    yield TITLE, "so"
    for sentence in row["says"]:
        yield TEXT, sentence
    for source in row["sources"]:
        yield TEXT, f"source: {source}"


def _step_said(step: Row) -> str:
    tried = f"{step['applicant']} asks {step['program']}"
    if step["outcome"] == "held":
        return f"{tried}: kept for now"
    if step["outcome"] == "displaced":
        return f"{tried}: kept for now, {step['displaced']} has to go on"
    return f"{tried}: refused"
