"""What is on the page that leads from needs to a class? Needs, matrix, finalists, and what no class covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from msgspec import Struct, structs

from index.finalists import Finalists, finalists
from index.need_text import MOST_NEEDS
from index.needs import Candidate, Cell, Coverage, Need, read_needs
from index.results import Because
from taxonomy.atlas import Atlas
from taxonomy.exchange.memo import Block
from webapp.addresses import class_address, search_address
from webapp.pages.parts import Link, Page, Quote, authority_name, cite, in_words, quoted, readable_date, shown

WEIGHTS = {3.0: "must have", 1.0: "wanted", 0.5: "nice to have"}
_LONGEST_NEED = 200
STRENGTHS = {"stated": "stated", "implied": "implied", "nothing": "nothing"}


class Wish(Struct, frozen=True, kw_only=True):
    """What the address of the page says: needs with weights, and the words that are not to be read by the lexicon."""

    needs: tuple[Need, ...] = ()
    off: tuple[str, ...] = ()

    def address(self, endpoint: str = "finding.find", **values: Any) -> str:
        """The address of `endpoint` for these needs."""
        given = [("need", need.text) for need in self.needs] + [("weight", f"{need.weight:g}") for need in self.needs]
        return f"{url_for(endpoint, **values)}?{urlencode([*given, *(('off', word) for word in self.off)])}"


class NeedPart(Struct, frozen=True, kw_only=True):
    """One need with its field in the form, how it was read (chips to switch readings off), and the way to drop it."""

    text: str
    weight: str
    answer: str
    chips: tuple[Link, ...]
    unmatched: tuple[str, ...]
    remove: str
    nearest: str


class CellPart(Struct, frozen=True, kw_only=True):
    """What a class says for a need."""

    need: str
    strength: str
    quote: Quote | None


class ClassPart(Struct, frozen=True, kw_only=True):
    """A candidate with its cells."""

    title: str
    href: str
    detail: str
    share: str
    stated: int
    implied: int
    cells: tuple[CellPart, ...]


class FinalistsPart(Struct, frozen=True, kw_only=True):
    """The two best side by side."""

    first: str
    second: str
    ahead: tuple[str, ...]
    behind: tuple[str, ...]
    sentence: Quote | None
    stated: bool


class FindPage(Page, frozen=True, kw_only=True):
    """Everything the page shows."""

    answer: str
    needs: tuple[NeedPart, ...]
    switched_off: tuple[Link, ...]
    weights: tuple[tuple[str, str], ...]
    candidates: tuple[ClassPart, ...]
    uncovered: tuple[str, ...]
    finalists: FinalistsPart | None
    files: tuple[Link, ...]
    error: str | None = None


def read_wish(texts: Sequence[str], weights: Sequence[str], off: Iterable[str], paragraph: str = "") -> Wish:
    """The needs of an address; a paragraph is split and added to them; empty needs fall away."""
    padded = [*weights, *[""] * len(texts)]
    found = [
        Need(text=" ".join(text.split())[:_LONGEST_NEED], weight=_weight(weight))
        for text, weight in zip(texts, padded, strict=False)
        if text.strip()
    ]
    known = {need.text for need in found}
    found += [need for need in read_needs(paragraph) if need.text not in known]
    words = tuple(dict.fromkeys(word[:80] for word in off))[:40]
    return Wish(needs=tuple(found[:MOST_NEEDS]), off=words)


def _weight(text: str) -> float:
    return next((weight for weight in WEIGHTS if f"{weight:g}" == text), 1.0)


def find_page(atlas: Atlas, wish: Wish, coverage: Coverage, error: str | None = None) -> FindPage:
    """The page for `wish`."""
    pair = finalists(atlas, coverage)
    return FindPage(
        title="Find a class by what is needed",
        crumbs=(Link("Home", url_for("site.home")), Link("Find a class")),
        generation=coverage.generation,
        answer=coverage.answer,
        needs=tuple(_needs(wish, coverage)),
        switched_off=tuple(
            Link(word, structs.replace(wish, off=tuple(o for o in wish.off if o != word)).address())
            for word in wish.off
        ),
        weights=tuple((f"{weight:g}", words) for weight, words in WEIGHTS.items()),
        candidates=tuple(_class(atlas, each, coverage) for each in coverage.candidates),
        uncovered=coverage.uncovered,
        finalists=_pair(atlas, pair) if pair else None,
        files=tuple(_files(wish)) if coverage.candidates else (),
        error=error,
    )


def _needs(wish: Wish, coverage: Coverage) -> Iterator[NeedPart]:
    for row in coverage.needs:
        rest = structs.replace(wish, needs=tuple(need for need in wish.needs if need != row.need))
        yield NeedPart(
            text=row.need.text,
            weight=f"{row.need.weight:g}",
            answer=row.answer,
            chips=tuple(
                Link(f"{each.text} → {each.as_}", structs.replace(wish, off=(*wish.off, each.text)).address())
                for each in row.understood
            ),
            unmatched=row.unmatched,
            remove=rest.address(),
            nearest=search_address(row.need.text),
        )


def _class(atlas: Atlas, candidate: Candidate, coverage: Coverage) -> ClassPart:
    summary = atlas.summary(candidate.id)
    parts = [authority_name(summary.authority), ", ".join(summary.codes), in_words(summary.status or "")]
    return ClassPart(
        title=shown(candidate.title),
        href=class_address(candidate.id),
        detail=" · ".join(part for part in parts if part),
        share=f"{candidate.score:.0%}",
        stated=candidate.stated,
        implied=candidate.implied,
        cells=tuple(
            CellPart(need=row.need.text, strength=cell.strength, quote=_cell_quote(atlas, cell))
            for row, cell in zip(coverage.needs, candidate.cells, strict=True)
        ),
    )


def _cell_quote(atlas: Atlas, cell: Cell) -> Quote | None:
    return _quote(atlas, cell.because) if cell.because else None


def _quote(atlas: Atlas, because: Because) -> Quote:
    return quoted(because.quote, cite(atlas, because.document, because.first_line), in_words(because.section))


def _pair(atlas: Atlas, pair: Finalists) -> FinalistsPart:
    return FinalistsPart(
        first=atlas.classes[pair.first].title,
        second=atlas.classes[pair.second].title,
        ahead=pair.ahead,
        behind=pair.behind,
        sentence=_quote(atlas, pair.sentence) if pair.sentence else None,
        stated=pair.stated,
    )


def _files(wish: Wish) -> Iterator[Link]:
    yield Link("Matrix as CSV", wish.address("finding.matrix", form="csv"))
    yield Link("Matrix as XLSX", wish.address("finding.matrix", form="xlsx"))
    yield Link("Memo", wish.address("finding.memo"))
    yield Link("Memo as DOCX", wish.address("finding.memo_docx_file"))


MATRIX_COLUMNS = ("need", "weight", "class", "class_id", "strength", "section", "quote", "document", "first_line")


def matrix_rows(coverage: Coverage) -> Iterator[tuple[str | int | float | None, ...]]:
    """One row for each need and class, and one without a class for a need that none covers."""
    for place, row in enumerate(coverage.needs):
        need = (row.need.text, row.need.weight)
        for candidate in coverage.candidates:
            cell = candidate.cells[place]
            where = cell.because
            because = (where.section, where.quote, where.document, where.first_line) if where else (None,) * 4
            yield (*need, candidate.title, candidate.id, cell.strength, *because)
        if row.need.text in coverage.uncovered:
            yield (*need, None, None, "no class states it", None, None, None, None)


def memo_title(page: FindPage) -> str:
    """What the memo is called."""
    return f"Class selection: {page.candidates[0].title}" if page.candidates else "Class selection: no class found"


def memo_blocks(page: FindPage, atlas: Atlas, today: str) -> Iterator[Block]:
    """The memo: need, class with quotes and editions, why not the other, what no class covers, date and generation."""
    yield Block("text", f"{readable_date(today)}. Generation {page.generation} of the collection.")
    yield Block("heading", "What is needed")
    weights: Mapping[str, str] = dict(page.weights)
    for need in page.needs:
        yield Block("item", f"{need.text} ({weights.get(need.weight, need.weight)})")
    for candidate in page.candidates[:2]:
        yield Block("heading", f"{candidate.title}: {candidate.share} of what is needed")
        yield Block("text", candidate.detail)
        for cell in candidate.cells:
            yield Block("item", f"{cell.need}: {cell.strength}")
            if cell.quote is not None and cell.quote.cite is not None:
                words = "".join(segment.text for segment in cell.quote.segments)
                where = cell.quote.cite
                yield Block("quote", f"“{words}” ({cell.quote.section}, {where.document_name}, {where.lines})")
    yield from _memo_end(page)


def _memo_end(page: FindPage) -> Iterator[Block]:
    if page.finalists is not None:
        pair = page.finalists
        yield Block("heading", f"Why {pair.first} and not {pair.second}")
        yield Block("text", f"Better for: {'; '.join(pair.ahead) or 'no need'}.")
        yield Block("text", f"{pair.second} is better for: {'; '.join(pair.behind) or 'no need'}.")
        if pair.sentence is not None:
            yield Block("quote", "".join(segment.text for segment in pair.sentence.segments))
    if page.uncovered:
        yield Block("heading", "What no class states")
        yield from (Block("item", need) for need in page.uncovered)
