"""SKOS from elsewhere: which concepts does it hold, in one language, and what about it does not hang together?

Schemes and collections are no concepts. Broader links are whole: all of them, from either end, by the ids of concepts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import rdflib
from msgspec import Struct
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from taxonomy.exchange.reference import ConceptCollection
from taxonomy.exchange.taken import DoubledId
from taxonomy.wording.authority import Concept

SCHEMA = rdflib.Namespace("http://schema.org/")
_NO_CONCEPTS = (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)
_TITLES = (DCTERMS.title, rdflib.DC.title, SKOS.prefLabel, RDFS.label)
_VERSIONS = (OWL.versionInfo, DCTERMS.hasVersion, SCHEMA.version, DCTERMS.modified, DCTERMS.issued)
_LICENSES = (DCTERMS.license, SCHEMA.license, DCTERMS.rights, rdflib.DC.rights)
_SOURCES = (DCTERMS.source, DCTERMS.publisher, DCTERMS.creator)
_ENGLISH = "en"


class SkosFile(Struct, frozen=True, kw_only=True):
    """What a file says about itself, its concepts and collections, and the ids that stand for several concepts."""

    title: str | None
    version: str | None
    license: str | None
    source: str | None
    language: str
    languages: tuple[str, ...]
    concepts: tuple[Concept, ...]
    collections: tuple[ConceptCollection, ...]
    doubled: tuple[DoubledId, ...]
    other_schemes: tuple[str, ...]


def read_skos(graph: rdflib.Graph, language: str | None = None) -> SkosFile:
    """The concepts of `graph` in `language` (English where none is asked for), other languages where that is missing.

    Of several schemes the one with the most concepts names the file.
    """
    texts = _Texts(graph, language or _ENGLISH)
    schemes = sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=lambda s: (-_size(graph, s), str(s)))
    scheme = schemes[0] if schemes else None
    apart = {subject for kind in _NO_CONCEPTS for subject in graph.subjects(RDF.type, kind)}
    subjects = sorted(set(graph.subjects(SKOS.prefLabel, None)) - apart, key=str)
    ids, doubled = _ids(texts, subjects)
    return SkosFile(
        title=texts.best(scheme, _TITLES),
        version=texts.best(scheme, _VERSIONS),
        license=texts.best(scheme, _LICENSES),
        source=texts.best(scheme, _SOURCES) or (str(scheme) if isinstance(scheme, rdflib.URIRef) else None),
        language=texts.language,
        languages=_languages(graph),
        concepts=tuple(_concept(texts, subject, ids) for subject in subjects),
        collections=tuple(_collections(texts, ids)),
        doubled=doubled,
        other_schemes=tuple(texts.best(each, _TITLES) or str(each) for each in schemes[1:]),
    )


class _Texts:
    """The texts of a graph in one language."""

    def __init__(self, graph: rdflib.Graph, language: str) -> None:
        self.graph, self.language = graph, language.casefold()

    def best(self, subject: Any, properties: Iterable[Any]) -> str | None:
        """The first text of the first property that has one: in the language, in none, in English, in any other."""
        for each in properties if subject is not None else ():
            texts = sorted(self.graph.objects(subject, each), key=lambda text: (self._distance(text), str(text)))
            if texts:
                return " ".join(str(texts[0]).split())
        return None

    def all_of(self, subject: Any, property_: Any) -> list[str]:
        """Every text in the language, or in none."""
        found = (text for text in self.graph.objects(subject, property_) if self._distance(text) < 2)
        return sorted({" ".join(str(text).split()) for text in found})

    def _distance(self, text: Any) -> int:
        language = str(getattr(text, "language", None) or "").casefold()
        wanted = (language == self.language, language.partition("-")[0] == self.language.partition("-")[0])
        if any(wanted):
            return 0 if wanted[0] or not language else 1
        return 1 if not language else 2 if language.startswith(_ENGLISH) else 3


def _size(graph: rdflib.Graph, scheme: Any) -> int:
    return sum(1 for _ in graph.subjects(SKOS.inScheme, scheme)) + sum(1 for _ in graph.objects(scheme, RDFS.label))


def _languages(graph: rdflib.Graph) -> tuple[str, ...]:
    labels = Counter(str(getattr(label, "language", None) or "") for label in graph.objects(None, SKOS.prefLabel))
    return tuple(language for language, _ in sorted(labels.items(), key=lambda pair: (-pair[1], pair[0])) if language)


def _ids(texts: _Texts, subjects: Iterable[Any]) -> tuple[dict[Any, str], tuple[DoubledId, ...]]:
    """What each concept is known by: its notation; its address where several have one notation."""
    notations = {subject: texts.best(subject, (SKOS.notation,)) for subject in subjects}
    counted = Counter(filter(None, notations.values()))
    doubled = tuple(
        DoubledId(id=notation, times=times, rows=(), differ=True) for notation, times in counted.items() if times > 1
    )
    ids = {s: notation if notation and counted[notation] == 1 else str(s) for s, notation in notations.items()}
    return ids, doubled


def _concept(texts: _Texts, subject: Any, ids: Mapping[Any, str]) -> Concept:
    label = texts.best(subject, (SKOS.prefLabel,)) or ""
    broader = _broader(texts.graph, subject, ids)
    deprecated = any(str(each).casefold() in ("true", "1") for each in texts.graph.objects(subject, OWL.deprecated))
    successors = sorted(ids.get(each, str(each)) for each in texts.graph.objects(subject, DCTERMS.isReplacedBy))
    return Concept(
        id=ids[subject],
        pref_label=label,
        alt_labels=tuple(each for each in texts.all_of(subject, SKOS.altLabel) if each != label),
        definition=texts.best(subject, (SKOS.definition, DCTERMS.description)),
        scope_note=texts.best(subject, (SKOS.scopeNote,)),
        broader=broader[0] if broader else None,
        also_broader=tuple(broader[1:]),
        deprecated=deprecated or bool(successors),
        replaced_by=successors[0] if successors else None,
    )


def _broader(graph: rdflib.Graph, subject: Any, ids: Mapping[Any, str]) -> list[str]:
    """The ids above a concept, however the file says it."""
    above = {each for kind in (SKOS.broader, SKOS.broaderTransitive) for each in graph.objects(subject, kind)}
    above |= set(graph.subjects(SKOS.narrower, subject))
    return sorted({ids.get(each, str(each)) for each in above})


def _collections(texts: _Texts, ids: Mapping[Any, str]) -> Iterator[ConceptCollection]:
    kinds = (SKOS.Collection, SKOS.OrderedCollection)
    for subject in sorted({each for kind in kinds for each in texts.graph.subjects(RDF.type, kind)}, key=str):
        lists = texts.graph.objects(subject, SKOS.memberList)
        members = [*texts.graph.objects(subject, SKOS.member), *(m for each in lists for m in texts.graph.items(each))]
        yield ConceptCollection(
            label=texts.best(subject, (SKOS.prefLabel, RDFS.label)) or str(subject),
            members=tuple(sorted({ids.get(each, str(each)) for each in members})),
        )
