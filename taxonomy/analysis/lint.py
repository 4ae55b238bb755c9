"""What in the classes and their ladder deserves an analyst's look? One rule, one function, each finding with its line.

A finding is a question, not a fault: a class that no document at hand specifies may well exist.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec.structs import replace

from taxonomy.analysis.lint_names import named_classes, one_way_distinctions
from taxonomy.analysis.lint_texts import doubled_words, histories, pay_regressions, requirement_regressions
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding, FindingPlace
from taxonomy.basics.naming import short_hash, slug
from taxonomy.model import Edition, Experience, Group, Requirement
from taxonomy.paths.gap import Printed, gap
from taxonomy.paths.ladder import LadderEdge
from taxonomy.paths.rulebook import ClassRequirement
from taxonomy.plan.noticed_changes import UNKNOWN_AUTHORITY
from taxonomy.wording.decisions import standing

RULES = {
    "must_not_come_back": "A class prints a wording that somebody put on the list of what must not come back.",
    "higher_omits_competency": "A class leads to another that does not state all of its competencies.",
    "identical_competencies": "Two classes of one authority state the same competencies in the same words.",
    "unreachable": "Every route into a class requires time in a class that is abolished or not loaded.",
    "circle": "Classes lead to each other in a circle.",
    "abolished_class_named": "A class names one that a notice abolishes.",
    "former_title_named": "A class names another by a title that a notice replaces.",
    "one_way_distinction": "A class distinguishes itself from another that does not answer it.",
    "same_title_no_employer": "Two classes have one title, and no document says whether their employer is the same.",
    "history_omits_change": "A class history does not name a section that changed from one edition to the next.",
    "requirement_regression": "A class asks for less schooling than one that leads to it.",
    "pay_regression": "A class has a range below that of one that leads to it.",
    "doubled_word": "A small word is printed twice.",
    "class_not_at_hand": "A class names one with no loaded specification.",
}
_FEWEST_ALIKE = 3  # one or two competencies in common are no sign that two classes are one
_MOST_CIRCLES = 20


def lint(atlas: Atlas) -> tuple[Finding, ...]:
    """Every finding that nobody accepted as known, in the order of `RULES`, then of documents and lines."""
    accepted = {d.left for d in standing(atlas.index.decisions) if d.answer == "accept"}
    every = (_with_key(finding) for check in _CHECKS for finding in check(atlas))
    found = [each for each in every if accepted_as(each.key) not in accepted]
    order = {rule: place for place, rule in enumerate(RULES)}
    return tuple(sorted(found, key=lambda f: (order[f.rule], f.document or "", f.first_line or 0, f.message)))


def accepted_as(key: str) -> str:
    """What the ledger calls the finding with this key."""
    return f"finding:{key}"


def _with_key(found: Finding) -> Finding:
    """By rule, classes and words: a line number moves when a text is printed anew, the finding does not."""
    said = " ".join((found.rule, *found.classes, found.message))
    return replace(found, key=short_hash(said))


def _omissions(atlas: Atlas) -> Iterator[Finding]:
    stated = atlas.index.class_competencies
    for (lower, higher), edge in _promotions(atlas).items():
        above = set(stated.get(higher, ()))
        if not above or set(stated.get(lower, ())) <= above:
            continue
        missing = [pair.left for pair in gap(atlas, lower, higher).dropped if pair.left is not None]
        if missing:
            names = ", ".join(each.label for each in missing)
            message = f"{_title(atlas, lower)} leads to {_title(atlas, higher)}, which does not state: {names}."
            yield _of_edge("higher_omits_competency", message, edge, items=tuple(map(_place, missing)))


def _promotions(atlas: Atlas) -> dict[tuple[str, str], LadderEdge]:
    """Each step once, with its strongest evidence."""
    steps: dict[tuple[str, str], LadderEdge] = {}
    for edge in atlas.ladder.promotions:
        steps.setdefault((edge.from_, edge.to), edge)
    return steps


def _place(printed: Printed) -> FindingPlace:
    text = f"{printed.label} – {printed.definition}" if printed.definition else printed.label
    return FindingPlace(text=text, document=printed.document, first_line=printed.first_line)


def _twins(atlas: Atlas) -> Iterator[Finding]:
    groups: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for class_id in atlas.index.class_competencies:
        stated = frozenset(variant.id if variant else c.id for _, variant, c in atlas.statements_of(class_id))
        if len(stated) >= _FEWEST_ALIKE:
            groups[class_id.partition("/")[0], stated].append(class_id)
    for (_, stated), ids in groups.items():
        for other in ids[1:]:
            one, two = _title(atlas, ids[0]), _title(atlas, other)
            message = f"{one} and {two} state the same {len(stated)} competencies in the same meanings."
            yield _of_class(atlas, "identical_competencies", message, other, ids[0])


def _same_title(atlas: Atlas) -> Iterator[Finding]:
    """Titles without a known employer join no documents: whether they are one class, a person must say."""
    groups: dict[str, list[str]] = defaultdict(list)
    for job_class in atlas.classes.values():
        if job_class.authority == UNKNOWN_AUTHORITY:
            groups[slug(job_class.title)].append(job_class.id)
    for ids in groups.values():
        for other in ids[1:]:
            title, pair = _title(atlas, other), {ids[0], other}
            if any(pair == {each.left, each.right} for each in atlas.class_pairs.about(other)):
                continue  # somebody has looked at them
            message = f"{ids[0]} and {other} are both {title}, and no employer is named: are they one class?"
            yield _of_class(atlas, "same_title_no_employer", message, other, ids[0])


def _unreachable(atlas: Atlas) -> Iterator[Finding]:
    for each in atlas.requirements:
        closed = _closed(each.requirement, each, atlas) if each.requirement else None
        if closed is not None:
            message = (
                f"Every route into {each.title} requires time in a class that is abolished or not loaded: {closed}."
            )
            yield _of_class(atlas, "unreachable", message, each.id)


def _closed(node: Requirement, each: ClassRequirement, atlas: Atlas) -> str | None:
    """The title that closes this way in; None where it is open."""
    if isinstance(node, Group):
        parts = [_closed(part, each, atlas) for part in node.of]
        shut = [part for part in parts if part is not None]
        return shut[0] if shut and (node.op == "and" or len(shut) == len(parts)) else None
    if isinstance(node, Experience):
        if node.at_class and not node.or_equivalent_level and not any(_open(each, t, atlas) for t in node.at_class):
            return " or ".join(node.at_class)
        return next((found for part in node.includes if (found := _closed(part, each, atlas))), None)
    return None


def _open(each: ClassRequirement, title: str, atlas: Atlas) -> bool:
    named = atlas.rulebook.resolve(each.authority, title)
    return named is not None and atlas.classes[named].abolished is None


def _circles(atlas: Atlas) -> Iterator[Finding]:
    steps = _promotions(atlas)
    for _ in range(_MOST_CIRCLES):
        circle = _circle(steps)
        if not circle:
            return
        names = " → ".join(_title(atlas, each) for each in (*circle, circle[0]))
        edge = steps.pop((circle[-1], circle[0]))
        yield _of_edge("circle", f"These classes lead to each other in a circle: {names}.", edge, classes=tuple(circle))


def _circle(steps: Iterable[tuple[str, str]]) -> list[str]:
    """One circle, or nothing: what is left when classes that lead nowhere or come from nowhere are taken away."""
    left = set(steps)
    while True:
        starts, ends = {start for start, _ in left}, {end for _, end in left}
        kept = {(start, end) for start, end in left if start in ends and end in starts}
        if kept == left:
            break
        left = kept
    ahead = dict(sorted(left, reverse=True))
    path: list[str] = [min(ahead)] if ahead else []
    while path and ahead[path[-1]] not in path:
        path.append(ahead[path[-1]])
    return path[path.index(ahead[path[-1]]) :] if path else []


def _of_edge(
    rule: str,
    message: str,
    edge: LadderEdge,
    *,
    items: tuple[FindingPlace, ...] = (),
    classes: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        rule=rule,
        message=message,
        document=edge.document,
        first_line=edge.first_line,
        quote=edge.quote,
        classes=classes or ((edge.from_, edge.to) if edge.at_hand else (edge.to,)),
        items=items,
    )


def _of_class(atlas: Atlas, rule: str, message: str, class_id: str, *others: str) -> Finding:
    """A finding about a class as a whole stands where its title is printed."""
    edition = atlas.classes[class_id].current
    line = _title_line(atlas, edition) if edition else None
    return Finding(
        rule=rule,
        message=message,
        document=edition.document if edition else None,
        first_line=line,
        quote=atlas.quote(edition.document, line, line) if edition and line else None,
        classes=(*others, class_id),
    )


def _title_line(atlas: Atlas, edition: Edition) -> int:
    printed, title = edition.specification, slug(edition.specification.name)
    lines = atlas.documents[edition.document].lines
    numbers = range(printed.first_line, printed.last_line + 1)
    return next((number for number in numbers if title in slug(lines[number - 1])), printed.first_line)


def _title(atlas: Atlas, class_id: str) -> str:
    return atlas.summary(class_id).title


def _brought_back(atlas: Atlas) -> Iterator[Finding]:
    reasons = {decision.id: decision for decision in atlas.index.decisions}
    for each in atlas.index.reintroduced:
        statement, decision = each.statement, reasons[each.decision]
        message = f"{statement.class_title} prints {statement.label} in a wording that must not come back"
        yield Finding(
            rule="must_not_come_back",
            message=f"{message}: “{decision.why}” ({decision.who}, {decision.when[:10]}).",
            document=statement.document,
            first_line=statement.first_line,
            quote=atlas.quote(statement.document, statement.first_line, statement.last_line),
            classes=(statement.class_id,),
        )


_CHECKS: tuple[Callable[[Atlas], Iterable[Finding]], ...] = (
    _brought_back,
    _omissions,
    _twins,
    _unreachable,
    _circles,
    named_classes,
    one_way_distinctions,
    _same_title,
    histories,
    requirement_regressions,
    pay_regressions,
    doubled_words,
)
