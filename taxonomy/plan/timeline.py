"""What is known about a class, from when to when? Its facts with dates, and what happened to it.

Facts come from adopted editions and from notices. A notice that only proposes changes nothing: its facts are proposals
until an adopted edition of the class bears them out, or the notice itself is adopted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.naming import code_key, slug
from taxonomy.basics.written_dates import find_partial_dates
from taxonomy.model import Citation, DatedFact, Edition, FactField, PlanEvent, Standing
from taxonomy.plan.noticed_changes import NoticedChange, NoticedPay

# "abolished and replaced by …", "formerly …": what a class history says about titles is quoted, not worked in.
_HISTORY = re.compile(
    r"\b(?:abolish\w*|replac\w+|supersed\w+|retitl\w+|renam\w+|formerly|title (?:was |has been )?changed"
    r"|merged|combined|consolidated)\b",
    re.IGNORECASE,
)


class _Point(Struct, frozen=True, kw_only=True):
    """A value that holds from `date` on (null: from before anything that is known)."""

    date: str | None
    value: str
    source: Citation
    standing: Standing = "in_force"


class Timeline(Struct, frozen=True, kw_only=True):
    """The facts and the events of one class."""

    facts: tuple[DatedFact, ...]
    events: tuple[PlanEvent, ...]


def timeline(
    editions: Sequence[Edition], changes: Sequence[NoticedChange], id_of: Callable[[str], str | None]
) -> Timeline:
    """The facts and events of the class with these editions and changes; `id_of` finds the class a title means."""
    began = _began(editions)
    facts: list[DatedFact] = []
    for field, same in _SAME.items():
        points = [*_of_editions(field, editions), *_of_changes(field, editions, changes, began)]
        facts += _spans(field, points, same)
    facts += _edition_facts(editions)
    return Timeline(facts=tuple(facts), events=tuple(_events(editions, changes, id_of)))


def done_on(change: NoticedChange, editions: Iterable[Edition]) -> str | None:
    """The day on which the title, or the class itself, came into force; null where nothing bears it out."""
    if change.is_adopted:
        return change.effective or change.date or ""
    if change.is_end or not (change.is_new or change.is_retitled):
        return None
    titled = [
        each.date
        for each in editions
        if each.status == "adopted" and each.date and slug(each.specification.name) == slug(change.title)
    ]
    return min((day for day in titled if day >= (change.date or "")), default=None)


def _began(editions: Iterable[Edition]) -> str | None:
    stated = (each.specification.established for each in editions)
    return min((dated.date for dated in stated if dated and dated.date), default=None)


def _of_editions(field: FactField, editions: Iterable[Edition]) -> Iterator[_Point]:
    for each in editions:
        specification = each.specification
        source = _cite(each)
        standing: Standing = "proposed" if each.status == "proposed" else "in_force"
        began = specification.established.date if specification.established else None
        if field == "status":
            if standing == "in_force" or began:
                yield _Point(date=began or each.date, value="in force", source=source)
        elif value := _printed(field, each):
            yield _Point(date=each.date, value=value, source=source, standing=standing)


def _printed(field: FactField, edition: Edition) -> str | None:
    specification = edition.specification
    pay = specification.pay
    if field == "title":
        return specification.title
    if field == "code":
        return specification.job_code
    if pay is None:
        return None
    return pay.grade if field == "grade" else pay_range(pay.minimum, pay.maximum)


def _of_changes(
    field: FactField, editions: Sequence[Edition], changes: Iterable[NoticedChange], began: str | None
) -> Iterator[_Point]:
    since = began
    for change in changes:
        day = done_on(change, editions)
        borne_out = day is not None and (change.is_adopted or field in ("title", "code", "status"))
        standing: Standing = "in_force" if borne_out else "proposed"
        date = day or change.date if borne_out else change.date
        if before := _side(field, change, change.before, change.title_before or change.title):
            yield _Point(date=since, value=before, source=_source(field, change, change.before))
        if field == "status" and change.is_end:
            yield _Point(date=date, value="abolished", source=change.source, standing=standing)
        elif (after := _side(field, change, change.after, change.title)) and (field != "status" or change.is_new):
            yield _Point(date=date, value=after, source=_source(field, change, change.after), standing=standing)
        # What a later notice says of before held at the latest on its day.
        since = max(filter(None, (since, date)), default=None)


def _side(field: FactField, change: NoticedChange, side: NoticedPay | None, title: str) -> str | None:
    if side is None:
        return None
    values = {
        "title": title,
        "code": side.code,
        "grade": side.grade,
        "range": pay_range(side.minimum, side.maximum),
        "status": "in force",
    }
    return values[field]


def _source(field: FactField, change: NoticedChange, side: NoticedPay | None) -> Citation:
    return side.source if side and field in ("grade", "range") else change.source


def _spans(field: FactField, points: Iterable[_Point], same: Callable[[str], str]) -> Iterator[DatedFact]:
    """Values one after another; what is only proposed stays beside them, unless it came into force later."""
    ordered = sorted(points, key=lambda point: point.date or "")
    held: list[_Point] = []
    for point in ordered:
        again = bool(held) and (point.date is None or same(held[-1].value) == same(point.value))
        if point.standing == "in_force" and not again:
            held.append(point)
    for number, point in enumerate(held):
        after = held[number + 1].date if number + 1 < len(held) else None
        yield _fact(field, point, after)
    asked: set[str] = set()
    for point in ordered:
        key = same(point.value)
        came = any(same(each.value) == key and (each.date or "") >= (point.date or "") for each in held)
        now = bool(held) and same(held[-1].value) == key
        if point.standing == "proposed" and not (came or now or key in asked):
            asked.add(key)
            yield _fact(field, point, None)


def _fact(field: FactField, point: _Point, to: str | None) -> DatedFact:
    return DatedFact(
        field=field, value=point.value, from_=point.date, to=to, standing=point.standing, source=point.source
    )


def _edition_facts(editions: Sequence[Edition]) -> Iterator[DatedFact]:
    """Which text holds when; a proposed one until the next adopted one."""
    in_order = sorted(editions, key=lambda each: each.date or "")
    for each in in_order:
        later = [one.date for one in in_order if one.status != "proposed" and one is not each and one.date]
        after = min((day for day in later if day > (each.date or "")), default=None)
        standing: Standing = "proposed" if each.status == "proposed" else "in_force"
        yield DatedFact(
            field="edition", value=each.document, from_=each.date, to=after, standing=standing, source=_cite(each)
        )


def _events(
    editions: Sequence[Edition], changes: Iterable[NoticedChange], id_of: Callable[[str], str | None]
) -> Iterator[PlanEvent]:
    found = [event for change in changes for event in _of_change(change, editions, id_of)]
    made = any(event.kind == "established" for event in found)
    for each in editions:
        found += _of_edition(each, with_beginning=not made)
    unique = {(event.kind, event.date, event.text): event for event in found}
    yield from sorted(unique.values(), key=lambda event: (event.date or "", event.kind))


def _of_change(
    change: NoticedChange, editions: Sequence[Edition], id_of: Callable[[str], str | None]
) -> Iterator[PlanEvent]:
    day = done_on(change, editions)
    for kind, text in _said(change):
        borne_out = day is not None and (change.is_adopted or kind != "regraded")
        yield PlanEvent(
            kind=kind,  # type: ignore[arg-type]
            date=(day or change.date) if borne_out else change.date,
            standing="in_force" if borne_out else "proposed",
            text=f"{text[0].upper()}{text[1:]}" if borne_out else f"Proposed: {text}",
            source=change.source,
            notice=change.notice,
            expected=None if borne_out else change.expected,
            leads_to=tuple(found for title in change.replaced_by if (found := id_of(title))),
        )


def _said(change: NoticedChange) -> Iterator[tuple[str, str]]:
    """Each aspect of a change, in words."""
    before, after = change.before, change.after
    if before is None:
        graded = f" in grade {after.grade}" if after and after.grade else ""
        yield "established", f"{change.title} established{graded}."
    elif after is None:
        onward = f"; replaced by {', '.join(change.replaced_by)}" if change.replaced_by else ""
        yield "abolished", f"{change.title} abolished{onward}."
    else:
        if change.is_retitled:
            yield "retitled", f"title changed from {change.title_before} to {change.title}."
        if before.code and after.code and code_key(before.code) != code_key(after.code):
            yield "recoded", f"job code changed from {before.code} to {after.code}."
        if after.grade and before.grade != after.grade:
            since = f"from {before.grade} " if before.grade else ""
            yield "regraded", f"pay grade changed {since}to {after.grade}."


def _of_edition(edition: Edition, *, with_beginning: bool) -> Iterator[PlanEvent]:
    specification = edition.specification
    standing: Standing = "proposed" if edition.status == "proposed" else "in_force"
    began = specification.established
    if with_beginning and began and began.date:
        yield _event(edition, "established", began.date, "in_force", f"{specification.name} established.")
    if standing == "in_force" and specification.revised and specification.revised.date:
        yield _event(edition, "revised", specification.revised.date, standing, "Specification revised.")
    for entry in specification.history:
        if _HISTORY.search(entry.text):
            dates = find_partial_dates(entry.raw_date or "")
            yield _event(edition, "history", dates[0].iso if dates else None, standing, f"Class history: {entry.text}")


def _event(edition: Edition, kind: str, date: str | None, standing: Standing, text: str) -> PlanEvent:
    return PlanEvent(kind=kind, date=date, standing=standing, text=text, source=_cite(edition))  # type: ignore[arg-type]


def _cite(edition: Edition) -> Citation:
    line = edition.specification.first_line
    return Citation(document=edition.document, first_line=line, last_line=line, quote=edition.specification.name)


def pay_range(minimum: float | None, maximum: float | None) -> str | None:
    """``$35,124 to $51,268``; cents where there are any; null where nothing is stated."""
    money = [f"${each:,.0f}" if each == round(each) else f"${each:,.2f}" for each in (minimum, maximum) if each]
    return " to ".join(dict.fromkeys(money)) or None


def amounts_of(span: str | None) -> tuple[float | None, float | None]:
    """The two amounts of a range as `pay_range` writes it; a single one is both."""
    amounts = [float(each.replace(",", "")) for each in re.findall(r"\$([\d,.]+)", span or "")]
    return (amounts[0], amounts[-1]) if amounts else (None, None)


_SAME: dict[FactField, Callable[[str], str]] = {
    "title": slug,
    "code": code_key,
    "grade": slug,
    "range": str,
    "status": str,
}
