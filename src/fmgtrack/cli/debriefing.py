"""The evening after an interview, at a terminal in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from fmgtrack.cli import options as o
from fmgtrack.cli.asked import INTRODUCTION, Asking, Question
from fmgtrack.cli.context import get_app
from fmgtrack.cli.registry import Commands
from fmgtrack.records.words import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fmgtrack.actions.debriefing import Met
    from fmgtrack.actions.work import Work
    from fmgtrack.cli.asked import Answers
    from fmgtrack.cli.context import App
    from fmgtrack.records.results import Notice, Row

app = Commands()


@app.command()
def debrief(ctx: typer.Context, interview: o.InterviewRef) -> None:
    """Write down an interview the same evening: whom you met, what was said, how it was.

    You are asked for one thing after the other, each of which can be left out; all of it is one
    change, after a last look. With no terminal it shows what is still to be written down.
    """
    from fmgtrack.actions import debriefing as actions

    state = get_app(ctx)
    card = actions.sheet(state.work, interview)
    if not state.asks or state.mode is not None:
        state.emit(card)
        return
    asking = Debriefing(state, card.row)
    if asking.run():
        state.emit(actions.debrief(state.work, asking.ref, asking.typed))
    else:
        state.out.tell("nothing was written down")


class Debriefing(Asking):
    """The questions about one interview: its people, the day, answers, stories, ratings."""

    def __init__(self, state: App, row: Row) -> None:
        from fmgtrack.render.debrief_cards import introduced
        from fmgtrack.render.times import span

        super().__init__(state)
        self.row = row
        self.ref: str = row["ref"]
        self.introduction = INTRODUCTION
        self._people: dict[tuple[str, ...], list[Met]] = {}
        when = span(row["starts_at"], row["ends_at"], row["timezone"])
        state.out.tell(f"{self.ref} {row['program']['name']}, {when}")
        for met in row["met"]:
            state.out.tell(f"  {introduced(met)}")

    @property
    def questions(self) -> Sequence[Question]:
        """Those about the people who are known so far, and about the day."""
        return [
            Question(
                "with",
                "met",
                'Who else did you meet, such as "Dr. Wei Chen, faculty, formal" (ENTER: nobody)',
                read=self._met,
                many=True,
            ),
            *(question for met in self._known() for question in self._of_person(met)),
            *self._of_day(),
            *self._answers(),
            *self._stories(),
            *self._ratings(),
        ]

    def forget(self, question: Question) -> bool:
        """Take an answer away; of a person who was typed also what was said with them."""
        if question.key == "with":
            last = f"+{len(self.typed.get('with', ()))}"
            for key in (f"about:{last}", f"ask:{last}"):
                self.typed.pop(key, None)
                self.understood.pop(key, None)
        if question.key.startswith("about:"):
            at = question.key.replace("about:", "at:", 1)
            self.typed.pop(at, None)
            self.understood.pop(at, None)
        return super().forget(question)

    def _known(self) -> list[Met]:
        """The people of the day with those typed so far."""
        typed = tuple(self.typed.get("with", ()))
        if typed not in self._people:
            self._people[typed] = self._tried(self.state.work, {"with": typed}, {})[0]
        return self._people[typed]

    def _met(self, work: Work, _: Answers, text: str) -> str:
        from fmgtrack.actions import contacts, find
        from fmgtrack.rules.people import refuse_word

        program = find.program(work.store, self.row["program"]["ref"])
        if contacts.of_name(work.store, program, text) is None:
            refuse_word(text)
        typed = (*self.typed.get("with", ()), text)
        people = {met.who: met for met in self._tried(work, {"with": typed}, {})[0]}
        met = people.get(f"+{len(typed)}")
        if met is None:
            return f"{text}, who is on record for the day"
        return f"{met.name}, {met.role}, {met.setting}"

    def _of_person(self, met: Met) -> Iterator[Question]:
        who = f"{met.name}, {met.role}"
        so_far = f" (so far: {met.talked_about})" if met.talked_about else ""
        about = f"about:{met.who}"

        def in_mail(work: Work, answers: Answers, text: str) -> str:
            from fmgtrack.render.wording import sentence

            told = self._tried(work, answers, {about: text})[1]
            said = [sentence(notice) for notice in told if notice.code != "not-met"]
            return "\n".join(said) or " ".join(text.split())

        yield Question(about, met.name, f"{who}: what you talked about{so_far}", read=in_mail)
        if met.setting is None:
            yield Question(
                f"at:{met.who}",
                f"{met.name}, met",
                f"{met.name}: where you met",
                choices=SETTINGS,
                default=lambda _: SETTINGS[0],
                applies=lambda _, answers: about in answers,
            )
        yield Question(
            f"ask:{met.who}",
            f"{met.name}, to ask",
            f"{met.name}: a question still open for them",
            applies=lambda _, answers: about in answers,
        )

    def _tried(
        self, work: Work, answers: Answers, values: Answers
    ) -> tuple[list[Met], list[Notice]]:
        """What these values would do, given the people typed so far; it raises what is wrong."""
        from fmgtrack.actions.debriefing import tried

        return tried(work, self.ref, {"with": answers.get("with", ())} | values)

    def _of_day(self) -> Iterator[Question]:
        now = f" (now: {self.row['highlight']})" if self.row["highlight"] else ""
        yield Question(
            "highlight", "stood out", f"What stood out about the day; it may stand in mails{now}"
        )
        yield Question("note", "impression", "Your impression, for yourself alone: never in a mail")

    def _answers(self) -> Iterator[Question]:
        for one in self.row["asked"]:
            if one["state"] == "open":
                yield Question(
                    f"answer:{one['ref']}",
                    f"answer to {one['ref']}",
                    f"You meant to ask ({one['setting']}): {one['text']} What was answered",
                )

    def _stories(self) -> Iterator[Question]:
        if self.row["stories"]:
            listed = ", ".join(f"{one['ref']} {one['title']}" for one in self.row["stories"])
            yield Question(
                "told",
                "told",
                f'A story you told and to whom, such as "st1 Chen" ({listed})',
                read=self._told,
                many=True,
            )

    def _told(self, work: Work, answers: Answers, text: str) -> str:
        from fmgtrack.render.wording import sentence

        told = self._tried(work, answers, {"told": (text,)})[1]
        return "\n".join(sentence(notice) for notice in told)

    def _ratings(self) -> Iterator[Question]:
        for one in self.row["ratings"]:
            now = f", now {one['value']}" if one["value"] else ""
            yield Question(
                f"rate:{one['key']}",
                one["key"],
                f"{one['key']} ({one['label']}), 1 to 5{now}",
                read=_rating,
            )


def _rating(_: Work, __: Answers, text: str) -> str:
    from fmgtrack.actions.ratings import read_value

    return str(read_value(text))
