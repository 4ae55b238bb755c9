"""Which decisions does a file of SSSOM mappings hold, and which of its rows can be none of ours?

Read is the TSV (or CSV) of the Simple Standard for Sharing Ontological Mappings: metadata in YAML behind ``#`` first,
then a heading row with the columns in any order. A row that is no mapping refuses the whole file, with its line. A
row that is one, but cannot be a decision here (it speaks of things we do not know, a program made it, its predicate
says nothing that we decide), is named with its line and left out.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from urllib.parse import unquote

from msgspec import Struct

from taxonomy.exchange.addresses import DEFAULT_BASE, base
from taxonomy.exchange.sssom import LITERAL, MAPPINGS, NO_TERM, OWN_PREFIX, PREDICATES
from taxonomy.model import Decision
from taxonomy.model.wording import DecisionKind

FindName = Callable[[str], str | None]

_NEEDED = ("predicate_id", "mapping_justification")
_SIDES = ("subject", "object")
_SKOS, _SEMAPV = "http://www.w3.org/2004/02/skos/core#", "https://w3id.org/semapv/vocab/"
_OWL = "http://www.w3.org/2002/07/owl#"
_BUILT_IN = {"skos": _SKOS, "semapv": _SEMAPV, "owl": _OWL}
# Predicate -> answer, and whether the two sides change places.
_ANSWERS: dict[str, tuple[DecisionKind, bool]] = {
    f"{_SKOS}exactMatch": ("same", False),
    f"{_OWL}equivalentClass": ("same", False),
    f"{_OWL}sameAs": ("same", False),
    f"{_SKOS}broadMatch": ("level_of", False),
    f"{_SKOS}narrowMatch": ("level_of", True),
}
# The same from one of our competencies to a concept of a reference vocabulary.
_TO_CONCEPT: dict[str, DecisionKind] = {
    f"{_SKOS}exactMatch": "exact_match",
    f"{_OWL}equivalentClass": "exact_match",
    f"{_OWL}sameAs": "exact_match",
    f"{_SKOS}closeMatch": "close_match",
    f"{_SKOS}broadMatch": "broad_match",
    f"{_SKOS}narrowMatch": "narrow_match",
}
_BY_PEOPLE = frozenset({f"{_SEMAPV}ManualMappingCuration", f"{_SEMAPV}MappingReview"})
_REFERENCE = "reference"
_KINDS = frozenset({"variant", "competency", "class", "decision", _REFERENCE})
_NAMES_OF_PEOPLE = ("author_label", "reviewer_label", "creator_label", "author_id", "reviewer_id", "creator_id")
_KEY_LINE = re.compile(r"(?P<indent>\s*)(?P<key>[^\s:#\-][^:]*|\"[^\"]+\")\s*:(?:\s+(?P<value>.*))?$")


class NotMappings(ValueError):
    """A file that holds no mappings that can be read; the message is one plain sentence with the line."""


class Mappings(Struct, frozen=True, kw_only=True):
    """What a file holds: decisions in its order, and a sentence for each row that can be none."""

    decisions: tuple[Decision, ...]
    left_out: tuple[str, ...]


class _LeftOut(Exception):
    """A row that is a mapping, but no decision of ours."""


class _Head(Struct, frozen=True, kw_only=True):
    """The metadata of the set: values that stand for every row, and what prefixes mean."""

    values: dict[str, str]
    prefixes: dict[str, str]
    lines: int

    def expanded(self, value: str) -> str:
        """A CURIE as the address it stands for; anything else as it is."""
        prefix, colon, rest = value.partition(":")
        known = self.prefixes.get(prefix) or _BUILT_IN.get(prefix) or (base() if prefix == OWN_PREFIX else None)
        return known + rest if colon and known else value


def looks_like_mappings(text: str) -> bool:
    """Whether a file is a table of mappings rather than lines of JSON."""
    first = next((line for line in _lines(text) if line.strip() and not line.startswith("#")), "")
    return not first.lstrip().startswith("{") and ("predicate_id" in first or "subject_" in first)


def read_mappings(text: str, name: str, find: FindName, find_concept: FindName | None = None) -> Mappings:
    """The decisions in the `text` of the file `name`.

    `find` gives the id of the one thing here that has a name (or id), or None, and `find_concept` how decisions name
    the concept of a loaded vocabulary with an id. `when` is empty where nothing says it.
    """
    head = _head(text)
    decisions: dict[str, Decision] = {}
    left_out = []
    for line, row in _rows(text, head):
        try:
            decision = _Row(line, row, head, name, find, find_concept or _unknown_concept).decision()
        except _LeftOut as reason:
            left_out.append(f"Line {line}: {reason}.")
            continue
        if decisions.setdefault(decision.id, decision) != decision:
            raise NotMappings(f"Line {line}: the record {decision.id} stands in the file twice, with other words.")
    return Mappings(decisions=tuple(decisions.values()), left_out=tuple(left_out))


def _unknown_concept(_: str) -> None:
    """What an id of a concept stands for where no vocabulary is loaded."""


def _lines(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _head(text: str) -> _Head:
    """The lines of YAML before the table, as far as rows need them: `key: value`, and the prefixes of `curie_map`."""
    values: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    lines, margin, block = 0, None, ""
    for line in _lines(text):
        if line.strip() and not line.startswith("#"):
            break
        lines += 1
        found = _KEY_LINE.match(line[1:].rstrip())
        if found is None:
            continue
        indent, key, value = len(found["indent"]), found["key"].strip("\"' "), _unquoted(found["value"] or "")
        margin = indent if margin is None else margin
        if indent <= margin:
            block = key
            values[key] = value
        elif block == "curie_map":
            prefixes[key] = value
    return _Head(values=values, prefixes=prefixes, lines=lines)


def _unquoted(value: str) -> str:
    bare = value.strip()
    return bare[1:-1] if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" else bare


def _rows(text: str, head: _Head) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row of the table by column, with the line on which it begins."""
    lines = _lines(text)[head.lines :]
    if not lines:
        raise NotMappings("The file holds no table of mappings.")
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter="\t" if "\t" in lines[0] else ",")
    line = head.lines + 1
    columns: list[str] | None = None
    try:
        for cells in reader:
            if columns is None:
                columns = _columns([cell.strip() for cell in cells], line)
            elif any(cell.strip() for cell in cells):
                yield line, _by_column(columns, cells, line)
            line = head.lines + reader.line_num + 1
    except csv.Error as error:
        raise NotMappings(f"Line {line} is not a row of a table: {error}.") from error


def _columns(names: list[str], line: int) -> list[str]:
    missing = [name for name in _NEEDED if name not in names]
    missing += [f"{s}_id or {s}_label" for s in _SIDES if f"{s}_id" not in names and f"{s}_label" not in names]
    if missing:
        raise NotMappings(f"Line {line} should name the columns of SSSOM; these are missing: {', '.join(missing)}.")
    if len(set(filter(None, names))) < len(list(filter(None, names))):
        raise NotMappings(f"Line {line} names a column twice.")
    return names


def _by_column(columns: list[str], cells: list[str], line: int) -> dict[str, str]:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise NotMappings(f"Line {line} has {len(cells)} cells under {len(columns)} columns.")
    filled = cells + [""] * (len(columns) - len(cells))
    return {column: cell.strip() for column, cell in zip(columns, filled, strict=False) if column}


class _Row:
    """One row, on its way to a decision."""

    def __init__(
        self, line: int, row: Mapping[str, str], head: _Head, file: str, find: FindName, find_concept: FindName
    ) -> None:
        self.line, self.row, self.head, self.file, self.find = line, row, head, file, find
        self.find_concept = find_concept

    def decision(self) -> Decision:
        """The decision that the row says. Raises `_LeftOut` where it is none of ours."""
        concept = self._concept()
        answer, turned = self._answer_to(concept) if concept else self._answer()
        when = self._when() or ""
        justification = self.head.expanded(self._need("mapping_justification"))
        if justification not in _BY_PEOPLE:
            raise _LeftOut(
                f"{self._value('mapping_justification')} is no person's decision, and a score decides nothing"
            )
        left, right = self._side("subject"), concept or self._side("object")
        if left == right:
            raise _LeftOut(f"both sides are “{left}” here")
        left, right = (right, left) if turned else (left, right)
        return Decision(
            id=self._id(answer, left, right),
            sequence=0,
            answer=answer,
            question=self._value("atlas_question") or None,
            left=left,
            right=right,
            by=next(filter(None, map(self._value, _NAMES_OF_PEOPLE)), f"somebody in {self.file}"),
            when=when,
            why=self._value("comment") or f"Imported from {self.file}.",
        )

    def _value(self, column: str) -> str:
        return self.row.get(column, "") or self.head.values.get(column, "")

    def _need(self, column: str) -> str:
        value = self._value(column)
        if not value:
            raise self._refused(f"{column} is empty")
        return value

    def _refused(self, reason: str) -> NotMappings:
        return NotMappings(f"Line {self.line}: {reason}.")

    def _answer(self) -> tuple[DecisionKind, bool]:
        printed, modifier = self._need("predicate_id"), self.row.get("predicate_modifier", "")
        if modifier not in ("", "Not"):
            raise self._refused(f"predicate_modifier is “{modifier}”, and only “Not” or nothing can stand there")
        predicate = self.head.expanded(printed)
        ours = self.row.get("atlas_answer", "")
        if ours:
            return self._our_answer(ours, predicate, modifier), False
        answer, turned = _ANSWERS.get(predicate, (None, False))
        if answer is None or (modifier and answer != "same"):
            raise _LeftOut(f"{' '.join(filter(None, (modifier, printed)))} says nothing that is decided here")
        return ("different" if modifier else answer), turned

    def _concept(self) -> str | None:
        """The concept of a reference vocabulary that stands as the object, as decisions name it."""
        printed, source = self.row.get("object_id", ""), self._own(self._value("object_source"))
        own = self._own(printed)
        if own and own[0] == _REFERENCE:
            return f"{_REFERENCE}:{own[1]}"
        if source and source[0] == _REFERENCE:
            return f"{_REFERENCE}:{source[1]}/{'' if printed == NO_TERM else printed}"
        return (self.find_concept(self.head.expanded(printed)) or self.find_concept(printed)) if printed else None

    def _answer_to(self, concept: str) -> tuple[DecisionKind, bool]:
        printed, modifier = self._need("predicate_id"), self.row.get("predicate_modifier", "")
        answer = _TO_CONCEPT.get(self.head.expanded(printed))
        if answer is None or modifier:
            raise _LeftOut(f"{' '.join(filter(None, (modifier, printed)))} says nothing that is decided here")
        return ("no_match" if concept.endswith("/") else answer), False

    def _our_answer(self, given: str, predicate: str, modifier: str) -> DecisionKind:
        """The answer that our own column names, which the columns of the standard may not gainsay."""
        for answer in _OURS:
            if answer == given:
                expected, negated = PREDICATES[answer]
                if (self.head.expanded(expected), negated) != (predicate, modifier):
                    raise self._refused(f"atlas_answer is “{given}”, but the predicate says something else")
                return answer
        raise self._refused(f"atlas_answer is “{given}”; it can be {', '.join(_OURS)}")

    def _side(self, side: str) -> str:
        """The id here of what stands on one side: our own id, else the one thing that has its id or label as a name."""
        printed, label = self.row.get(f"{side}_id", ""), self.row.get(f"{side}_label", "")
        if not printed and not label:
            raise self._refused(f"{side}_id and {side}_label are empty")
        if not printed and self.row.get(f"{side}_type") == LITERAL and self.row.get("atlas_answer"):
            return label
        found = self._own_id(printed) or (self.find(printed) if ":" not in printed else None)
        found = found or (self.find(label) if label else None)
        if found is None:
            raise _LeftOut(self._unknown(printed, label))
        return found

    def _unknown(self, printed: str, label: str) -> str:
        named = f"nothing here is called “{label}”" if label else "it has no label to look for"
        prefix, colon, _ = printed.partition(":")
        if colon and self.head.expanded(printed) == printed and "//" not in printed:
            return f"the prefix “{prefix}” of {printed} is declared nowhere, and {named}"
        return f"{printed} is no id of ours, and {named}" if printed else named

    def _own_id(self, printed: str) -> str | None:
        """The id inside one of our own addresses, whoever issued them."""
        own = self._own(printed)
        return own[1] if own and own[0] != _REFERENCE else None

    def _own(self, printed: str) -> tuple[str, str] | None:
        """The kind and the id inside one of our own addresses."""
        address = self.head.expanded(printed)
        for start in self._bases():
            kind, _, rest = address.removeprefix(start).replace(":", "/").partition("/")
            if address.startswith(start) and kind in _KINDS and rest:
                return kind, unquote(rest)
        return None

    def _bases(self) -> set[str]:
        of_the_set = self.head.expanded(self.head.values.get("mapping_set_id", ""))
        issued = of_the_set.removesuffix(MAPPINGS)
        return {DEFAULT_BASE, base()} | ({issued} if issued and issued != of_the_set else set())

    def _id(self, answer: str, left: str, right: str) -> str:
        """Our own id of the record; of one from elsewhere, an id that is the same whenever the file comes again."""
        record = self.row.get("record_id", "")
        own = self._own_id(record) if record else None
        if own:
            return own
        said = (answer, left, right, *(self._value(c) for c in ("mapping_date", "comment", *_NAMES_OF_PEOPLE)))
        known_by = self.head.expanded(record) if record else "\n".join(said)
        return f"d-{hashlib.sha256(known_by.encode()).hexdigest()[:12]}"

    def _when(self) -> str | None:
        exactly, day = self.row.get("atlas_decided", ""), self._value("mapping_date")
        try:
            if exactly:
                datetime.fromisoformat(exactly)
            elif day:
                date.fromisoformat(day)
        except ValueError:
            raise self._refused(f"“{exactly or day}” is not a date like 2026-11-22") from None
        return exactly or day or None


_OURS: tuple[DecisionKind, ...] = ("same", "different", "level_of", "moved", "renamed", "canonical")
