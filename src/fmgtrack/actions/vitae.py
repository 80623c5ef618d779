"""The CV: put together from the record, shown, or written as a file."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from fmgtrack.errors import RefusedError, UsageError
from fmgtrack.records.results import Card, Notice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fmgtrack.actions.work import Work
    from fmgtrack.rules.vitae import Aim, Vitae

SHORT = 4
"""Letters of a short form such as ENT, which may stand for something else in a text."""

ENDINGS = {"txt": (".txt",), "md": (".md", ".markdown"), "html": (".html", ".htm")}
"""How the name of a file of each format ends."""


def cv(  # noqa: PLR0913  what the command takes
    work: Work,
    files: Mapping[str, str],
    *,
    specialty: str | None = None,
    everything: bool = False,
    force: bool = False,
    may_replace: bool = False,
) -> Card:
    """The CV for one specialty, written into these files, if any; each whole or not at all.

    Keys: the fields of `rules.vitae.Vitae`; `gaps` (of its `gaps`); `text` (the plain text);
    `written` (paths).

    Args:
        work: the open record.
        files: format (`txt`, `md`, `html`) to path.
        specialty: as typed; the first one of the profile if None.
        everything: whether what is to come and what is of another specialty stands too.
        force: whether files are written although a gap is left.
        may_replace: whether files that are there are replaced.

    Raises:
        RefusedError: a gap is left.
        UsageError: a name does not end as its format, or a file is in the way.
        TemplateError: a template cannot be used.
    """
    from fmgtrack.drafts.vitae import render
    from fmgtrack.rules.vitae import gaps

    for form, path in files.items():
        _refuse_name(form, path, may_replace=may_replace)
    made = compose(work, specialty, everything=everything)
    open_gaps = gaps(made)
    if files and open_gaps and not force:
        raise RefusedError(
            f"held back: {', '.join(_gap(name) for name in open_gaps)}",
            "say what is missing, or `--force`",
        )
    templates = Path(work.templates)
    text = render(made, "txt", templates)
    _write({path: render(made, form, templates) for form, path in files.items()})
    row = asdict(made) | {"gaps": list(open_gaps), "text": text, "written": list(files.values())}
    return Card("cv", row, tuple(_told(made, open_gaps)))


def _refuse_name(form: str, path: str, *, may_replace: bool) -> None:
    file = Path(path)
    if file.suffix.lower() not in ENDINGS[form]:
        raise UsageError(
            f"`{path}` is no name for `--{form}`", f"type a name that ends in `{ENDINGS[form][0]}`"
        )
    if not may_replace and file.is_file():
        raise UsageError(f"`{path}` is there already", "`--yes` replaces it")


def _gap(name: str) -> str:
    """What to type for something that every CV has; a gap in a text stands for itself."""
    typed = {
        "name": "your name is missing (`fmgtrack apply profile --eras-name TEXT`)",
        "school": "your medical school is missing (`fmgtrack apply profile --school TEXT`)",
        "graduated": "the graduation is missing (`fmgtrack apply profile --graduated DATE`)",
    }
    return typed.get(name, f"`{name}` stands in a text")


def _write(texts: Mapping[str, str]) -> None:
    from fmgtrack.exchange.files import well_formed, write_whole

    for path, text in texts.items():
        write_whole(Path(path), well_formed(text).encode())


def _told(made: Vitae, open_gaps: Iterable[str]) -> Iterable[Notice]:
    """For whom the CV is, what it lacks, and what was left out, by reason."""
    if made.specialty:
        yield Notice("cv-specialty", specialty=made.specialty)
    else:
        yield Notice("cv-no-specialty")
    for name in open_gaps:
        yield Notice("cv-gap", said=_gap(name))
    for reason in dict.fromkeys(one.reason for one in made.left_out):
        named = [(one.ref, one.title) for one in made.left_out if one.reason == reason]
        yield Notice(f"cv-{reason}", named=named, specialty=made.specialty)


def compose(work: Work, specialty: str | None, *, everything: bool) -> Vitae:
    """The CV as a model, from one state of the record."""
    from fmgtrack.actions.experience import specialty as written_out
    from fmgtrack.records.contact import Contact
    from fmgtrack.records.experience import Experience
    from fmgtrack.rules.profile import attempts
    from fmgtrack.rules.vitae import vitae
    from fmgtrack.store import profile as kept

    store = work.store
    with store.reading():
        profile = kept.profile(store)
        experiences = store.table(Experience).list()
        people = {one.id: one.full_name for one in store.table(Contact).each()}
        exams = attempts(kept.exams(store))
    wanted = (profile.specialties or "").split("\n") if profile else []
    chosen = written_out(specialty or "") or next(filter(None, wanted), None)
    return vitae(
        profile,
        exams,
        experiences,
        aim=_aim(work.season, chosen, wanted),
        supervisors={
            one.id: people[one.contact_id] for one in experiences if one.contact_id in people
        },
        name=work.settings.name,
        signature=work.settings.signature,
        today=work.today,
        everything=everything,
    )


def _aim(season: int, chosen: str | None, wanted: Sequence[str]) -> Aim:
    """The specialty with its other names, and those of all others, the person's own too.

    `medicine` is in the names of many fields and tells of none.
    """
    from fmgtrack.reference.signals import names
    from fmgtrack.rules.vitae import Aim

    known = names(season)
    usual = known.get((chosen or "").casefold(), chosen)
    also = [called for called, name in known.items() if name == usual]
    others = [
        called
        for called, name in known.items()
        if name != usual and len(called) > SHORT and called != "medicine"
    ]
    return Aim(usual, also, [*others, *(one for one in wanted if one and one != chosen)])
