"""Who issued the documents of one folder that do not say it: what their neighbors say, else one question a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from msgspec import Struct

from taxonomy.model import ParsedDocument

_FEWEST_NEIGHBORS = 2


class FolderDocument(Struct, frozen=True, kw_only=True):
    """A document that came out of a folder; `known` is the employer that a person named for it."""

    folder: str
    name: str
    parsed: ParsedDocument
    known: str | None = None


class EmployerQuestion(Struct, frozen=True, kw_only=True):
    """Documents of one folder whose text does not say for sure who issued them, asked about once.

    `taken` is the employer that all other documents of the folder name; null where these do not tell.
    """

    folder: str
    documents: tuple[str, ...]
    candidates: tuple[str, ...]
    taken: str | None
    why: str


def employer_questions(documents: Iterable[FolderDocument]) -> Iterator[EmployerQuestion]:
    """One question for each folder with documents of no sure employer."""
    by_folder = sorted(documents, key=lambda each: (each.folder, each.name))
    for folder, group in groupby(by_folder, key=lambda each: each.folder):
        stating = [each for each in group if each.parsed.specifications]
        unsure = [each for each in stating if each.known is None and _is_doubtful(each.parsed)]
        if unsure:
            yield _question(folder, unsure, [each for each in stating if each not in unsure])


def folders_of(named: Iterable[tuple[str, str]], names: Iterable[str]) -> Mapping[str, str]:
    """The folder of each document by its name, from those of the files; what an archive held belongs to the archive."""
    known = dict(named)
    archives = sorted(known, key=len, reverse=True)
    return {name: known.get(name) or next(filter(name.startswith, archives), "") for name in names}


def _question(folder: str, unsure: list[FolderDocument], sure: list[FolderDocument]) -> EmployerQuestion:
    neighbors = Counter(filter(None, map(_employer, sure)))
    own = Counter(filter(None, map(_employer, unsure)))
    unnamed = tuple(each.name for each in unsure if _employer(each) is None)
    taken = next(iter(neighbors)) if len(neighbors) == 1 and neighbors.total() >= _FEWEST_NEIGHBORS else None
    return EmployerQuestion(
        folder=folder,
        documents=tuple(each.name for each in unsure),
        candidates=tuple(dict.fromkeys((*(name for name, _ in neighbors.most_common()), *own))),
        taken=taken if unnamed else None,
        why=_why(len(unsure), neighbors, taken if unnamed else None),
    )


def _why(count: int, neighbors: Counter[str], taken: str | None) -> str:
    documents = "1 document does" if count == 1 else f"{count} documents do"
    unsaid = f"{documents} not say for sure who issued {'it' if count == 1 else 'them'}."
    if taken:
        told = f"All {neighbors.total()} others of this folder are of {taken}"
        return f"{unsaid} {told}: those without a name were taken as {taken}."
    others = " and ".join(f"{number} of {name}" for name, number in neighbors.most_common())
    return f"{unsaid} {f'The folder also holds {others}.' if others else 'No other document of this folder tells.'}"


def _employer(document: FolderDocument) -> str | None:
    return document.known or next((each.authority for each in document.parsed.specifications if each.authority), None)


def _is_doubtful(parsed: ParsedDocument) -> bool:
    return any(
        each.authority is None or any(doubt.field == "authority" for doubt in each.doubts)
        for each in parsed.specifications
    )
