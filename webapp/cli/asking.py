"""Asking: `search`, `suggest`, `class`, `competency`, `related`."""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING

import click
import msgspec
from click.core import ParameterSource

from index.content.facet_values import FILTERS
from index.query.need_text import split_needs
from index.results import Because
from taxonomy.model import JobClass
from taxonomy.paths.mentioned import MentionedClass
from taxonomy.plan.as_of import ClassState, edition_on
from webapp.cli.dated_words import event_in_words, state_in_words
from webapp.cli.quoting import near_in_meaning, print_readings, short
from webapp.cli.session import Session, answer, as_of_option, json_option, print_json, print_rows
from webapp.service.contract import class_answer, competency_answer, masked
from webapp.service.dated import search_on
from webapp.service.paragraphs import search_or_needs
from webapp.service.pay_words import pay_in_words
from webapp.site.ranking import help_text

if TYPE_CHECKING:
    from index.related.why_not import WhyNot

# The source of a reading that only repeats that no text has all words.
_NEIGHBOURS = "neighbours"

limit_option = click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Maximum number of rows."
)


@click.command(epilog=f"\b\n{help_text()}")
@click.argument("query")
@click.option("--kind", type=click.Choice(["class", "competency", "passage"]), help="Only hits of this kind.")
@click.option(
    "--filter", "filters", multiple=True, metavar="NAME=VALUE", help="A facet value; may be given several times."
)
@click.option("--off", multiple=True, metavar="WORD", help="Take WORD as typed; may be given several times.")
@limit_option
@as_of_option
@json_option
@click.pass_obj
def search(
    session: Session,
    query: str,
    kind: str | None,
    filters: tuple[str, ...],
    off: tuple[str, ...],
    limit: int,
    day: str | None,
    as_json: bool,
) -> None:
    """Find classes, competencies and passages, each with the sentence that made it a hit.

    \b
    Examples:
      atlas search "calm angry callers"
      atlas search 'competency:reasoning AND "call center"' --kind class
      atlas search supervise --filter authority=denver --json
    """
    chosen: dict[str, list[str]] = defaultdict(list)
    for text in filters:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.ClickException(f"--filter wants NAME=VALUE, for example authority=denver; it got {text!r}.")
        if name not in FILTERS:
            raise click.ClickException(f"There is no filter {name!r}; there are: {', '.join(FILTERS)}.")
        chosen[name].append(value)
    opened = session.workspace.opened
    assert opened is not None  # a workspace without a generation was refused by the session
    ask = partial(search_or_needs, opened.atlas, opened.engine, query, kind=kind, filters=chosen, off=off)
    result = search_on(opened.atlas, day, lambda most, first: ask(limit=most, offset=first), limit)
    answer(result, as_json, _search_in_words)
    if len(split_needs(query)) > 1:
        click.echo("This names several needs. See which class covers which with: atlas find TEXT", err=True)


def _search_in_words(result: object) -> None:
    found = msgspec.to_builtins(result)
    if found["corrected"]:
        click.echo(f"Searched for: {found['corrected']}", err=True)
    print_readings((each["text"], each["as"]) for each in found["understood"] if each["source"] != _NEIGHBOURS)
    if found["refused"]:
        click.echo(found["refused"], err=True)
    elif found["answer"] == "nothing":
        click.echo(f"No specification loaded here says that.{' Closest matches:' if found['hits'] else ''}", err=True)
    elif found["answer"] == "near":
        click.echo("No specification loaded here states all of this. Closest:", err=True)
    for hit in found["hits"]:
        click.secho(f"{hit['kind']:<10} {hit['title']}", bold=True, nl=False)
        miss = "  (near miss)" if hit["near"] or found["answer"] != "found" else ""
        click.echo(f"  {hit['id']}{miss}")
        for reason in hit["because"][:2]:
            click.echo(f"    {reason['document']}:{reason['first_line']}  {short(reason['quote'], 160)}")
            if by := reason.get("included_by"):
                click.echo(f"      a duty of {by['title']}, included by {by['document']}:{by['first_line']}")
            if near := near_in_meaning(msgspec.convert(reason, Because)):
                click.echo(f"      {near}")


@click.command()
@click.argument("prefix")
@limit_option
@json_option
@click.pass_obj
def suggest(session: Session, prefix: str, limit: int, as_json: bool) -> None:
    """What could be meant by what is typed so far."""
    rows = session.workspace.suggest(prefix, limit=limit)
    answer(rows, as_json, lambda found: print_rows((row.text, row.detail) for row in found))


@click.command("class")
@click.argument("reference", metavar="ID|TITLE|CODE")
@as_of_option
@json_option
@click.pass_obj
def class_(session: Session, reference: str, day: str | None, as_json: bool) -> None:
    """One class: its editions, what its current edition states, pay and former titles with their source."""
    atlas = session.workspace.atlas
    mentioned = None if atlas.find_class(reference) else atlas.find_mentioned(reference)
    if mentioned is not None:
        answer(masked(mentioned), as_json, lambda _: _mentioned_in_words(mentioned))
        return
    job_class = class_or_exit(session, reference)
    found = class_answer(atlas, job_class.id, day)
    answer(masked(found), as_json, lambda _: _class_in_words(job_class, found.as_of))


def _mentioned_in_words(found: MentionedClass) -> None:
    click.secho(found.title, bold=True)
    click.echo("Other specifications name this class; no specification of its own is loaded.")
    for each in found.named_by:
        click.echo(f"  {each.source_class}  ({each.relation.replace('_', ' ')})")
        click.echo(f"      {each.source.document}:{each.source.first_line}  {each.source.quote}")


def _class_in_words(job_class: JobClass, state: ClassState | None) -> None:
    click.secho(job_class.title, bold=True)
    for line in state_in_words(state) if state else ():
        click.echo(line)
    print_rows(
        [
            ("id", job_class.id),
            ("codes", ", ".join(job_class.codes) or "not stated"),
            ("former titles", ", ".join(former.title for former in job_class.former_titles) or "none known"),
            *(
                ("pay", f"{pay_in_words(fact)}  ({fact.source.document}, line {fact.source.first_line})")
                for fact in job_class.pay
            ),
        ]
    )
    for event in job_class.events:
        click.echo(event_in_words(event))
    edition = job_class.current if state is None else edition_on(job_class, state.as_of)
    if edition is None:
        return
    click.echo(f"edition        {edition.status}, {edition.date or 'no date'}, {edition.document}")
    for section in edition.specification.sections:
        click.secho(f"\n{section.heading or section.kind}  (line {section.first_line})", bold=True)
        click.echo(section.text)


@click.command()
@click.argument("reference", metavar="ID|LABEL")
@json_option
@click.pass_obj
def competency(session: Session, reference: str, as_json: bool) -> None:
    """One competency: its labels, variants, wordings, statements and classes."""
    atlas = session.workspace.atlas
    found = atlas.find_competency(reference)
    if found is None:
        raise click.ClickException(
            f"No competency is called {reference!r}. Look for one with: atlas suggest {reference!r}"
        )
    answer(masked(competency_answer(atlas, found.id)), as_json, lambda _: _competency_in_words(found))


def _competency_in_words(found: object) -> None:
    data = msgspec.to_builtins(found)
    click.secho(data["pref_label"], bold=True)
    for variant in data["variants"]:
        click.echo(f"\n{variant['id']}: {variant['definition']}")
        for wording in variant["wordings"]:
            for statement in wording["statements"]:
                click.echo(f"    {statement['class_title']}  ({statement['document']}:{statement['first_line']})")
    for statement in data["bare"]:
        click.echo(f"    named only: {statement['class_title']}  ({statement['document']}:{statement['first_line']})")


@click.command()
@click.argument("reference", metavar="CLASS", required=False)
@click.option("--all", "everything", is_flag=True, help="Every class, as JSON Lines.")
@click.option("--why-not", "other", metavar="OTHER", help="Where OTHER stands, and what it lacks.")
@limit_option
@json_option
@click.pass_obj
def related(
    session: Session, reference: str | None, everything: bool, other: str | None, limit: int, as_json: bool
) -> None:
    """Classes related to CLASS, each with its reasons and quotes: pinned ones first, suppressed ones not.

    What was suppressed is said on standard error; with --all it stands under "suppressed". See: atlas pin --help
    """
    workspace = session.workspace
    if everything:
        for row in workspace.atlas.summaries:
            found = workspace.related(row.id, limit=limit)
            rows = found.related[:limit] if _is_given("limit") else found.related
            listed = {"related": rows, "suppressed": found.suppressed}
            print_json({"id": row.id, "title": row.title, **listed})
        sys.stdout.flush()
        return
    if reference is None:
        raise click.UsageError("Name a class, or ask for --all.")
    if other is not None:
        answer(_why_not(session, reference, other, limit), as_json, _why_not_in_words)
        return
    found = workspace.related(class_or_exit(session, reference).id, limit=limit)
    answer(found.related[:limit] if _is_given("limit") else found.related, as_json, _related_in_words)
    for each in found.suppressed:
        said = f"atlas: {each.title} is suppressed by {each.by}, {each.when[:10]}: {each.why} ({each.decision})"
        click.echo(said, err=True)


def _is_given(name: str) -> bool:
    """Whether the option was typed: classes that a text names go beyond the default number, not beyond a wish."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


def _related_in_words(rows: object) -> None:
    for row in msgspec.to_builtins(rows):
        click.secho(f"{row['score']:.2f}  {row['title']}", bold=True)
        for reason in row["reasons"]:
            click.echo(f"      {reason['text']}")


def _why_not(session: Session, reference: str, other: str, limit: int) -> WhyNot:
    one, two = class_or_exit(session, reference), class_or_exit(session, other)
    try:
        return session.workspace.why_not(one.id, two.id, limit=limit)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _why_not_in_words(found: WhyNot) -> None:
    click.secho(found.answer, bold=True)
    for part in found.parts:
        figures = "" if part.points is None else f"  {part.points:.2f}"
        last = "" if part.last_points is None else f" (the last one shown: {part.last_points:.2f})"
        click.echo(f"  {part.name}{figures}{last}")
        for each in part.missing:
            click.echo(f"      {each.text}")
            for quote in each.quotes:
                click.echo(f"        {quote.document}:{quote.first_line}  {quote.quote[:160]}")


def class_id_or_exit(session: Session, reference: str) -> str:
    """The id of the class that `reference` means, loaded or only named. Raises ClickException for no or several."""
    atlas = session.workspace.atlas
    mentioned = None if atlas.find_class(reference) else atlas.find_mentioned(reference)
    return mentioned.id if mentioned is not None else class_or_exit(session, reference).id


def class_or_exit(session: Session, reference: str) -> JobClass:
    """The class that `reference` means. Raises ClickException that names the candidates where it is not exactly one."""
    atlas = session.workspace.atlas
    found = atlas.find_class(reference)
    if found is not None:
        return found
    candidates = atlas.classes_named(reference)
    if candidates:
        raise click.ClickException(
            f"{reference!r} may mean several classes: {', '.join(candidates)}. Say which by its id."
        )
    raise click.ClickException(
        f"No class loaded here is called {reference!r}. Look for one with: atlas suggest {reference!r}"
    )


COMMANDS = {"search": search, "suggest": suggest, "class": class_, "competency": competency, "related": related}
