"""`duplicates`: which classes are described almost alike?"""

from __future__ import annotations

from pathlib import Path

import click

from index.related.duplicate_evidence import COLUMNS, DuplicatePair, evidence, table_rows
from index.related.near_duplicates import ALMOST_THE_SAME, LEAST_ALIKE
from index.related.near_duplicates import duplicates as find
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from webapp.cli.session import Session, answer, json_option
from webapp.service.contract import masked


@click.command()
@click.option(
    "--least",
    type=click.FloatRange(LEAST_ALIKE, 1.0),
    default=ALMOST_THE_SAME,
    show_default=True,
    help="How much of duties and of competencies must be shared.",
)
@click.option("--kept-apart", is_flag=True, help="Only pairs that a person looked at and keeps apart.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Also as a table: FILE.csv or FILE.xlsx.")
@json_option
@click.pass_obj
def duplicates(session: Session, least: float, kept_apart: bool, out: Path | None, as_json: bool) -> None:
    """Pairs of classes whose duties and competencies are almost the same: like pay for like work?

    Each with what both say, what only one says, and pay as stated, never compared. Exit code 1: something was found.
    "Looked at, keep apart" is kept by: atlas keep-apart CLASS OTHER --by NAME --why TEXT
    """
    if out is not None and out.suffix not in (".csv", ".xlsx"):
        raise click.UsageError("--out wants a file that ends in .csv or .xlsx.")
    atlas = session.workspace.atlas
    found = [pair for pair in find(atlas, least) if (pair.kept_apart is not None) == kept_apart]
    told = [evidence(atlas, pair) for pair in found]
    if out is not None:
        _write(out, told)
    answer(masked(told) if as_json else told, as_json, _in_words)
    raise click.exceptions.Exit(1 if told else 0)


def _write(out: Path, told: list[DuplicatePair]) -> None:
    is_csv = out.suffix == ".csv"
    rows = table_rows(told)
    data = rows_to_csv(COLUMNS, rows) if is_csv else sheets_to_xlsx({"Duplicates": (COLUMNS, rows)})
    try:
        out.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{out} could not be written: {error.strerror}.") from error


def _in_words(told: list[DuplicatePair]) -> None:
    for pair in told:
        click.secho(f"{pair.likeness:.2f}  {pair.left.title}  =?  {pair.right.title}", bold=True)
        click.echo(f"      {pair.left.id}  {pair.right.id}")
        for line in (*pair.differs, *(reason.text for reason in pair.named)):
            click.echo(f"      {line}")
        for name, side in (("left", pair.left), ("right", pair.right)):
            for quote in (*side.only_duties, *side.only_competencies, *side.pay):
                where = "stated" if quote.section == "pay" else "only"
                click.echo(f"      {name}, {where}: {quote.document}:{quote.first_line}  {quote.quote[:120]}")
        if pair.kept_apart:
            click.echo(f"      kept apart by {pair.kept_apart.by}: {pair.kept_apart.why} ({pair.kept_apart.id})")
    if not told:
        click.echo("No two classes are that much alike.", err=True)


COMMANDS = {"duplicates": duplicates}
