"""Which documents are in the workspace: their bytes as they came, what reading gave, and the names they came under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa
from msgspec import Struct

from taxonomy.model import ParsedDocument, StoredDocument
from taxonomy.naming import document_id
from taxonomy.store.engine import Database, bump_version
from taxonomy.store.errors import StoreConflict, StoreUnavailable, UnknownRecord
from taxonomy.store.packing import fingerprint, pack_bytes, pack_reading, unpack_bytes, unpack_reading
from taxonomy.store.schema import contents, documents, names

Outcome: TypeAlias = Literal["added", "updated", "unchanged"]

_Row: TypeAlias = "sa.Row[*tuple[Any, ...]]"
_Rows: TypeAlias = "sa.Select[*tuple[Any, ...]]"

_BATCH_DOCUMENTS = 200
_BATCH_BYTES = 32 * 1024 * 1024
_PAGE = 200


class ReadDocument(Struct, frozen=True, kw_only=True):
    """A document that was read and may be stored. `authority` and `status` null: leave what is known already."""

    name: str
    data: bytes
    parsed: ParsedDocument
    lines: tuple[str, ...]
    authority: str | None = None
    status: str | None = None
    parser_version: str = ""


class StaleReading(Struct, frozen=True, kw_only=True):
    """A document that was read by another version of the reader, with its bytes to read again."""

    id: str
    name: str
    data: bytes


class _Packed(Struct, frozen=True):
    """A document ready for its transaction: hashed and compressed before anybody is kept waiting."""

    document: ReadDocument
    sha256: str
    packed: bytes
    record: bytes


class Documents(Database):
    """The documents of the workspace."""

    def put_document(
        self,
        name: str,
        data: bytes,
        parsed: ParsedDocument,
        lines: Sequence[str],
        *,
        authority: str | None = None,
        status: str | None = None,
        parser_version: str = "",
    ) -> Outcome:
        """Store one document; `put_documents` says what the outcome means."""
        document = ReadDocument(
            name=name,
            data=data,
            parsed=parsed,
            lines=tuple(lines),
            authority=authority,
            status=status,
            parser_version=parser_version,
        )
        return self.put_documents([document])[0]

    def put_documents(self, items: Iterable[ReadDocument]) -> list[Outcome]:
        """Store documents in a few transactions, the outcome of each in the order of `items`.

        Bytes that are new under a new name: ``added``. A name that stood for other bytes until now, or bytes that are
        here but were read or described otherwise: ``updated``; what no name stands for any longer is superseded and
        stays citable. Bytes that are here already: ``unchanged``, and a further name is remembered.
        """
        outcomes: list[Outcome] = []
        for batch in _batches(items):
            with self.writing() as connection:
                written = [_put(connection, packed) for packed in batch]
                if any(outcome != "unchanged" for outcome in written):
                    bump_version(connection)
            outcomes.extend(written)
        return outcomes

    def replace_reading(self, id: str, parsed: ParsedDocument, lines: Sequence[str], parser_version: str) -> None:
        """Put what a newer reader made of the stored bytes in the place of what the older one made."""
        record = pack_reading(parsed, lines)
        with self.writing() as connection:
            change = sa.update(documents).where(documents.c.id == id)
            result = connection.execute(change.values(record=record, parser_version=parser_version))
            if result.rowcount == 0:
                raise UnknownRecord(f"There is no document {id}.")
            bump_version(connection)

    @property
    def document_count(self) -> int:
        """How many different documents there are, superseded ones included."""
        with self.reading() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(documents)).scalar_one())

    def documents(self) -> Iterator[StoredDocument]:
        """All documents in the order of their ids, superseded ones included."""
        for row in self._pages(_DOCUMENT_ROWS):
            yield _stored(row)

    def find_document(self, id: str) -> StoredDocument | None:
        """The document with this id."""
        with self.reading() as connection:
            row = connection.execute(_DOCUMENT_ROWS.where(documents.c.id == id)).one_or_none()
        return None if row is None else _stored(row)

    def document_names(self, id: str) -> tuple[str, ...]:
        """Every name under which these bytes came, in alphabetical order."""
        with self.reading() as connection:
            found = connection.execute(sa.select(names.c.name).where(names.c.document_id == id).order_by(names.c.name))
            return tuple(found.scalars())

    def document_bytes(self, id: str) -> bytes:
        """The document exactly as it came."""
        with self.reading() as connection:
            row = connection.execute(_CONTENT_ROWS.where(documents.c.id == id)).one_or_none()
        if row is None:
            raise UnknownRecord(f"There is no document {id}.")
        return unpack_bytes(row.id, row.packed, row.sha256)

    def documents_to_reread(self, parser_version: str) -> Iterator[StaleReading]:
        """The documents that were read by another version of the reader than this one."""
        for row in self._pages(_CONTENT_ROWS.where(documents.c.parser_version != parser_version)):
            yield StaleReading(id=row.id, name=row.name, data=unpack_bytes(row.id, row.packed, row.sha256))

    def verify_documents(self) -> list[str]:
        """One sentence for every document whose stored bytes are not the bytes that came."""
        found = []
        for row in self._pages(_CONTENT_ROWS):
            try:
                unpack_bytes(row.id, row.packed, row.sha256)
            except StoreUnavailable as error:
                found.append(str(error))
        return found

    def _pages(self, query: _Rows) -> Iterator[_Row]:
        """The rows of `query` by document id; no transaction stays open between pages, or a writer would wait."""
        query = query.order_by(documents.c.id).limit(_PAGE)
        after = ""
        while True:
            with self.reading() as connection:
                rows = connection.execute(query.where(documents.c.id > after)).all()
            yield from rows
            if len(rows) < _PAGE:
                return
            after = rows[-1].id


_IS_CURRENT = sa.exists().where(names.c.document_id == documents.c.id, names.c.current)
_DOCUMENT_ROWS = sa.select(
    documents.c.id,
    documents.c.name,
    documents.c.authority,
    documents.c.status,
    documents.c.record,
    _IS_CURRENT.label("current"),
)
_CONTENT_ROWS = sa.select(documents.c.id, documents.c.name, contents.c.sha256, contents.c.packed).join(contents)


def _batches(items: Iterable[ReadDocument]) -> Iterator[list[_Packed]]:
    batch: list[_Packed] = []
    size = 0
    for item in items:
        batch.append(_pack(item))
        size += len(item.data)
        if len(batch) == _BATCH_DOCUMENTS or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pack(item: ReadDocument) -> _Packed:
    return _Packed(
        document=item,
        sha256=fingerprint(item.data),
        packed=pack_bytes(item.data),
        record=pack_reading(item.parsed, item.lines),
    )


def _put(connection: sa.Connection, packed: _Packed) -> Outcome:
    item = packed.document
    same_name = sa.select(names.c.document_id).where(names.c.name == item.name, names.c.current)
    before = connection.execute(same_name).scalar_one_or_none()
    known = connection.execute(
        sa.select(documents, _IS_CURRENT.label("current")).where(documents.c.sha256 == packed.sha256)
    ).one_or_none()
    if known is None:
        id = _insert(connection, packed)
        changed = True
    else:
        id = known.id
        changed = _refresh(connection, known, packed) or not known.current or before not in (None, id)
    if before != id:
        _let_stand(connection, item.name, id)
    if not changed:
        return "unchanged"
    return "added" if known is None and before is None else "updated"


def _insert(connection: sa.Connection, packed: _Packed) -> str:
    item = packed.document
    id = document_id(item.name, packed.sha256)
    if connection.execute(sa.select(documents.c.id).where(documents.c.id == id)).first():
        raise StoreConflict(f"{item.name} cannot be told apart from another document ({id}): give it another name.")
    connection.execute(sa.insert(contents).values(sha256=packed.sha256, size=len(item.data), packed=packed.packed))
    connection.execute(
        sa.insert(documents).values(
            id=id,
            sha256=packed.sha256,
            name=item.name,
            authority=item.authority,
            status=item.status,
            parser_version=item.parser_version,
            record=packed.record,
        )
    )
    return id


def _refresh(connection: sa.Connection, known: _Row, packed: _Packed) -> bool:
    """Take over what is said about the document, and a reading by another version of the reader."""
    item = packed.document
    changes: dict[str, object] = {}
    for column in ("authority", "status"):
        value = getattr(item, column)
        if value is not None and value != getattr(known, column):
            changes[column] = value
    if item.parser_version != known.parser_version:
        changes |= {"parser_version": item.parser_version, "record": packed.record}
    if changes:
        connection.execute(sa.update(documents).where(documents.c.id == known.id).values(**changes))
    return bool(changes)


def _let_stand(connection: sa.Connection, name: str, id: str) -> None:
    """From now on `name` stands for the document `id`, and for no other."""
    connection.execute(sa.update(names).where(names.c.name == name).values(current=False))
    change = sa.update(names).where(names.c.name == name, names.c.document_id == id).values(current=True)
    if connection.execute(change).rowcount == 0:
        connection.execute(sa.insert(names).values(name=name, document_id=id, current=True))


def _stored(row: _Row) -> StoredDocument:
    reading = unpack_reading(row.id, row.record)
    return StoredDocument(
        id=row.id,
        name=row.name,
        authority=row.authority,
        status=row.status,
        superseded=not row.current,
        lines=reading.lines,
        parsed=reading.parsed,
    )
