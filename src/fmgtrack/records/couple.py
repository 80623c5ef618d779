"""The lists of a couple: the partner's lines, and the pairs made of both lists."""

from __future__ import annotations

from fmgtrack.records.spec import Record, RecordSpec, record


@record
class Partner(Record):
    """One line of the partner's own list, as it was exported."""

    position: int
    code: str
    name: str
    city: str | None = None
    state: str | None = None


@record
class Pair(Record):
    """One rank of a couple; None stands for "no match" on that side."""

    position: int
    entry_id: int | None = None
    partner_id: int | None = None


PARTNER = RecordSpec(
    name="partner",
    plural="partners",
    letter="n",
    cls=Partner,
    children=(("pair", "partner_id"),),
    listed=False,
)
PAIR = RecordSpec(name="pair", plural="pairs", letter="u", cls=Pair, listed=False)
Partner.spec = PARTNER
Pair.spec = PAIR
