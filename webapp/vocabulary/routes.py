"""The reference vocabulary beside our own wording, and how our vocabulary is doing."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from taxonomy.analysis.health import (
    COMPETENCY_COLUMNS,
    FIGURE_COLUMNS,
    YEAR_COLUMNS,
    competency_rows,
    vocabulary_health,
    year_rows,
)
from taxonomy.analysis.impact import contradiction, would_be
from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from taxonomy.exchange.reference import ReferenceVocabulary, load_vocabularies
from taxonomy.exchange.tables import rows_to_csv, sheets_to_xlsx
from taxonomy.store import StaleVersion
from taxonomy.wording.authority import bundled_vocabulary
from taxonomy.wording.batches import new_batch
from taxonomy.wording.vocabulary_mapping import reference_key
from webapp.accounts.identity import person
from webapp.service.decision_log import decided, forget
from webapp.service.rebuilding import rebuilder
from webapp.vocabulary.health_page import health_page
from webapp.vocabulary.mapping_page import SHOWN, chosen_mappings, mapping_page
from webapp.vocabulary.reference_page import STATES, reference_page
from webapp.web import request_context
from webapp.web.arguments import page_number
from webapp.web.components import plural
from webapp.web.failures import BadArgument
from webapp.web.responses import answer, page_route

vocabulary = Blueprint("vocabulary", __name__, url_prefix="/vocabulary")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OURS, IMPORTED = "ours", "imported"


@page_route(vocabulary, "/reference")
def reference() -> Response:
    """A reference vocabulary beside the local one: ours, or the one that was imported."""
    return _reference()


@vocabulary.post("/reference/adopt")
def adopt() -> AnyResponse:
    """Choose the authority's text for a competency: one decision."""
    atlas, form, who = request_context.atlas(), request.form, person()
    source = form.get("source", OURS)
    competency = atlas.find_competency(form.get("competency", ""))
    known = vocabularies().get(source)
    concept = next((c for c in known.concepts if c.id == form.get("concept")), None) if known else None
    if competency is None or known is None or concept is None or not concept.definition or who is None:
        abort(404)
    seen = form.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 16):
        raise BadArgument("The form does not say which decisions you had seen: load the page again.")
    against = contradiction(atlas, would_be("canonical", competency.id, concept.definition), decided().decisions)
    if against:
        return _reference(source, conflict=f"Nothing was saved: {against}. Take that decision back first.")
    why = form.get("why", "").strip()[:2_000] or f"Adopts the text of “{concept.pref_label}” in {known.title}."
    try:
        request_context.workspace().store.append_decision(
            "canonical",
            None,
            competency.id,
            concept.definition,
            by=who.name,
            account=who.account,
            why=why,
            expected_sequence=int(seen),
        )
    except StaleVersion as error:
        return _reference(source, conflict=str(error))
    rebuilder().catch_up()
    if not any(variant.definition for variant in competency.variants):  # nothing is printed that could be redlined
        return redirect(url_for("vocabulary.reference", source=source, state="named"), 303)
    return redirect(url_for("redlines.index", competency_id=competency.id), 303)


@page_route(vocabulary, "/mapping")
def mapping() -> Response:
    """Our competencies against the concepts of one reference vocabulary."""
    return _mapping(request.args.get("source"), request.args.get("show"))


@vocabulary.post("/mapping")
def map_competencies() -> AnyResponse:
    """Save the mappings of a page: a batch for each relation."""
    source, show, known, who = request.form.get("source", ""), request.form.get("show"), vocabularies(), person()
    if source not in known or who is None:
        abort(404)
    wanted = chosen_mappings(request_context.atlas(), known[source])
    if not wanted:
        return _mapping(source, show, conflict="No relation was chosen: nothing was saved.", status=400)
    why = request.form.get("why", "").strip()[:2_000]
    for match, pairs in wanted.items():
        sides = [(left, reference_key(known[source].title, concept)) for left, concept in pairs]
        request_context.workspace().store.add_together(
            match,
            sides,
            batch=new_batch(match),
            by=who.name,
            account=who.account,
            why=why or f"Compared with {known[source].title}.",
        )
    forget()
    rebuilder().catch_up()
    count = sum(map(len, wanted.values()))
    return redirect(url_for("vocabulary.mapping", source=source, show=show, saved=count), 303)


def _mapping(source: str | None, show: str | None, *, conflict: str | None = None, status: int = 200) -> Response:
    known, saved = vocabularies(), request.args.get("saved", "")[:6]
    page = mapping_page(
        request_context.atlas(),
        known,
        source if source in known else next(iter(known)),
        show if show in SHOWN else "open",
        page=page_number(),
        saved=f"{plural(int(saved), 'mapping')} saved." if saved.isdecimal() and saved.isascii() else None,
        conflict=conflict,
    )
    return answer("mapping.html", page, status)


@page_route(vocabulary, "/health")
def health() -> Response:
    """Labels, variants, uses, statements over time, and the most divided competencies."""
    return answer("health.html", health_page(request_context.atlas()))


@vocabulary.get("/health/table.<any(csv,xlsx):form>")
def health_table(form: str) -> Response:
    """The same as tables."""
    found = vocabulary_health(request_context.atlas())
    if form == "csv":
        data = rows_to_csv(COMPETENCY_COLUMNS, competency_rows(found))
    else:
        data = sheets_to_xlsx(
            {
                "Competencies": (COMPETENCY_COLUMNS, competency_rows(found)),
                "Figures": (FIGURE_COLUMNS, found.figures()),
                "Years": (YEAR_COLUMNS, year_rows(found)),
            }
        )
    response = Response(data, mimetype="text/csv" if form == "csv" else XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="vocabulary-health.{form}"'
    return response


def vocabularies() -> dict[str, ReferenceVocabulary]:
    """The vocabularies that are loaded: those that were imported, by title, then ours."""
    imported = load_vocabularies(request_context.workspace().home)
    names = (IMPORTED, *(slug(each.title) for each in imported[1:]))
    return dict(zip(names, imported, strict=False)) | {OURS: _ours()}


@cache
def _ours() -> ReferenceVocabulary:
    return ReferenceVocabulary(title=read_table("competencies.toml")["title"], concepts=bundled_vocabulary().concepts)


def _reference(source: str | None = None, conflict: str | None = None) -> Response:
    known = vocabularies()
    source = source or request.args.get("source")
    state = request.args.get("state")
    page = reference_page(
        request_context.atlas(),
        known,
        source if source in known else next(iter(known)),
        state if state in STATES else None,
        page=page_number(),
        size=request_context.settings().page_size,
        conflict=conflict,
    )
    return answer("reference.html", page, 409 if conflict else 200)
