from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from fmgtrack.drafts.loader import make_environment
from fmgtrack.drafts.render import render
from fmgtrack.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from fmgtrack.drafts.context import DraftContext
    from fmgtrack.drafts.loader import DraftEnvironment

    Own = Callable[[str, str], DraftEnvironment]
    Make = Callable[..., DraftContext]

FACULTY = "thanks/faculty.txt.j2"
HEAD = "Subject: Hello\n\nfirst line\n"


def body_of(own: Own, make_context: Make, text: str) -> str:
    return render(make_context(), own(FACULTY, HEAD + text)).body


def test_the_persons_own_template_wins(own: Own, make_context: Make) -> None:
    assert body_of(own, make_context, "to {{ greeting }}") == "first line\nto Dr. Lindqvist\n"


def test_other_roles_keep_the_packaged_ones(
    own: Own, make_context: Make, environment: DraftEnvironment
) -> None:
    context = make_context(role="resident")
    assert render(context, own(FACULTY, HEAD)) == render(context, environment)


@pytest.mark.parametrize("name", ["builtin/thanks/faculty.txt.j2", "thanks/_base.txt.j2"])
def test_an_override_may_extend(own: Own, make_context: Make, name: str) -> None:
    text = f'{{% extends "{name}" %}}{{% block closing %}}See you.{{% endblock %}}'
    body = render(make_context(), own(FACULTY, text)).body
    assert "\n\nSee you.\n\n" in body
    assert body.startswith("Dear Dr. Lindqvist,\n\n")


def test_an_override_of_the_base_changes_every_role(own: Own, make_context: Make) -> None:
    text = (
        '{% extends "builtin/thanks/_base.txt.j2" %}'
        "{% block sign_off %}Yours,\n{{ signature }}{% endblock %}"
    )
    environment = own("thanks/_base.txt.j2", text)
    for role in ("program-director", "coordinator", "faculty", "resident"):
        body = render(make_context(role=role), environment).body
        assert body.endswith("\n\nYours,\nAmina Khalil\n")


def test_builtin_is_packaged_whatever_the_folder_holds(own: Own, make_context: Make) -> None:
    own("builtin/thanks/faculty.txt.j2", "Subject: false\n\nfalse\n")
    environment = own(FACULTY, '{% extends "builtin/thanks/faculty.txt.j2" %}')
    assert render(make_context(), environment).subject != "false"


@pytest.mark.parametrize("folder", ["missing", "thanks"])
def test_a_folder_without_templates_is_as_good_as_none(
    tmp_path: Path, make_context: Make, environment: DraftEnvironment, folder: str
) -> None:
    (tmp_path / "thanks").mkdir()
    other = make_environment(tmp_path / folder)
    assert render(make_context(), other) == render(make_context(), environment)


def test_a_template_is_compiled_once(environment: DraftEnvironment) -> None:
    assert environment.get_template(FACULTY) is environment.get_template(FACULTY)


def test_a_byte_order_mark_is_no_text(own: Own, make_context: Make) -> None:
    environment = own(FACULTY, "\ufeff" + HEAD)
    assert render(make_context(), environment).subject == "Hello"


BAD = [
    ("{{ recipient }}", "line 4: `recipient` is undefined"),
    ("\n\n{{ progam }}", "line 6: `progam` is undefined"),
    ("{{ name.frist }}", "line 4: `str object` has no attribute `frist`"),
    ("{% fro x in y %}", "line 4: encountered unknown tag `fro`"),
    ("{{ name | upperr }}", "line 4: no filter named `upperr`"),
    ("{% if city is knwon %}{% endif %}", "line 4: no test named `knwon`"),
    ("{% if %}", "line 4: expected an expression"),
    ("{{ name", "line 4: unexpected end of template"),
    ("{{ name.upper }}", "line 4: a value of type `builtin_function_or_method` is printed"),
    ("{{ none }}", "line 4: a value of type `NoneType` is printed"),
    ("{{ 1 / 0 }}", "line 4: division by zero"),
    ("{{ 1 + 'a' }}", "line 4: unsupported operand"),
    ("{% include 'thanks/nobody.txt.j2' %}", "line 4: there is no template `thanks/nobody.txt.j2`"),
    ("{% extends 'nobody' %}", "line 4: there is no template `nobody`"),
    ("{% include '../secret.txt' %}", "line 4: there is no template `../secret.txt`"),
    ("{% include '/etc/hostname' %}", "line 4: there is no template `/etc/hostname`"),
    ("{% extends 'thanks/faculty.txt.j2' %}", "line 4: it takes itself in without end"),
    ("{% include 'thanks/faculty.txt.j2' %}", "line 4: it takes itself in without end"),
    ("{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", "line 4: it is nested too deep"),
    ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", "it is nested too deep"),
    ("{% for a in name %}" * 21 + "{% endfor %}" * 21, "too many statically nested blocks"),
    ("{% filter wording %}\n\n{% endfilter %}", "a list of wordings is empty"),
]

ESCAPES = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ('' | attr('__class__')) }}",
    "{{ self.__init__.__globals__ }}",
    "{{ range.__globals__ }}",
    "{{ wording.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ '%s' | format(name) }}",
    "{{ day.today() }}",
    "{{ day.replace(year=1).ctime() }}",
    "{% import 'os' as os %}{{ os }}",
    "{{ talked_about.append('x') }}",
]

ENDLESS = [
    "{% for a in range(999) %}{% for b in range(999) %}{% endfor %}{% endfor %}",
    "{% set r = range(999) | list %}{% for a in r %}{% for b in r %}{% endfor %}{% endfor %}",
    "{% for a in 'x' * 10000000000 %}{% endfor %}",
    "{% for a in range(10000000000) %}{% endfor %}",
    "{% for a in range(5000) %}{% endfor %}",
    "{% macro m(n) %}{% if n < 60 %}{{ m(n+1) }}{{ m(n+1) }}{% endif %}{% endmacro %}{{ m(0) }}",
    "{% for a in [[0], [0]] recursive %}{{ loop([[0], [0]]) }}{% endfor %}",
    "{{ 9 ** 9 ** 9 ** 9 }}",
    "{{ 30000 * 30000 * 30000 }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ '{:9999999999}'.format(1) }}",
    "{{ 'x'.ljust(9999999999) }}",
    "{% for a in range(900) %}{{ 'x' * 0 }}" + "y" * 90 + "{% endfor %}",
    "{% for a in range(900) %}" + "y" * 90 + "{% endfor %}",
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_bad_template_says_where_and_what(
    own: Own, make_context: Make, tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(TemplateError) as caught:
        body_of(own, make_context, text)
    file = tmp_path / "own" / "thanks" / "faculty.txt.j2"
    assert caught.value.message.startswith(f"template `{file}`")
    assert message in caught.value.message
    assert not caught.value.message.endswith(".")
    assert "\n" not in caught.value.message
    assert caught.value.hint


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_escapes_the_sandbox(own: Own, make_context: Make, text: str) -> None:
    with pytest.raises(TemplateError):
        body_of(own, make_context, text)


@pytest.mark.parametrize("text", ENDLESS)
def test_nothing_runs_without_end(own: Own, make_context: Make, text: str) -> None:
    with pytest.raises(TemplateError):
        body_of(own, make_context, text)


def test_a_misspelt_name_gets_the_nearest(own: Own, make_context: Make) -> None:
    with pytest.raises(TemplateError) as caught:
        body_of(own, make_context, "{{ progam }}")
    assert caught.value.hint == "did you mean `program`"


def test_an_error_in_an_included_file_names_that_file(
    own: Own, make_context: Make, tmp_path: Path
) -> None:
    own("footer.txt", "\n{{ nmae }}")
    with pytest.raises(TemplateError) as caught:
        body_of(own, make_context, "{% include 'footer.txt' %}")
    assert f"`{tmp_path / 'own' / 'footer.txt'}`, line 2" in caught.value.message


def test_the_budget_is_that_of_one_draft(own: Own, make_context: Make) -> None:
    environment = own(FACULTY, HEAD + "{% for a in range(900) %}{% endfor %}")
    for _ in range(20):
        assert render(make_context(), environment).body == "first line\n"


@pytest.mark.parametrize("text", ["", "Dear X", "Subject:  \n\nbody", "Subject: x\n\n \n"])
def test_subject_and_body_are_needed(own: Own, make_context: Make, text: str) -> None:
    with pytest.raises(TemplateError, match=r"has no (subject|body)"):
        render(make_context(), own(FACULTY, text))


def test_text_that_is_not_utf8_is_refused(own: Own, make_context: Make, tmp_path: Path) -> None:
    environment = own(FACULTY, HEAD)
    (tmp_path / "own" / FACULTY).write_bytes(HEAD.encode("utf-16"))
    with pytest.raises(TemplateError, match="is not UTF-8 text"):
        render(make_context(), environment)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_can_not_lead_out_of_the_folder(
    tmp_path: Path, make_context: Make, linked: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "faculty.txt.j2").write_text(HEAD + "secret", encoding="utf-8")
    folder = tmp_path / "own"
    folder.mkdir()
    if linked == "folder":
        (folder / "thanks").symlink_to(outside)
    else:
        (folder / "thanks").mkdir()
        (folder / FACULTY).symlink_to(outside / "faculty.txt.j2")
    with pytest.raises(TemplateError, match="leads out of its folder") as caught:
        render(make_context(), make_environment(folder))
    assert "secret" not in caught.value.message


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_the_folder_itself_may_be_a_link(own: Own, tmp_path: Path, make_context: Make) -> None:
    own(FACULTY, HEAD)
    (tmp_path / "link").symlink_to(tmp_path / "own")
    assert render(make_context(), make_environment(tmp_path / "link")).body == "first line\n"


def test_gaps_and_values_print(own: Own, make_context: Make) -> None:
    context = make_context(city="", talked_about=(), turn=4)
    text = (
        "{{ city }}|{{ talked_about | joined }}|{% for it in talked_about %}{{ it }}{% endfor %}|"
        "{{ day }}|{{ day | weekday }}|{{ day.year }}|{{ turn }}|"
        "{{ 'yes' if city is known else 'no' }}|{{ 'yes' if city else 'no' }}|{{ program | upper }}"
    )
    gap = "[[what you talked about with Dr. Lindqvist]]"
    assert render(context, own(FACULTY, "Subject: x\n\n" + text)).body == (
        f"[[the city]]|{gap}|{gap}|November 23|Monday, November 23|2026|4|no|no"
        "|HENRY FORD HOSPITAL\n"
    )


def test_values_are_text_never_template(own: Own, make_context: Make) -> None:
    hostile = "{{ 7*7 }} {% raw %} ${x} <b>&amp;</b>"
    context = make_context(talked_about=(hostile,))
    environment = own(FACULTY, "Subject: {{ talked_about }}\n\n{{ talked_about | joined }}")
    assert render(context, environment).subject == hostile
    assert render(context, environment).body == hostile + "\n"
