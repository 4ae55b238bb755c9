"""What does the class-selection memo say? Need, class with quotes, why not the other, editions, date and generation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from taxonomy.atlas import Atlas
from taxonomy.exchange.memo import MemoParagraph
from taxonomy.model import Edition, JobClass
from webapp.finding.finding_page import ClassPart, FindPage, NeedPart
from webapp.web.components import Cite, Quote, document_title, in_words, plural, readable_date, shown

_CLASSES = 2


def memo_title(page: FindPage) -> str:
    """What the memo is called."""
    return f"Class selection: {page.candidates[0].title}" if page.candidates else "Class selection: no class found"


def memo_blocks(page: FindPage, atlas: Atlas, today: str) -> Iterator[MemoParagraph]:
    """The memo, paragraph by paragraph."""
    yield MemoParagraph("text", f"{readable_date(today)}. Generation {page.generation} of the collection.")
    yield MemoParagraph("heading", "What is needed")
    weights: Mapping[str, str] = dict(page.weights)
    for need in page.needs:
        yield MemoParagraph("item", _needed(need, weights.get(need.weight, need.weight)))
    if page.switched_off:
        yield MemoParagraph("text", f"Taken as typed: {', '.join(link.text for link in page.switched_off)}.")
    for candidate in page.candidates[:_CLASSES]:
        yield from _candidate(candidate)
    yield from _why(page)
    if page.uncovered:
        yield MemoParagraph("heading", "What no specification loaded here states")
        yield from (MemoParagraph("item", _unstated(need)) for need in page.needs if need.answer == "nothing")
    yield from _editions(page, atlas)


def _needed(need: NeedPart, weight: str) -> str:
    """A need with its weight, how everyday words in it were read, and which of its words stand nowhere."""
    notes = (
        ("Read as", "; ".join(chip.text for chip in need.chips)),
        ("In no loaded document", ", ".join(need.unmatched)),
    )
    return ". ".join([f"{need.text} ({weight})", *(f"{name}: {words}" for name, words in notes if words)])


def _unstated(need: NeedPart) -> str:
    """A need that no class states, with the classes that come near it."""
    near = "; ".join(each.title for each in need.nearby)
    return f"{need.text} (nearest: {near})" if near else need.text


def _candidate(candidate: ClassPart) -> Iterator[MemoParagraph]:
    yield MemoParagraph("heading", f"{candidate.title}: {candidate.share} of what is needed")
    counted = plural(len(candidate.cells), "need")
    yield MemoParagraph(
        "text", f"{candidate.detail}. {candidate.stated} stated, {candidate.implied} implied, of {counted}."
    )
    if candidate.pay and candidate.pay.cite:
        yield MemoParagraph(
            "text", f"Pay {candidate.pay.value} ({candidate.pay.cite.document_name}, {candidate.pay.cite.lines})"
        )
    for cell in candidate.cells:
        yield MemoParagraph("item", f"{cell.need}: {cell.strength}")
        if cell.quote is not None:
            yield MemoParagraph("quote", _in_words(cell.quote))


def _in_words(quote: Quote) -> str:
    words = "“" + "".join(segment.text for segment in quote.segments) + "”"
    where = quote.cite
    alike = f"; near in meaning: {quote.alike}" if quote.alike else ""
    return f"{words} ({quote.section}, {where.document_name}, {where.lines}{alike})" if where else words


def _why(page: FindPage) -> Iterator[MemoParagraph]:
    pair = page.finalists
    if pair is None:
        return
    yield MemoParagraph("heading", f"Why {pair.first} and not {pair.second}")
    yield MemoParagraph("text", f"{pair.first} says more for: {'; '.join(pair.ahead) or 'no need'}.")
    yield MemoParagraph("text", f"{pair.second} says more for: {'; '.join(pair.behind) or 'no need'}.")
    if pair.sentence is not None:
        yield MemoParagraph("text", pair.words)
        yield MemoParagraph("quote", _in_words(pair.sentence))


def _editions(page: FindPage, atlas: Atlas) -> Iterator[MemoParagraph]:
    """Every edition that is cited above, with its status and date; and every other document that is."""
    cited = list(dict.fromkeys(_cited(page)))
    if not cited:
        return
    yield MemoParagraph("heading", "Editions cited")
    pool = list(_classes(page, atlas))
    found = [(cite, _edition_of(pool, cite)) for cite in cited]
    texts = [_edition(atlas, *edition) if edition else _other(atlas, cite.document) for cite, edition in found]
    yield from (MemoParagraph("item", text) for text in dict.fromkeys(texts))


def _cited(page: FindPage) -> Iterator[Cite]:
    quotes = [cell.quote for candidate in page.candidates[:_CLASSES] for cell in candidate.cells]
    quotes += [page.finalists.sentence] if page.finalists else []
    yield from (quote.cite for quote in quotes if quote and quote.cite)
    yield from (each.pay.cite for each in page.candidates[:_CLASSES] if each.pay and each.pay.cite)


def _classes(page: FindPage, atlas: Atlas) -> Iterator[JobClass]:
    """The classes of the memo, and those whose duties they include by naming them."""
    for candidate in page.candidates[:_CLASSES]:
        job_class = atlas.classes[candidate.id]
        yield job_class
        for reference in job_class.references:
            if reference.relation == "includes" and reference.target and reference.target in atlas.classes:
                yield atlas.classes[reference.target]


def _edition_of(pool: Iterable[JobClass], cite: Cite) -> tuple[JobClass, Edition] | None:
    """The class and edition that print the cited line."""
    for job_class in pool:
        for edition in job_class.editions:
            lines = range(edition.specification.first_line, edition.specification.last_line + 1)
            if edition.document == cite.document and cite.first_line in lines:
                return job_class, edition
    return None


def _edition(atlas: Atlas, job_class: JobClass, edition: Edition) -> str:
    dated = readable_date(edition.date) or "no date stated"
    lines = f"lines {edition.specification.first_line}–{edition.specification.last_line}"
    name = atlas.documents[edition.document].name
    return f"{shown(job_class.title)}: {in_words(edition.status).lower()} edition, {dated} ({name}, {lines})"


def _other(atlas: Atlas, document: str) -> str:
    """A document that is no edition of these classes, such as a notice."""
    known = atlas.documents[document]
    notice = known.parsed.notice
    dated = readable_date(notice.date) if notice else None
    return f"{document_title(known)}: {dated or 'no date stated'} ({known.name})"
