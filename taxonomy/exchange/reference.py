"""Where is the reference vocabulary kept that was imported into a workspace?

One file beside the database. It stands beside local wording and joins nothing; importing another list takes its place.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec
from msgspec import Struct

from taxonomy.wording.authority import Concept, Vocabulary

FILE_NAME = "vocabulary.json"


class ReferenceVocabulary(Struct, frozen=True, kw_only=True):
    """A list of concepts under the name of who issued it."""

    title: str
    concepts: tuple[Concept, ...]

    @property
    def digest(self) -> str:
        """What tells this list from every other: a generation is built with one of them as its witness."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:16]

    def witness(self) -> Vocabulary:
        """The list as one that can be asked by label."""
        return Vocabulary(self.concepts, self.title)


_KEPT = msgspec.json.Decoder(ReferenceVocabulary)


def save_vocabulary(home: Path, vocabulary: ReferenceVocabulary) -> None:
    """Keep `vocabulary` in the workspace `home`, in place of the one before."""
    aside = home / f"{FILE_NAME}.part"
    with aside.open("wb") as file:
        file.write(msgspec.json.encode(vocabulary))
        file.flush()
        os.fsync(file.fileno())
    aside.replace(home / FILE_NAME)


def load_vocabulary(home: Path) -> ReferenceVocabulary | None:
    """The vocabulary that was imported into the workspace `home`; None where there is none, or none that is whole."""
    try:
        return _KEPT.decode((home / FILE_NAME).read_bytes())
    except (FileNotFoundError, msgspec.DecodeError):
        return None
