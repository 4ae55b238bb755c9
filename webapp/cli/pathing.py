"""Careers: `ladder`, `routes` and `qualify`."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from index.related.similar import similar_edges
from taxonomy.dated import ladder_on
from taxonomy.paths.answers import Qualification, years_in_words
from taxonomy.paths.ladder import PROMOTION_KINDS, Ladder
from taxonomy.paths.profile import ProfileError, read_profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.routes import ORDERS, Order, Reach, Route, Routes
from webapp.careers.profile_form import known_classes
from webapp.cli.asking import class_id_or_exit, class_or_exit
from webapp.cli.session import Session, answer, as_of_option, json_option, print_rows


@click.command()
@click.argument("reference", metavar="[CLASS]", required=False)
@click.option("--similar", is_flag=True, help="Add classes that are only similar, each with its reason.")
@as_of_option
@json_option
@click.pass_obj
def ladder(session: Session, reference: str | None, similar: bool, day: str | None, as_json: bool) -> None:
    """Which class leads to which, each step with the sentence that says so; of CLASS, or of all.

    \b
    Kinds, strongest evidence first:
      requirement         the class is named in the requirement of the other
      promotion           a sentence says that people are promoted or transferred
      supervises          the other supervises it
      series              next number of one series
      distinguished_from  distinguished in the text; lateral, not a promotion
      similar             similar work, not stated; only with --similar
    """
    atlas = session.workspace.atlas
    asked = None if reference is None else class_id_or_exit(session, reference)
    whole = atlas.ladder if day is None else ladder_on(atlas, day)
    found = whole if asked is None else Ladder(edges=whole.about(asked))
    if similar:
        found = found.with_edges(similar_edges(atlas, sorted(atlas.classes) if asked is None else [asked]))
    answer(found, as_json, _ladder_in_words)


def _ladder_in_words(found: Ladder) -> None:
    for edge in found.edges:
        years = f", {edge.years:g} years" if edge.years else ""
        joint = "->" if edge.kind in PROMOTION_KINDS else "--"
        click.secho(f"{edge.from_} {joint} {edge.to}  ({edge.kind}{years})", bold=True)
        if edge.why:
            click.echo(f"    {edge.why}")
        click.echo(f"    {edge.document}:{edge.first_line}  {edge.quote}")


@click.command()
@click.argument("start", metavar="FROM")
@click.argument("goal", metavar="[TO]", required=False)
@click.option(
    "--within", type=click.FloatRange(0, 80), metavar="YEARS", help="Without TO: only what so many years reach."
)
@click.option("--back", is_flag=True, help="Without TO: what leads to FROM, instead of what FROM leads to.")
@click.option("--order", type=click.Choice(ORDERS), help="Which come first. [default: the best of each]")
@click.option("--similar", is_flag=True, help="Add routes that begin with a class only similar to FROM.")
@json_option
@click.pass_obj
def routes(
    session: Session,
    start: str,
    goal: str | None,
    within: float | None,
    back: bool,
    order: Order | None,
    similar: bool,
    as_json: bool,
) -> None:
    """The best few routes from class FROM to class TO; without TO, every class within reach.

    \b
    Orders:
      fewest_years   fewest stated years; a step without a length is never taken for a short one
      best_prepared  most of TO's competencies stated by a class on the way; then most of its experience met by
                     the stated years; then the least to add at the hardest step; then fewest years
      fewest_new     fewest competencies to add, step by step
      fewest_steps   fewest classes on the way

    \b
    Examples:
      atlas routes "311 Customer Service Agent" "Contact Center Director"
      atlas routes "311 Customer Service Agent" --within 3
      atlas routes "Contact Center Director" --back
    """
    ways, first = session.workspace.atlas.route_map, class_id_or_exit(session, start)
    if goal is not None:
        beside = similar_edges(session.workspace.atlas, [first]) if similar else ()
        answer(ways.routes(first, class_id_or_exit(session, goal), order, beside), as_json, _routes_in_words)
    else:
        reach = ways.leads_from if back else ways.leads_to
        answer(reach(first, within=within), as_json, _reach_in_words)


def _routes_in_words(found: Routes) -> None:
    if not found.routes:
        click.echo("The loaded specifications state no route.", err=True)
    for route in found.routes:
        _route_in_words(route, ", ".join(route.best_for).replace("_", " "))
    for route in found.by_likeness:
        _route_in_words(route, "no specification states its first step: the classes are only similar")


def _route_in_words(route: Route, words: str) -> None:
    click.secho(f"{_length(route.years, route.unstated)}  {words}", bold=True)
    ready = route.prepared
    if ready is not None and ready.of_competencies:
        click.echo(f"    {ready.competencies} of {ready.of_competencies} competencies are stated on the way")
    for step in route.steps:
        edge = step.edges[0]
        click.echo(f"    {step.from_} -> {step.to}  ({edge.kind})")
        for part in step.asks:
            click.echo(f"        asks for: {part.text}")
        click.echo(f"        {edge.document}:{edge.first_line}  {edge.quote}")


def _reach_in_words(found: tuple[Reach, ...]) -> None:
    print_rows((_length(each.years, each.unstated), " -> ".join(each.route)) for each in found)


def _length(years: float | None, unstated: int) -> str:
    known = years_in_words(years) if years is not None else ""
    rest = f"{unstated} without a stated length" if unstated else ""
    return " and ".join(part for part in (known, rest) if part)


@click.command("qualify")
@click.argument("profile", type=click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True))
@click.argument("reference", metavar="[CLASS]", required=False)
@click.option("--on", "today", type=click.DateTime(["%Y-%m-%d"]), help="The day to count from. [default: today]")
@json_option
@click.pass_obj
def qualify_(session: Session, profile: Path, reference: str | None, today: datetime | None, as_json: bool) -> None:
    """Compare PROFILE.json with the requirements of CLASS, or of all classes: met, not met, or ask HR.

    \b
    PROFILE.json, for example:
      {"education": "high school", "college_years": 1, "licences": [],
       "experience": [{"class": "311 Customer Service Agent", "years": 2.5, "authority": "denver"}]}

    The profile is not stored.
    """
    atlas = session.workspace.atlas
    wanted = None if reference is None else class_or_exit(session, reference).id
    try:
        data = sys.stdin.buffer.read() if str(profile) == "-" else profile.read_bytes()
        told = known_classes(read_profile(data), atlas)
    except ProfileError as error:
        raise click.ClickException(str(error)) from error
    day = today.date() if today is not None else date.today()
    answer(qualify(told, atlas.rulebook, day, only=None if wanted is None else {wanted}), as_json, _answers_in_words)


def _answers_in_words(answers: tuple[Qualification, ...]) -> None:
    for found in answers:
        short = f", {found.short_by_years:g} years short" if found.short_by_years else ""
        click.secho(f"{found.answer.replace('_', ' '):<8} {found.title}{short}", bold=True)
        for leaf in found.leaves:
            click.echo(f"    {leaf.answer.replace('_', ' '):<8} {leaf.quote}\n             {leaf.why}")


COMMANDS = {"ladder": ladder, "routes": routes, "qualify": qualify_}
