"""Which classes and competencies may be meant by a name? Made once for each generation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

from msgspec import Struct

from index.query.name_match import NameMatcher
from taxonomy.atlas import Atlas
from taxonomy.basics.naming import code_key

KINDS = ("class", "competency")


class NamedThing(Struct, frozen=True, kw_only=True):
    """One thing that has a name, and how well a text names it."""

    kind: str
    id: str
    title: str
    likeness: float = 0.0
    certain: bool = False


class _Names(Struct, frozen=True):
    things: Mapping[tuple[str, str], NamedThing]
    matchers: Mapping[str, NameMatcher]
    codes: Mapping[str, tuple[str, ...]]


_MADE: WeakKeyDictionary[Atlas, _Names] = WeakKeyDictionary()


def name_index(atlas: Atlas) -> Mapping[tuple[str, str], NamedThing]:
    """Everything that has a name, by kind and id."""
    return _names(atlas).things


def names_like(atlas: Atlas, text: str, kinds: Sequence[str], limit: int) -> list[NamedThing]:
    """What `text` may mean, the likeliest first; a job code means its classes."""
    names = _names(atlas)
    by_code = names.codes.get(code_key(text), ()) if "class" in kinds else ()
    found = {("class", key): (100.0, True) for key in by_code}
    for kind in kinds:
        for match in names.matchers[kind].find(text, limit):
            found.setdefault((kind, match.key), (match.likeness, match.certain))
    ordered = sorted(found.items(), key=lambda each: (-each[1][1], -each[1][0], each[0]))[:limit]
    return [
        NamedThing(kind=kind, id=key, title=names.things[kind, key].title, likeness=likeness, certain=certain)
        for (kind, key), (likeness, certain) in ordered
    ]


def _names(atlas: Atlas) -> _Names:
    made = _MADE.get(atlas)
    if made is None:
        made = _MADE[atlas] = _make(atlas)
    return made


def _make(atlas: Atlas) -> _Names:
    classes = [(each.id, name) for each in atlas.summaries for name in (each.title, *each.former_titles)]
    competencies = [
        (each.id, name) for each in atlas.competencies.values() for name in (each.pref_label, *each.alt_labels)
    ]
    codes: dict[str, tuple[str, ...]] = {}
    for each in atlas.summaries:
        for code in filter(None, map(code_key, each.codes)):
            codes[code] = (*codes.get(code, ()), each.id)
    things = {("class", each.id): NamedThing(kind="class", id=each.id, title=each.title) for each in atlas.summaries}
    things |= {
        ("competency", key): NamedThing(kind="competency", id=key, title=each.pref_label)
        for key, each in atlas.competencies.items()
    }
    matchers = {"class": NameMatcher(classes), "competency": NameMatcher(competencies)}
    return _Names(things, matchers, codes)
