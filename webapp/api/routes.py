"""The JSON API: the same answers as pages and commands, under /api/v1."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from index.content.facet_values import FILTERS
from index.needs.coverage import cover
from index.related.duplicate_evidence import evidence
from index.related.near_duplicates import ALMOST_THE_SAME
from index.related.related_list import related_list
from index.related.similar import similar_edges
from index.related.why_not import why_not
from index.results import SearchResult
from taxonomy.atlas import Atlas
from taxonomy.dated import ladder_on
from taxonomy.model import StoredDocument
from taxonomy.paths.gap import compare_classes, gap
from taxonomy.paths.ladder import Ladder
from taxonomy.paths.profile import ProfileError, read_profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.routes import ORDERS
from taxonomy.wording.compare import compare as compare_texts
from webapp.api.asked import MOST_ROWS, known, number_of, one_of, published_answer, stretch, text_of
from webapp.api.openapi import describe
from webapp.api.rows import (
    ClassDecisionRows,
    ClassRows,
    CompetencyRows,
    CorrectionRows,
    DecisionRows,
    DocumentRows,
    DuplicateRows,
    Health,
    ListedDocument,
    ProblemRows,
    QuestionRows,
    SuggestionRow,
)
from webapp.careers.profile_form import known_classes
from webapp.checks.routes import findings_of
from webapp.competencies.competency_list_page import competency_row
from webapp.documents.document_page import problem_row
from webapp.finding.need_query import read_wish
from webapp.search.search_query import KINDS, SORTS
from webapp.service.contract import class_answer, competency_answer, document_answer
from webapp.service.corrected import correction_rows
from webapp.service.dated import search_on, summaries_on
from webapp.service.duplicate_search import duplicates_of
from webapp.service.find_answer import UnknownCompetency, found_answer, set_answer
from webapp.service.harmonized import harmonized
from webapp.service.overview import overview
from webapp.service.paragraphs import search_or_needs
from webapp.web import request_context
from webapp.web.addresses import hit_address
from webapp.web.arguments import day_asked
from webapp.web.failures import BadArgument
from webapp.web.responses import as_json, moved

api = Blueprint("api", __name__, url_prefix="/api/v1")
MOST_COMPARED = 6
LONGEST_TEXT = 5_000


@api.get("/openapi.json")
def openapi() -> Response:
    """This description."""
    return as_json(describe(url_for("site.home").rstrip("/")))


@api.get("/health")
def health() -> Response:
    """503 until there is a generation to read."""
    workspace = request_context.workspace()
    opened = request_context.opened()
    return as_json(
        Health(
            status="repairing" if opened.is_fallback else "ready",
            generation=opened.number,
            made=workspace.made,
            problem=workspace.damage[-1] if opened.is_fallback and workspace.damage else None,
        )
    )


@api.get("/search")
def search() -> Response:
    """Classes, competencies and passages for ``q``."""
    opened, asked = request_context.opened(), text_of("q")
    options = {
        "kind": one_of("kind", KINDS),
        "filters": _filters(),
        "sort": one_of("sort", SORTS) or "relevance",
        "correct": request.args.get("exact") != "1",
        "off": request.args.getlist("off"),
    }

    def found(limit: int, offset: int) -> SearchResult:
        return search_or_needs(opened.atlas, opened.engine, asked, limit=limit, offset=offset, **options)

    return as_json(search_on(opened.atlas, day_asked(), found, number_of("limit", 20), number_of("offset", 0)))


@api.get("/find")
def find() -> Response:
    """Classes by needs in plain words; a single need may be a paragraph, which is split."""
    texts, weights = request.args.getlist("need"), request.args.getlist("weight")
    is_paragraph = len(texts) == 1 and not weights
    wish = read_wish((), paragraph=texts[0]) if is_paragraph else read_wish(texts, weights)
    if not wish.needs:
        raise BadArgument("The parameter need is missing, or asks for nothing.")
    opened, limit = request_context.opened(), min(number_of("limit", 10), MOST_ROWS)
    coverage = cover(opened.engine, wish.needs, limit, request.args.getlist("off"))
    return published_answer(found_answer(opened.atlas, coverage))


@api.get("/find/competencies")
def find_by_competencies() -> Response:
    """Classes by how many of a set of competencies they state."""
    wanted = request.args.getlist("competency")
    if not wanted:
        raise BadArgument("The parameter competency is missing.")
    try:
        return published_answer(set_answer(request_context.atlas(), wanted, min(number_of("limit", 100), MOST_ROWS)))
    except UnknownCompetency as error:
        raise BadArgument(str(error)) from error


@api.get("/suggest")
def suggest() -> Response:
    """Titles, codes and labels that go on from ``q``."""
    rows = request_context.opened().engine.suggest(text_of("q"), limit=min(number_of("limit", 8), 50))
    return as_json(
        [
            SuggestionRow(text=r.text, kind=r.kind, id=r.id, detail=r.detail, href=hit_address(r.kind, r.id))
            for r in rows
        ]
    )


@api.get("/classes")
def list_classes() -> Response:
    """Every class, by id; with ``as_of`` those of that day."""
    atlas = request_context.atlas()
    every = summaries_on(atlas, day_asked())
    return as_json(ClassRows(total=len(every), rows=stretch(every), generation=atlas.generation))


@api.get("/classes/<slug:authority>/<slug:slug>")
def show_class(authority: str, slug: str) -> AnyResponse:
    """One class with its editions, pay, former titles, references and competencies."""
    atlas, key = request_context.atlas(), f"{authority}/{slug}"
    if key in atlas.redirects:
        new_authority, _, new_slug = atlas.redirects[key].partition("/")
        return moved(url_for("api.show_class", authority=new_authority, slug=new_slug))
    if key in atlas.mentioned:
        return published_answer(atlas.mentioned[key])
    return published_answer(class_answer(atlas, known(atlas.classes, key), day_asked()))


@api.get("/competencies")
def list_competencies() -> Response:
    """Every competency, by id."""
    atlas = request_context.atlas()
    every = overview(atlas).competencies
    rows = tuple(competency_row(competency) for competency in stretch(every))
    return as_json(CompetencyRows(total=len(every), rows=rows, generation=atlas.generation))


@api.get("/competencies/<slug:competency_id>")
def show_competency(competency_id: str) -> AnyResponse:
    """One competency with its variants, wordings, statements and classes. Merged ids and variants lead to it."""
    atlas = request_context.atlas()
    home = atlas.redirects.get(competency_id) or atlas.index.variant_home.get(competency_id)
    stated = atlas.competencies if competency_id in atlas.competencies else atlas.phrases
    if home is not None and competency_id not in stated:
        return redirect(url_for("api.show_competency", competency_id=home), 301)
    return published_answer(competency_answer(atlas, known(stated, competency_id)))


@api.get("/related/<slug:authority>/<slug:slug>")
def show_related(authority: str, slug: str) -> Response:
    """Classes related to one, each with its reasons: pinned ones first, suppressed ones left out."""
    opened = request_context.opened()
    key = known(opened.atlas.classes, f"{authority}/{slug}")
    limit = min(number_of("limit", 10), 100)
    found = related_list(opened.atlas, key, limit, opened.engine.neighbours).related
    return published_answer(found[:limit] if "limit" in request.args else found)


@api.get("/why-not/<slug:authority>/<slug:slug>")
def show_why_not(authority: str, slug: str) -> Response:
    """Where the class ``other`` stands among the related classes of one, and what it lacks."""
    opened = request_context.opened()
    key = known(opened.atlas.classes, f"{authority}/{slug}")
    other, limit = known(opened.atlas.classes, text_of("other")), min(number_of("limit", 10), 100)
    if other == key:
        raise BadArgument("A class is not related to itself: name another one.")
    return published_answer(why_not(opened.atlas, key, other, max(limit, 1), opened.engine.neighbours))


@api.get("/duplicates")
def list_duplicates() -> Response:
    """Pairs of classes that read almost alike, those kept apart among them; ``least`` is a percentage."""
    atlas, least = request_context.atlas(), number_of("least", round(100 * ALMOST_THE_SAME)) / 100
    every = [pair for pair in duplicates_of(atlas, None) or () if pair.likeness >= least]
    rows = tuple(evidence(atlas, pair) for pair in stretch(every))
    return published_answer(DuplicateRows(total=len(every), rows=rows, generation=atlas.generation))


@api.get("/class-decisions")
def list_class_decisions() -> Response:
    """What people decided about two classes and is in force; about one class where ``class`` names it."""
    atlas, wanted = request_context.atlas(), request.args.get("class")
    if wanted is not None:
        known(atlas.classes, wanted)
    every = atlas.class_pairs.about(wanted)
    rows = tuple(stretch(every))
    return published_answer(ClassDecisionRows(total=len(every), rows=rows, generation=atlas.generation))


@api.get("/questions")
def list_questions() -> Response:
    """Open questions about wording."""
    atlas = request_context.atlas()
    rows = tuple(stretch(atlas.questions))
    return published_answer(QuestionRows(total=len(atlas.questions), rows=rows, generation=atlas.generation))


@api.get("/decisions")
def list_decisions() -> Response:
    """Every decision of this generation."""
    atlas = request_context.atlas()
    every = atlas.index.decisions
    return published_answer(DecisionRows(total=len(every), rows=tuple(stretch(every)), generation=atlas.generation))


@api.get("/documents")
def list_documents() -> Response:
    """Every document, by id."""
    atlas = request_context.atlas()
    rows = tuple(_document_row(atlas.documents[key]) for key in stretch(sorted(atlas.documents)))
    return as_json(DocumentRows(total=len(atlas.documents), rows=rows, generation=atlas.generation))


def _document_row(document: StoredDocument) -> ListedDocument:
    return ListedDocument(
        id=document.id,
        name=document.name,
        authority=document.authority,
        status=document.status,
        superseded=document.superseded,
        document_kind=document.parsed.document_kind,
        language=document.parsed.language,
        lines=len(document.lines),
        specifications=len(document.parsed.specifications),
        problems=len(document.parsed.problems),
    )


@api.get("/documents/<slug:document_id>")
def show_document(document_id: str) -> Response:
    """One document, its lines, and everything that was read from it."""
    atlas = request_context.atlas()
    return published_answer(document_answer(atlas, known(atlas.documents, document_id)))


@api.get("/corrections")
def list_corrections() -> Response:
    """Corrections of readings, oldest first, and the documents they hold for."""
    every = correction_rows(request_context.atlas(), request_context.workspace().store.decisions())
    generation = request_context.atlas().generation
    return published_answer(CorrectionRows(total=len(every), rows=tuple(stretch(every)), generation=generation))


@api.get("/problems")
def list_problems() -> Response:
    """Reading problems."""
    atlas = request_context.atlas()
    every = overview(atlas).problems
    rows = tuple(problem_row(atlas.documents[key], problem) for key, problem in stretch(every))
    return as_json(ProblemRows(total=len(every), rows=rows, generation=atlas.generation))


@api.get("/ladder")
def ladder() -> Response:
    """Which class leads to which; of one class, or of all, with what is only similar where ``similar=1``."""
    opened, wanted = request_context.opened(), request.args.get("class")
    atlas = opened.atlas
    day = day_asked()
    whole = atlas.ladder if day is None else ladder_on(atlas, day)
    found = whole if wanted is None else Ladder(edges=whole.about(_known_or_mentioned(atlas, wanted)))
    if request.args.get("similar") == "1":
        if wanted is None:
            raise BadArgument("With similar=1 the parameter class is wanted: one class at a time.")
        found = found.with_edges(similar_edges(atlas, [known(atlas.classes, wanted)], opened.engine.neighbours))
    return published_answer(found)


@api.get("/routes")
def routes() -> Response:
    """The best few routes from one class to another; first by ``order``, beginning sideways where ``similar=1``."""
    opened = request_context.opened()
    start, goal = (_known_or_mentioned(opened.atlas, text_of(name)) for name in ("from", "to"))
    asked = request.args.get("similar") == "1" and start in opened.atlas.classes
    similar = similar_edges(opened.atlas, [start], opened.engine.neighbours) if asked else ()
    return published_answer(opened.atlas.route_map.routes(start, goal, one_of("order", ORDERS), similar))


@api.get("/gap")
def show_gap() -> Response:
    """What changes on the way from one class to another."""
    return published_answer(gap(request_context.atlas(), *_from_to()))


@api.post("/qualify")
def qualify_profile() -> Response:
    """The profile in the body held against one class, or all; kept nowhere."""
    atlas, wanted = request_context.atlas(), request.args.get("class")
    only = None if wanted is None else {known(atlas.classes, wanted)}
    try:
        day = date.fromisoformat(request.args.get("on", date.today().isoformat()))
        profile = known_classes(read_profile(request.get_data()), atlas)
        found = published_answer(qualify(profile, atlas.rulebook, day, only=only))
    except (ProfileError, OverflowError, ValueError) as error:
        raise BadArgument(str(error)) from error
    found.headers["Cache-Control"] = "no-store"
    return found


@api.get("/lint")
def show_lint() -> Response:
    """What deserves an analyst's look."""
    return published_answer(findings_of(request_context.atlas()))


def _known_or_mentioned(atlas: Atlas, key: str) -> str:
    return key if key in atlas.mentioned else known(atlas.classes, key)


def _from_to() -> tuple[str, str]:
    classes = request_context.atlas().classes
    return known(classes, text_of("from")), known(classes, text_of("to"))


@api.get("/compare")
def compare() -> Response:
    """What two classes or more (``class``, repeated) state alike, in other words, or alone."""
    atlas = request_context.atlas()
    asked = [known(atlas.classes, each) for each in request.args.getlist("class")]
    if not 1 < len(asked) <= MOST_COMPARED:
        raise BadArgument(f"Give `class` 2 to {MOST_COMPARED} times.")
    return published_answer(compare_classes(atlas, asked))


@api.get("/wording")
def wording() -> Response:
    """How the texts ``a`` and ``b`` differ."""
    texts = text_of("a"), text_of("b")
    if max(map(len, texts)) > LONGEST_TEXT:
        raise BadArgument(f"A text has at most {LONGEST_TEXT} characters.")
    return published_answer(compare_texts(*texts))


@api.get("/harmonize")
def harmonize() -> Response:
    """Open questions about wording, and the competencies as they stand."""
    return published_answer(harmonized(request_context.atlas()))


@api.after_request
def _link(response: Response) -> Response:
    """Where the stretches before and after this one are (RFC 8288)."""
    offset, limit, total = g.get("stretch", (0, 0, 0))
    places = {
        "next": offset + limit if offset + limit < total else None,
        "prev": max(0, offset - limit) if offset else None,
    }
    arguments = request.args.to_dict(flat=False)
    for relation, place in places.items():
        if limit and place is not None:
            address = f"{request.path}?{urlencode({**arguments, 'limit': limit, 'offset': place}, doseq=True)}"
            response.headers.add("Link", f'<{address}>; rel="{relation}"')
    return response


def _filters() -> dict[str, list[str]]:
    chosen: dict[str, list[str]] = {}
    for each in request.args.getlist("filter"):
        name, equals, value = each.partition("=")
        if not equals:
            raise BadArgument("The parameter filter takes NAME=VALUE, for example authority=denver.")
        if name not in FILTERS:
            raise BadArgument(f"There is no filter {name!r}; there are: {', '.join(FILTERS)}.")
        chosen.setdefault(name, []).append(value)
    return chosen
