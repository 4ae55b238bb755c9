"""Which competencies does a list state, each with its definition, its level, its levels and its indicators?

What stands below a competency (levels, behavioral indicators, a definition in bullets) belongs to it; only a new label,
in whatever form labels stand, begins the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import CompetencyStatement, Indicator, Line, ProficiencyLevel
from taxonomy.reading.facts.competency_tables import CompetencyTable, table_head
from taxonomy.reading.facts.labels import (
    KNOWLEDGE,
    bold_lead,
    form_words,
    is_label,
    is_level,
    is_no_name,
    split_label,
    without_level,
)
from taxonomy.reading.language.items import Item
from taxonomy.reading.language.line_ends import joined_with_starts
from taxonomy.reading.language.spellings import fold_heading

# "Level 1 - Basic: Shares …", "Level 2 (Intermediate): …", "Level III – …", "Level 4"
_LEVEL = re.compile(
    r"(?P<name>(?:proficiency\s+)?level\s+(?:\d|[IVX]{1,3}|one|two|three|four|five|[A-E])\b"
    r"(?:\s*[-–—:(]\s*[A-Z][A-Za-z ]{2,24}\)?(?=\s*[:–—\t-]|\s*$))?)\s*(?:[:–—\t-]\s*(?P<text>.*))?",
    re.IGNORECASE | re.DOTALL,
)
# "Basic: Shares …", "Advanced (4) – Builds …"
_NAMED_LEVEL = re.compile(r"(?P<name>[A-Z][A-Za-z ]{2,24}?(?:\s*\(\d\))?)\s*(?:[:–—\t]|\s-)\s*(?P<text>.+)", re.DOTALL)
_LEAD = re.compile(r"(?P<lead>[A-Za-z][A-Za-z /-]{2,40}?)\s*(?::|–|—|\s-)\s*(?P<rest>.*)", re.DOTALL)
_BAR = re.compile(r"\s*\|\s*")
_COMMA = re.compile(r"\s*[,;]\s*(?:and\s+|&\s+)?")
_LONG_INTRODUCTION, _FEWEST_NAMES = 12, 3


class _Open(Struct, kw_only=True):
    """A competency that is still being read."""

    label: str
    definition: str | None
    first: Line
    last: int
    level: str | None = None
    levels: list[ProficiencyLevel]
    indicators: list[Indicator]
    told: bool = False  # the lead of its indicators was printed
    taking: str = ""  # a level whose text stands below its name

    def take_level(self, text: str, number: int) -> bool:
        """Take "Level 2 - Working: …" or "Advanced: …"."""
        match = _LEVEL.fullmatch(text) or _NAMED_LEVEL.fullmatch(text)
        if match is None or (match.re is _NAMED_LEVEL and not is_level(match["name"].partition("(")[0].strip())):
            return False
        text = (match["text"] or "").strip()
        self.levels.append(ProficiencyLevel(name=match["name"].strip(), text=text, first_line=number))
        self.taking = "" if text else "level"
        return True

    def take_lead(self, text: str, number: int) -> bool:
        """ "Behavioral indicators:", "Definition: …", "Required level: 2" below a competency."""
        match = _LEAD.fullmatch(text)
        lead, rest = (match["lead"], match["rest"].strip()) if match else (text.rstrip(" :"), "")
        folded = fold_heading(lead)
        if folded in form_words("indicator_leads") and (
            match or text.endswith(":") or " " in folded or folded == "indicators"
        ):
            self.told, self.taking = True, ""
            if rest:
                self.indicators.append(Indicator(text=rest, first_line=number))
        elif rest and folded in form_words("level_leads") and is_level(rest.rstrip(".")):
            self.level = rest.rstrip(".")
        elif folded in form_words("contrary_leads"):
            self.levels.append(ProficiencyLevel(name=lead, text=rest, first_line=number))
            self.told, self.taking = False, "contrary"
        elif folded in form_words("level_leads") and not rest:
            self.taking = ""
        elif folded in form_words("definition_leads"):
            self.definition, self.taking = rest or self.definition, "" if rest else "definition"
        else:
            return False
        return True

    def lengthen(self, text: str) -> None:
        """Put `text` where its name, printed above, waits for it."""
        if self.taking == "definition":
            self.definition, self.taking = text, ""
        elif self.levels:
            above = self.levels[-1]
            self.levels[-1] = replace(above, text=f"{above.text} {text}".strip())

    def take_all(self, item: Item) -> None:
        """Take `item`, whatever it is: nothing in a dictionary's entry belongs to another competency."""
        text, number = item.text, item.lines[0].number
        self.last = item.lines[-1].number
        if self.take_level(text, number) or self.take_lead(text, number):
            return
        if self.taking:
            self.lengthen(text)
        elif item.listed or self.told:
            self.indicators.append(Indicator(text=text, first_line=number))
        elif self.levels:
            self.levels[-1] = replace(self.levels[-1], text=f"{self.levels[-1].text} {text}".strip())
        else:
            self.definition = f"{self.definition} {text}" if self.definition else text

    def closed(self) -> CompetencyStatement:
        definition = self.definition
        if definition is None and self.indicators and not self.told:
            definition = " ".join(indicator.text for indicator in self.indicators)
        return CompetencyStatement(
            label=self.label,
            definition=definition,
            first_line=self.first.number,
            last_line=self.last,
            level=self.level,
            levels=tuple(self.levels),
            indicators=tuple(self.indicators) if self.told or len(self.indicators) > 1 else (),
        )


class Listed(Struct, kw_only=True):
    """What a list gave: competencies, and the items that state none, in printed order."""

    competencies: list[CompetencyStatement]
    others: list[Item]


def read_competency_list(items: Iterable[Item], *, loose: bool) -> Listed:
    """The competencies among `items`; with `loose` the text is a list of competencies, and any form of label counts."""
    reader = _Reader(loose=loose)
    for item in items:
        reader.take(item)
    reader.close()
    return Listed(competencies=reader.found, others=reader.others)


def announces(text: str) -> bool:
    """True for a line that only leads over to what belongs to the competency above: "Behavioral indicators:"."""
    leads = form_words("indicator_leads") | form_words("level_leads") | form_words("contrary_leads")
    return fold_heading(text.partition(":")[0]) in leads


def begins_statement(text: str) -> bool:
    """True for a line that goes on with nothing above it: a level, a lead, "Knowledge of …", "Ability to …"."""
    return bool(is_level_line(text) or announces(text) or (text[:1].isupper() and KNOWLEDGE.match(text)))


def is_level_line(text: str) -> bool:
    """True for "Level 1 - Basic: Shares …", "Basic: Shares …" and for "Level 2" alone."""
    named = _NAMED_LEVEL.fullmatch(text)
    return _LEVEL.fullmatch(text) is not None or (
        named is not None and is_level(named["name"].partition("(")[0].strip())
    )


def read_competency(name: str, head: Line, items: Iterable[Item]) -> CompetencyStatement:
    """The competency `name`, printed on the line `head`: all of `items` belong to it."""
    label, level = without_level(name)
    one = _Open(label=label, definition=None, first=head, last=head.number, level=level, levels=[], indicators=[])
    for item in items:
        one.take_all(item)
    return one.closed()


def names_between_bars(item: Item) -> Iterator[tuple[str, int]]:
    """ "Communicating | Thinking Critically |": each name with its line; nothing where no bars part names."""
    text, starts = joined_with_starts([line.text.strip() for line in item.lines])
    parts = [part for part in _BAR.split(text) if part.strip()]
    if "|" not in text or not all(len(part.split()) <= 8 for part in parts):
        return
    for part in parts:
        place = text.index(part)
        number = max(line.number for line, start in zip(item.lines, starts, strict=True) if start <= place)
        name = part.rpartition(": ")[2].strip()
        if not is_no_name(name):
            yield name, number


def names_between_commas(item: Item) -> Iterator[tuple[str, int]]:
    """ "Adaptability, Decision Making, and Teamwork.": each name with its line; nothing where a part is no label."""
    text, starts = joined_with_starts([line.text.strip() for line in item.lines])
    parts = [part for part in _COMMA.split(text.rstrip(" .")) if part]
    if len(parts) < _FEWEST_NAMES or not all(len(part.split()) <= 5 and is_label(part) for part in parts):
        return
    for part in parts:
        place = text.index(part)
        number = max(line.number for line, start in zip(item.lines, starts, strict=True) if start <= place)
        if not is_no_name(part):
            yield part, number


class _Reader:
    def __init__(self, *, loose: bool) -> None:
        self.loose = loose
        self.table = CompetencyTable()
        self.found: list[CompetencyStatement] = []
        self.others: list[Item] = []
        self.open: _Open | None = None

    def take(self, item: Item) -> None:
        """Read one item: a part of the competency above, a new one, or something else."""
        if columns := table_head(item.text):
            self.table = CompetencyTable(columns=columns)
        elif self.loose and (names := [*names_between_bars(item)] or [*names_between_commas(item)]):
            self.close()
            self.found += [_named(name, number) for name, number in names]
        elif not self._part_of_open(item):
            self._new_or_other(item)

    def close(self) -> None:
        """The open competency is whole."""
        if self.open is not None:
            self.found.append(self.open.closed())
            self.open = None

    def _part_of_open(self, item: Item) -> bool:
        """Take `item` as level, indicator or definition of the open competency, if it is one."""
        one = self.open
        if one is None:
            return False
        text, number = item.text, item.lines[0].number
        taken = one.take_level(text, number) or one.take_lead(text, number) or self._take_below(one, item)
        if taken:
            one.last = item.lines[-1].number
        return taken

    def _take_below(self, one: _Open, item: Item) -> bool:
        """Bullets below a label without one, and the text of a level or a definition whose name stands above it."""
        first = item.lines[0]
        if one.taking == "contrary" and item.listed:
            one.lengthen(item.text)
            return True
        under = item.listed and (not (one.first.bullet or _numbered(one.first)) or first.indent > one.first.indent)
        if one.taking == "definition" or (one.taking == "level" and (under or not self._label_of(item)[0])):
            one.lengthen(item.text)
            return True
        knows = one.definition is not None or KNOWLEDGE.match(item.text) is not None
        if not under or (not one.told and ((knows and not self.loose) or self._is_new(item))):
            return False
        one.indicators.append(Indicator(text=item.text, first_line=first.number))
        return True

    def _is_new(self, item: Item) -> bool:
        label, definition = self._label_of(item)
        return bool(KNOWLEDGE.match(item.text)) or (label is not None and definition is not None)

    def _label_of(self, item: Item) -> tuple[str | None, str | None]:
        if KNOWLEDGE.match(item.text):
            return None, None
        return split_label(item.text, bold=bold_lead(item.lines[0].raw), loose=self.loose)

    def _new_or_other(self, item: Item) -> None:
        label, definition = self._label_of(item)
        if label and is_no_name(label):
            self.close()
            if definition:
                self.others.append(item)
            return
        if not label or not (definition or self.loose) or not (self.loose or _defines(item, definition)):
            self._other(item)
            return
        self.close()
        name, level = without_level(label)
        cells = item.text.split("\t")
        self.open = _Open(
            label=name,
            definition=self.table.definition(cells) if len(cells) > 1 else definition,
            first=item.lines[0],
            last=item.lines[-1].number,
            level=level or self.table.level(cells),
            levels=list(self.table.levels(cells, item.lines[0].number)),
            indicators=[],
        )

    def _other(self, item: Item) -> None:
        """A sentence right below a bare label defines it; anything else ends what is open."""
        one = self.open
        if (
            one
            and self.loose
            and one.definition is None
            and not (one.indicators or one.levels or one.told)
            and not (KNOWLEDGE.match(item.text) or item.listed)
        ):
            one.definition, one.last = item.text, item.lines[-1].number
            return
        self.close()
        self.others.append(item)


def _named(name: str, number: int) -> CompetencyStatement:
    return CompetencyStatement(label=name, definition=None, first_line=number, last_line=number)


def _numbered(line: Line) -> bool:
    return line.text[:1].isdigit()


def _defines(item: Item, definition: str | None) -> bool:
    """Among lines of knowledge a label counts only before a definition: several words that begin a sentence."""
    return bold_lead(item.lines[0].raw) is not None or bool(
        definition and definition[0].isupper() and len(definition.split()) > 2
    )


def without_introductions(listed: Listed) -> list[Item]:
    """The other items without the paragraphs that only lead over to the first competency below them."""
    first = min((one.first_line for one in listed.competencies), default=0)
    return [item for item in listed.others if not _introduces(item, first)]


def _introduces(item: Item, first: int) -> bool:
    before = item.lines[0].number < first and not item.listed
    return (
        before
        and not KNOWLEDGE.match(item.text)
        and (len(item.text.split()) >= _LONG_INTRODUCTION or item.text.rstrip().endswith((":", ".")))
    )
