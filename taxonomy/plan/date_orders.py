"""Does an employer write the day or the month first? Its own unambiguous dates tell, for its ambiguous ones too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from taxonomy.basics.written_dates import find_partial_dates, writes_day_first
from taxonomy.model import DatedBy, Specification


def day_first_authorities(stated: Iterable[tuple[str, Specification]]) -> frozenset[str]:
    """The authorities whose unambiguous dates all put the day first ("16/09/1962")."""
    printed: dict[str, list[str]] = defaultdict(list)
    for authority, specification in stated:
        printed[authority] += [raw for _, dated in _dates(specification) if (raw := dated.raw)]
    return frozenset(authority for authority, raws in printed.items() if writes_day_first(raws))


def with_day_first(specification: Specification) -> Specification:
    """The same specification with its ambiguous dates read day first."""
    changed = {
        name: replace(dated, date=_date(dated.raw or "", latest=name == "revised"))
        for name, dated in _dates(specification)
    }
    return replace(specification, **changed) if changed else specification


def _dates(specification: Specification) -> Iterator[tuple[str, DatedBy]]:
    for name in ("established", "revised", "open_date"):
        if dated := getattr(specification, name):
            yield name, dated


def _date(raw: str, *, latest: bool) -> str | None:
    dates = [one.iso for one in find_partial_dates(raw, day_first=True)]
    return (max(dates) if latest else dates[0]) if dates else None
