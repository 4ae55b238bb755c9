"""Which documents are in the workspace: their bytes as they came, what reading gave, and the names they came under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeAlias

import sqlalchemy as sa
from msgspec import Struct

from taxonomy.basics.naming import document_id
from taxonomy.model import ParsedDocument, StoredDocument
from taxonomy.store.engine import Database, bump_version
from taxonomy.store.errors import StoreUnavailable, UnknownRecord
from taxonomy.store.packing import fingerprint, pack_bytes, pack_reading, unpack_bytes, unpack_reading
from taxonomy.store.schema import contents, documents, names

Outcome: TypeAlias = Literal["added", "updated", "unchanged"]

_Row: TypeAlias = "sa.Row[*tuple[Any, ...]]"
_Rows: TypeAlias = "sa.Select[*tuple[Any, ...]]"

_BATCH_DOCUMENTS = 100
_BATCH_BYTES = 16 * 1024 * 1024
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


class DocumentStamp(Struct, frozen=True, kw_only=True):
    """Which reader read a document, by which corrections (`parser_version`)."""

    id: str
    sha256: str
    name: str
    parser_version: str


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
                written = [put_within(connection, item) for item in batch]
                if any(outcome != "unchanged" for outcome in written):
                    bump_version(connection)
            outcomes.extend(written)
        return outcomes

    def put_again(
        self,
        name: str,
        sha256: str,
        *,
        authority: str | None = None,
        status: str | None = None,
        parser_version: str = "",
    ) -> Outcome | None:
        """What `put_document` would do with bytes that are here, without reading them again.

        Null where these bytes are not here, or were read by another version of the reader: then read and put them.
        """
        with self.writing() as connection:
            known = _find_known(connection, sha256)
            if known is None or known.parser_version.partition(" ")[0] != parser_version:
                return None
            outcome = _meet_again(connection, known, name, {"authority": authority, "status": status})
            if outcome != "unchanged":
                bump_version(connection)
        return outcome

    def replace_reading(self, id: str, parsed: ParsedDocument, lines: Sequence[str], parser_version: str) -> None:
        """Put what a newer reader made of the stored bytes in the place of what the older one made."""
        record = pack_reading(parsed, lines)
        with self.writing() as connection:
            change = sa.update(documents).where(documents.c.id == id)
            result = connection.execute(change.values(record=record, parser_version=parser_version))
            if result.rowcount == 0:
                raise UnknownRecord(f"There is no document {id}.")
            bump_version(connection)

    def restamp(self, id: str, parser_version: str) -> None:
        """Note that what reading gave for a document is what this reader gives, too: nothing derived changes."""
        with self.writing() as connection:
            change = sa.update(documents).where(documents.c.id == id)
            connection.execute(change.values(parser_version=parser_version))

    def stamps(self) -> list[DocumentStamp]:
        """By which reader, and which corrections, each document was read."""
        query = sa.select(documents.c.id, documents.c.sha256, documents.c.name, documents.c.parser_version)
        with self.reading() as connection:
            rows = connection.execute(query.order_by(documents.c.id)).mappings()
            return [DocumentStamp(**row) for row in rows]

    def erase_document(self, id: str) -> None:
        """Delete the bytes of a document, what was read from them, and its names: for personal data."""
        with self.writing() as connection:
            row = connection.execute(sa.select(documents.c.sha256).where(documents.c.id == id)).one_or_none()
            if row is None:
                raise UnknownRecord(f"There is no document {id}.")
            if not self.is_postgresql:
                connection.exec_driver_sql("PRAGMA secure_delete = ON")  # free pages would keep the bytes
            connection.execute(sa.delete(names).where(names.c.document_id == id))
            connection.execute(sa.delete(documents).where(documents.c.id == id))
            connection.execute(sa.delete(contents).where(contents.c.sha256 == row.sha256))
            bump_version(connection)

    def same_name(self) -> dict[str, tuple[str, ...]]:
        """The ids of the other documents that came under a name of each document, where there are any."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(names.c.name, names.c.document_id)).all()
        by_name: dict[str, set[str]] = {}
        for row in rows:
            by_name.setdefault(row.name, set()).add(row.document_id)
        shared = [ids for ids in by_name.values() if len(ids) > 1]
        return {id: tuple(sorted(ids - {id})) for ids in shared for id in ids}

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

    def readings(self, sha256s: Mapping[str, str]) -> list[tuple[str, ParsedDocument]]:
        """What reading gave for the bytes of each name in `sha256s`, by name."""
        wanted = sorted(set(sha256s.values()))
        read: dict[str, ParsedDocument] = {}
        for start in range(0, len(wanted), _PAGE):
            query = sa.select(documents.c.id, documents.c.sha256, documents.c.record)
            with self.reading() as connection:
                rows = connection.execute(query.where(documents.c.sha256.in_(wanted[start : start + _PAGE]))).all()
            read |= {row.sha256: unpack_reading(row.id, row.record).parsed for row in rows}
        return [(name, read[sha256]) for name, sha256 in sorted(sha256s.items()) if sha256 in read]

    def authorities(self, sha256s: Iterable[str]) -> dict[str, str | None]:
        """The employer that a person named for the documents with these bytes; null where nobody did."""
        wanted = sorted(set(sha256s))
        found: dict[str, str | None] = {}
        for start in range(0, len(wanted), _PAGE):
            query = sa.select(documents.c.sha256, documents.c.authority)
            with self.reading() as connection:
                rows = connection.execute(query.where(documents.c.sha256.in_(wanted[start : start + _PAGE]))).all()
            found |= {row.sha256: row.authority for row in rows}
        return found

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

    def verify_database(self) -> list[str]:
        """What SQLite itself finds wrong with its file; a PostgreSQL server proves its own."""
        if self.is_postgresql:
            return []
        with self.reading() as connection:
            said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(10)")]
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        found = [] if said == ["ok"] else [f"The database is damaged ({line})." for line in said]
        return found + [f"A row of {row[0]} in the database points to nothing." for row in dangling[:10]]

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


_INSERT_CONTENT = sa.insert(contents)
_INSERT_DOCUMENT = sa.insert(documents)
_INSERT_NAME = sa.insert(names)
_FIND_KNOWN = sa.select(
    documents.c.id,
    documents.c.authority,
    documents.c.status,
    documents.c.parser_version,
    _IS_CURRENT.label("current"),
).where(documents.c.sha256 == sa.bindparam("sha256"))
_FIND_ID = sa.select(documents.c.id).where(documents.c.id == sa.bindparam("id"))
_FIND_STANDING = sa.select(names.c.document_id).where(names.c.name == sa.bindparam("name"), names.c.current)


def _batches(items: Iterable[ReadDocument]) -> Iterator[list[ReadDocument]]:
    """A batch is complete before its transaction begins: nobody waits for the next document to be read."""
    batch: list[ReadDocument] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.data)
        if len(batch) == _BATCH_DOCUMENTS or size > _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def put_within(connection: sa.Connection, item: ReadDocument) -> Outcome:
    """Store one document within a transaction; see `put_documents`."""
    sha256 = fingerprint(item.data)
    known = _find_known(connection, sha256)
    if known is None:
        return _insert(connection, item, sha256)
    said: dict[str, str | bytes | None] = {"authority": item.authority, "status": item.status}
    if item.parser_version != known.parser_version:
        said |= {"parser_version": item.parser_version, "record": pack_reading(item.parsed, item.lines)}
    return _meet_again(connection, known, item.name, said)


def _find_known(connection: sa.Connection, sha256: str) -> _Row | None:
    return connection.execute(_FIND_KNOWN, {"sha256": sha256}).one_or_none()


def _insert(connection: sa.Connection, item: ReadDocument, sha256: str) -> Outcome:
    id = document_id(item.name, sha256)
    if connection.execute(_FIND_ID, {"id": id}).first():
        id += sha256[8:24]  # other bytes whose hash begins the same: rare, unless somebody made them so
    content = {"sha256": sha256, "size": len(item.data), "packed": pack_bytes(item.data)}
    connection.execute(_INSERT_CONTENT, content)
    row = {
        "id": id,
        "sha256": sha256,
        "name": item.name,
        "authority": item.authority,
        "status": item.status,
        "parser_version": item.parser_version,
        "record": pack_reading(item.parsed, item.lines),
    }
    connection.execute(_INSERT_DOCUMENT, row)
    return "added" if _let_stand(connection, item.name, id) is None else "updated"


def _meet_again(connection: sa.Connection, known: _Row, name: str, said: Mapping[str, str | bytes | None]) -> Outcome:
    """The bytes are here already: take over the name, and what is `said` about them (null: nothing)."""
    changes = {key: value for key, value in said.items() if value is not None and value != getattr(known, key, None)}
    if changes:
        connection.execute(sa.update(documents).where(documents.c.id == known.id).values(**changes))
    before = _let_stand(connection, name, known.id)
    same = not changes and known.current and before in (None, known.id)
    return "unchanged" if same else "updated"


def _let_stand(connection: sa.Connection, name: str, id: str) -> str | None:
    """From now on `name` stands for the document `id`; gives the id it stood for until now."""
    before: str | None = connection.execute(_FIND_STANDING, {"name": name}).scalar_one_or_none()
    if before == id:
        return before
    change = sa.update(names).where(names.c.name == name)
    if before is not None:
        connection.execute(change.values(current=False))
        if connection.execute(change.where(names.c.document_id == id).values(current=True)).rowcount:
            return before
    connection.execute(_INSERT_NAME, {"name": name, "document_id": id, "current": True})
    return before


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
