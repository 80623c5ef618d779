"""What a rank order list costs when it is certified. Amounts are whole US dollars.

Codes are counted once however often they are ranked: up to 20 on the primary list and up to 20 on
all supplemental lists together are included, each further one is paid for; the primary list is
also charged by its length. The fees fall due on certifying and are not given back. Sources:
https://residencyexperts.com/final-steps-of-2024-match/ (secondary) and
https://www.nrmp.org/help/item/can-i-get-a-refund-for-any-of-my-match-fees/ (official).
"""

from __future__ import annotations

from fmgtrack.records.frozen import frozen
from fmgtrack.rules.codes import NO_MATCH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


@frozen(kw_only=True)
class Rate:
    """One amount, the season for which it was stated, and who said so.

    It is charged for the codes or ranks numbered `first` to `last`, both included; without
    `last`, for every one from `first`. `confidence` is a word of `records.words.CONFIDENCES`.
    """

    amount: int
    source: str
    confidence: str
    season: int
    first: int = 1
    last: int | None = None


@frozen(kw_only=True)
class FeeTable:
    """NRMP's fees of one season; `length` holds its bands in order, `most_ranks` the limit."""

    registration: Rate
    late: Rate
    couple: Rate
    primary_code: Rate
    supplemental_code: Rate
    length: tuple[Rate, ...]
    most_ranks: int


@frozen()
class Fee:
    """One thing to pay: `amount` is all of it.

    `what` is `primary-code` or `supplemental-code`, with `count` the codes beyond those included,
    or `length`, with `count` the ranks of the primary list. `rate` says by what it was counted.
    """

    what: str
    amount: int
    count: int
    rate: Rate


FIRST_CHARGED = 21
"""The codes or ranks from which on a season's table charges; nothing is due for a shorter list."""


def list_fees(
    primary_codes: Iterable[str], supplemental_codes: Iterable[str], ranks: int, table: FeeTable
) -> tuple[Fee, ...]:
    """Give the fees that fall due when the lists are certified; an empty tuple when none do.

    `supplemental_codes` are those of all supplemental lists, `ranks` the lines of the primary
    list. The couples' code for no match is no program and is not counted. A list longer than the
    longest band has no length fee: R3 does not take it.
    """
    fees = [
        _further("primary-code", primary_codes, table.primary_code),
        _further("supplemental-code", supplemental_codes, table.supplemental_code),
        *(
            Fee("length", band.amount, ranks, band)
            for band in table.length
            if band.first <= ranks and (band.last is None or ranks <= band.last)
        ),
    ]
    return tuple(fee for fee in fees if fee.count > 0)


def total(fees: Iterable[Fee]) -> int:
    """Give the sum of the fees in US dollars."""
    return sum(fee.amount for fee in fees)


def _further(what: str, codes: Iterable[str], rate: Rate) -> Fee:
    unique = {code.strip().upper() for code in codes} - {NO_MATCH, ""}
    count = max(0, len(unique) - rate.first + 1)
    return Fee(what, count * rate.amount, count, rate)
