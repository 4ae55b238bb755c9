"""One generation of the index: written into an empty directory, proved equal to a rebuild, opened for reading."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from index.content.documents import IndexSource, indexed_documents
from index.engine import Engine
from index.meaning.class_vectors import learn_space
from index.meaning.line_vectors import VECTOR_FILES
from index.storage.document_table import load, make_catalogue, save
from index.storage.line_words import LINE_WORD_FILES
from index.storage.segments import read_profiles, write_shards
from index.storage.whoosh_engine import PostingsReader

_COMPARED = ("lines.bin", "texts.bin", "shard.msgpack", "profiles.msgpack", *VECTOR_FILES, *LINE_WORD_FILES)


def write_engine(directory: Path, atlas: IndexSource, *, processes: int | None = None) -> None:
    """Index everything in `atlas` into the empty `directory`, by several processes where that is faster.

    Nothing is fsynced and no pointer is switched here: a generation is made whole by who asked for it.
    """
    documents = indexed_documents(atlas)
    shards = write_shards(directory, documents, processes)
    learn_space([profile for name in shards for profile in read_profiles(directory / name)]).save(directory)
    save(make_catalogue(atlas.generation, shards, documents), directory)


def open_engine(directory: Path) -> Engine:
    """The index in `directory`, ready to be asked by any number of threads.

    Raises `FileNotFoundError` where there is no index and `ValueError` for one of another form. A directory from
    outside must never be opened: the engine's own files can carry code.
    """
    return Engine(directory)


def verify_engine(directory: Path, atlas: IndexSource) -> tuple[str, ...]:
    """In which respects the index in `directory` differs from what `atlas` gives now; empty when it does not."""
    with tempfile.TemporaryDirectory() as scratch:
        rebuilt = Path(scratch)
        write_engine(rebuilt, atlas)
        return tuple(_differences(directory, rebuilt))


def _differences(directory: Path, rebuilt: Path) -> Iterator[str]:
    here, there = load(directory), load(rebuilt)
    for field in here.__struct_fields__:
        if getattr(here, field) != getattr(there, field):
            yield f"The catalogue's {field} differ from a rebuild."
    for shard in there.shards:
        if not (directory / shard).is_dir():
            yield f"{shard} is missing."
            continue
        for name in _COMPARED:
            if (directory / shard / name).read_bytes() != (rebuilt / shard / name).read_bytes():
                yield f"{shard}/{name} differs from a rebuild."
        yield from _different_postings(directory / shard / "postings", rebuilt / shard / "postings", shard)


def _different_postings(directory: Path, rebuilt: Path, shard: str) -> Iterator[str]:
    here, there = PostingsReader(directory), PostingsReader(rebuilt)
    try:
        words = Counter(here.words())
        words.subtract(there.words())
        wrong = [word for word, surplus in words.items() if surplus or here.postings(word) != there.postings(word)]
        if here.ids() != there.ids():
            yield f"{shard} holds other documents than a rebuild."
        if wrong:
            yield f"{shard} differs from a rebuild in {len(wrong)} words, {wrong[0]} among them."
    finally:
        here.close()
        there.close()
