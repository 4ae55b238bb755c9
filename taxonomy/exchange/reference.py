"""Where are the reference vocabularies kept that were imported into a workspace?

One file beside the database. They stand beside local wording and join nothing; each has a title of its own.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from taxonomy.basics.failures import Failure
from taxonomy.wording.authority import Concept, Vocabulary

FILE_NAME = "vocabulary.json"


class ConceptCollection(Struct, frozen=True, kw_only=True):
    """A group of concepts that is no concept itself; `members` are ids."""

    label: str
    members: tuple[str, ...]


class ReferenceVocabulary(Struct, frozen=True, kw_only=True):
    """A list of concepts under the name of who issued it, and what is known of the list."""

    title: str
    concepts: tuple[Concept, ...]
    version: str | None = None
    language: str | None = None
    license: str | None = None
    source: str | None = None
    collections: tuple[ConceptCollection, ...] = ()

    @property
    def digest(self) -> str:
        """What tells this list from every other: a generation is built with one of them as its witness."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]

    def witness(self) -> Vocabulary:
        """The list as one that can be asked by label."""
        return Vocabulary(self.concepts, self.title)


_ONE = msgspec.json.Decoder(ReferenceVocabulary)
_SEVERAL = msgspec.json.Decoder(tuple[ReferenceVocabulary, ...])


class VersionChanges(Struct, frozen=True, kw_only=True):
    """What a new version of a vocabulary changes, by the labels of the concepts; `deprecated` are newly so."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()
    deprecated: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


class AlreadyLoaded(Failure):
    """Another list of the same title is here; the message says what differs."""


def save_vocabulary(home: Path, vocabulary: ReferenceVocabulary, *, replace: bool = False) -> bool:
    """Keep `vocabulary` in the workspace `home` beside those of other titles; whether that changes anything.

    One of the same title that differs is replaced only where that was asked for; else AlreadyLoaded is raised.
    """
    kept = load_vocabularies(home)
    same = next((each for each in kept if _called(each) == _called(vocabulary)), None)
    if same == vocabulary:
        return False
    if same is not None and not replace:
        raise AlreadyLoaded(
            f"“{same.title}” is loaded already, with {len(same.concepts):,} concepts; this file differs in "
            f"{_differing(same, vocabulary):,}. Nothing was changed. To see the changes, say --compare; to take its "
            "place, --replace; to let it stand beside, give it another name with --title."
        )
    others = (each for each in kept if each is not same)
    _write(home, tuple(sorted((*others, vocabulary), key=_called)))
    return True


def remove_vocabulary(home: Path, title: str) -> ReferenceVocabulary | None:
    """Take the vocabulary of this title out of the workspace; None where there is none."""
    kept = load_vocabularies(home)
    wanted = " ".join(title.casefold().split())
    gone = next((each for each in kept if _called(each) == wanted), None)
    if gone is not None:
        _write(home, tuple(each for each in kept if each is not gone))
    return gone


def loaded_as(home: Path, title: str) -> ReferenceVocabulary | None:
    """The vocabulary of this title in the workspace."""
    wanted = " ".join(title.casefold().split())
    return next((each for each in load_vocabularies(home) if _called(each) == wanted), None)


def version_changes(old: ReferenceVocabulary, new: ReferenceVocabulary) -> VersionChanges:
    """What `new` changes against `old`; a concept is known by its id."""
    before, after = ({concept.id: concept for concept in each.concepts} for each in (old, new))
    found: dict[str, list[str]] = {name: [] for name in VersionChanges.__struct_fields__}
    found["added"] = [concept.pref_label for id, concept in after.items() if id not in before]
    found["removed"] = [concept.pref_label for id, concept in before.items() if id not in after]
    for id, concept in after.items():
        was = before.get(id)
        if was is not None and was != concept:
            found[_change(was, concept)].append(_renaming(was, concept))
    return VersionChanges(**{name: tuple(labels) for name, labels in found.items()})


def _change(was: Concept, now: Concept) -> str:
    if now.deprecated and not was.deprecated:
        return "deprecated"
    if was.pref_label != now.pref_label:
        return "renamed"
    return "redefined" if was.definition != now.definition else "other"


def _renaming(was: Concept, now: Concept) -> str:
    return now.pref_label if was.pref_label == now.pref_label else f"{was.pref_label} → {now.pref_label}"


def load_vocabularies(home: Path) -> tuple[ReferenceVocabulary, ...]:
    """The vocabularies that were imported into the workspace `home`, by title; none where their file is damaged."""
    try:
        data = (home / FILE_NAME).read_bytes()
        # Older versions kept one list, not a list of them.
        return (_ONE.decode(data),) if data.lstrip().startswith(b"{") else _SEVERAL.decode(data)
    except (FileNotFoundError, ValueError, msgspec.DecodeError):
        return ()


def vocabulary_problems(home: Path) -> list[str]:
    """One sentence where the file of the imported vocabularies is damaged."""
    if (home / FILE_NAME).exists() and not load_vocabularies(home):
        return [f"The imported vocabularies ({FILE_NAME}) cannot be read: delete that file and import them again."]
    return []


def _write(home: Path, vocabularies: tuple[ReferenceVocabulary, ...]) -> None:
    aside = home / f"{FILE_NAME}.part"
    with aside.open("wb") as file:
        file.write(msgspec.json.encode(vocabularies))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(home / FILE_NAME)


def _called(vocabulary: ReferenceVocabulary) -> str:
    return " ".join(vocabulary.title.casefold().split())


def _differing(one: ReferenceVocabulary, other: ReferenceVocabulary) -> int:
    """How many ids are in one of the two only, or differ."""
    left, right = ({concept.id: concept for concept in each.concepts} for each in (one, other))
    return sum(1 for id in left.keys() | right.keys() if left.get(id) != right.get(id))
