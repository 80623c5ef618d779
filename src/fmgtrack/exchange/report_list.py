"""The rank order list on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fmgtrack.exchange import dates
from fmgtrack.exchange import report_parts as parts
from fmgtrack.exchange.markup import joined, said, tag
from fmgtrack.exchange.sheets import dated

if TYPE_CHECKING:
    from fmgtrack.exchange.markup import Markup
    from fmgtrack.exchange.report_parts import Report, Row


SIDES = ("mine", "theirs")
"""Of a couple's pair."""


def rank_order_list(report: Report) -> Markup:
    """The list with what speaks for it, how it was certified, and who is not on it."""
    rol = report.rol
    content: list[Markup | None] = [_standing(report)]
    if rol["primary"]:
        content.append(
            parts.table(
                ["Rank", "Program", "NRMP code", "Score of your ratings", "By score"],
                [
                    (
                        row["rank"],
                        parts.program(row["program"], report),
                        said(row["nrmp_code"]) if row["nrmp_code"] else "no code yet",
                        parts.scored(row["score"], row["coverage"]),
                        _by_score(row),
                    )
                    for row in rol["primary"]
                ],
                name=1,
            )
        )
    else:
        content.append(tag("p", "Nothing is ranked yet."))
    for extra in rol["supplemental"]:
        content += _supplemental(extra, report)
    content += [_pairs(report), _unranked(report), _excluded(report)]
    return parts.section("list", "Rank order list", content)


def _by_score(row: Row) -> str | None:
    if row["score_rank"] is None:
        return None
    return f"{row['score_rank']} ({row['apart']:+d})" if row["apart"] else f"{row['score_rank']}"


def _standing(report: Report) -> Markup:
    rol, due = report.rol, report.rol["deadline"]
    certified = rol["certified_at"] and dates.recorded(rol["certified_at"], report.home_zone)
    found: list[Markup] = []
    over = bool(due and due["is_past"])
    if not certified:
        found.append(tag("p", "Not certified yet."))
    elif rol["changed_since_certified"]:
        then = "that one counts" if over else "certify it again in R3"
        words = f"Changed since it was certified on {certified}: {then}."
        found.append(tag("p", tag("strong", words), class_="warning"))
    else:
        found.append(tag("p", f"Certified on {certified}, and the same since."))
    if due:
        words = dated(due | {"done_on": None}, report)
        found.append(tag("p", f"{'Was to' if over else 'To'} be certified in R3 by {words}."))
    if rol["checks"]:
        blocking = sum(check["blocking"] for check in rol["checks"])
        stop = f", {blocking} of them in the way of certifying" if blocking else ""
        words = f"{parts.counted(len(rol['checks']), 'thing')} to look at{stop}: "
        found.append(tag("p", words, tag("code", "fmgtrack rol check"), "."))
    return joined(found)


def _supplemental(extra: Row, report: Report) -> list[Markup]:
    names = [row["nrmp_code"] or row["program"]["name"] for row in extra["linked_to"]]
    linked_to = joined([said(name) for name in names], ", ") if names else "nothing yet"
    return [
        tag("h3", f"Supplemental list {extra['letter']}, linked to ", linked_to),
        parts.table(
            ["Rank", "Program", "NRMP code"],
            [
                (
                    row["rank"],
                    parts.program(row["program"], report),
                    said(row["nrmp_code"]) if row["nrmp_code"] else "no code yet",
                )
                for row in extra["entries"]
            ],
            name=1,
        ),
    ]


def _pairs(report: Report) -> Markup | None:
    if not report.pairs:
        return None
    rows = [
        (row["rank"], *(said(f"{row[side]['name']}, {row[side]['nrmp_code']}") for side in SIDES))
        for row in report.pairs
    ]
    table = parts.table(["Rank", "Yours", "Your partner's"], rows, name=1)
    return joined([tag("h3", "The pairs, as a couple enters them"), table])


def _unranked(report: Report) -> Markup | None:
    rows = report.rol["unranked"]
    if not rows:
        return None
    names = parts.bullets(parts.program(row, report) for row in rows)
    return joined([tag("h3", "Interviewed and not ranked"), names])


def _excluded(report: Report) -> Markup | None:
    rows = report.rol["excluded"]
    if not rows:
        return None
    names = parts.bullets(
        joined(
            [parts.program(row, report), parts.aside(row["reason"]) if row["reason"] else None], " "
        )
        for row in rows
    )
    return joined([tag("h3", "Would not attend"), names])
