"""What does the page of one question hold? Both sides with their evidence, the difference, what each answer brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from flask import url_for
from msgspec import Struct, structs

from taxonomy.analysis.impact import Impact, Touched, impacts, statements_behind, touched, touched_by
from taxonomy.atlas import Atlas
from taxonomy.model import Question
from taxonomy.model.wording import DecisionKind
from taxonomy.store import Comment
from taxonomy.wording.batches import PARTED_KINDS, is_sure
from taxonomy.wording.compare import compare
from taxonomy.wording.features import FEATURE_HELP
from taxonomy.wording.kinds import EDITORIAL, KIND_HELP
from taxonomy.wording.likeness import likeness
from webapp.service.decision_log import DECIDED, decided
from webapp.web.addresses import competency_address
from webapp.web.components import Fact, Link, in_words, plural, readable_date, shown
from webapp.web.printings import Printing, printing
from webapp.web.tracked_text import TrackedSpan, stretches
from webapp.workbench.workbench_page import (
    SUGGESTIONS,
    Filter,
    matching,
    next_question,
    question_address,
    question_title,
)
from webapp.workbench.workbench_state import (
    ANSWERS,
    BenchPage,
    DecisionRow,
    bench,
    competencies_of,
    decision_row,
    variant_of,
)

_NEAREST = 12
_QUIET = ("label_difference", "skipped")
_KEYS = {"same": "s", "different": "d", "level_of": "l", "upper": "u", "moved": "m", "renamed": "r", "skip": "k"}
_UPPER = {
    "label": "Two competencies, the second on a lower level than the first.",
    "wording": "Two meanings of one competency, the second on a lower level than the first.",
}
_REASONS = {
    "punctuation": "Only marks differ.",
    "case": "Only capitals differ.",
    "spelling": "Only the spelling differs.",
    "article": "Only small grammar words differ.",
    "conjunction": "“and” and “or” ask for different things.",
    "authority_verb": "The verb shows another level of authority.",
    "scope": "It reaches further.",
    "number": "The number changes what is asked.",
    "negation": "One says the contrary of the other, or makes an exception.",
    "clause_added": "The added clause asks for more.",
    "clause_removed": "The dropped clause asks for less.",
}


class SideView(Struct, frozen=True, kw_only=True):
    """One side of a question."""

    name: str
    href: str
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    printings: tuple[Printing, ...]


class Option(Struct, frozen=True, kw_only=True):
    """One answer that can be given, its key, and what it brings."""

    value: str
    words: str
    key: str
    impact: Impact
    settles: str | None


class CommentRow(Struct, frozen=True, kw_only=True):
    """What somebody said."""

    by: str
    when: str
    text: str


class QuestionPage(BenchPage, frozen=True, kw_only=True):
    """Everything the page of a question shows. `conflict`: what somebody else decided in the meantime."""

    id: str
    ask: str
    place: str
    suggests: str
    left: SideView
    right: SideView
    compared: str
    stretches: tuple[TrackedSpan, ...]
    kinds: tuple[Fact, ...]
    features: tuple[FeatureRow, ...]
    touched: str
    options: tuple[Option, ...]
    is_decided: bool
    history: tuple[DecisionRow, ...]
    comments: tuple[CommentRow, ...]
    reasons: tuple[str, ...]
    explains_itself: bool
    seen: int
    query: dict[str, Any]
    next: str | None
    previous: str | None
    clusters: tuple[Link, ...]
    chosen: str | None
    why: str
    conflict: str | None
    last: DecisionRow | None


class FeatureRow(Struct, frozen=True, kw_only=True):
    """One feature: its value in words, and what it means."""

    name: str
    value: str
    help: str


class QuestionForm(Struct, frozen=True, kw_only=True):
    """What stood in the form, when it comes back because it could not be saved."""

    answer: str | None = None
    why: str = ""
    conflict: str | None = None


def question_page(
    atlas: Atlas,
    question: Question,
    wanted: Filter,
    comments: Sequence[Comment],
    entered: QuestionForm | None = None,
    last: DecisionRow | None = None,
) -> QuestionPage:
    """The page of an open question. `last` is the decision that led here, to take it back."""
    entered = entered or QuestionForm()
    listed = matching(atlas, wanted)
    following = next_question(atlas, wanted, question.id)
    words, parts = _difference(atlas, question)
    return QuestionPage(
        title=question_title(atlas, question),
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index", **wanted.query())),
            Link(question_title(atlas, question)),
        ),
        generation=atlas.generation,
        bench=bench(),
        id=question.id,
        ask=_ask(question),
        place=_place(question, listed),
        suggests=_evidence(question),
        left=_side(atlas, question.left),
        right=_side(atlas, question.right),
        compared=words,
        stretches=parts,
        kinds=tuple(Fact(name=in_words(kind), value=KIND_HELP[kind]) for kind in question.kinds),
        features=tuple(_features(question)),
        touched=_touched(touched_by(atlas, question)),
        options=tuple(_options(atlas, question)),
        is_decided=decided().state_of(question) == DECIDED,
        history=tuple(decision_row(atlas, d) for d in decided().about(question.id)),
        comments=tuple(CommentRow(by=c.by, when=readable_date(c.when[:10]) or "", text=c.text) for c in comments),
        reasons=tuple(_REASONS[kind] for kind in question.kinds if kind in _REASONS),
        explains_itself=any(default_reason(question, given) for given in ("same", "different")),
        seen=decided().head,
        query=wanted.query(),
        next=question_address(following.id, wanted) if following else None,
        previous=_previous(question, listed, wanted),
        clusters=tuple(_cluster(atlas, key) for key in competencies_of(atlas, question)),
        chosen=entered.answer,
        why=entered.why,
        conflict=entered.conflict,
        last=last,
    )


def default_reason(question: Question, given: str) -> str | None:
    """What the difference itself says for the answer `given`; None where a person has to say why."""
    if given == "skip":
        return "Put off."
    if given == "same":
        return (
            " ".join(_REASONS[kind] for kind in question.kinds)
            if is_sure(question) and EDITORIAL.issuperset(question.kinds)
            else None
        )
    told = [_REASONS[kind] for kind in question.kinds if kind in PARTED_KINDS and kind in _REASONS]
    return told[0] if given == "different" and told else None


def answers_to(question: Question) -> tuple[DecisionKind, ...]:
    """The answers that make sense for a question."""
    extra: tuple[DecisionKind, ...] = ("renamed",) if question.kind == "label" else ()
    if "shared_clause" in question.features:
        extra = ("moved",)
    return ("same", *extra, "different", "level_of", "skip")


def _evidence(question: Question) -> str:
    """What the evidence points to, with the words that show a level."""
    words = SUGGESTIONS.get(str(question.features.get("suggests")), "look closely")
    shown_by = question.features.get("level_words") if question.features.get("suggests") == "level_of" else None
    return f"{words} ({'; '.join(shown_by)})" if isinstance(shown_by, list) else words


def _ask(question: Question) -> str:
    if question.kind == "label":
        return "Are these two names of one competency?"
    if "shared_clause" in question.features:
        return "The same clause stands under two competencies. Does it belong to one of them?"
    return "Do these two texts mean the same?"


def _place(question: Question, listed: Sequence[Question]) -> str:
    ids = [each.id for each in listed]
    return f"{ids.index(question.id) + 1:,} of {len(ids):,}" if question.id in ids else "Decided or put off"


def _previous(question: Question, listed: Sequence[Question], wanted: Filter) -> str | None:
    ids = [each.id for each in listed]
    place = ids.index(question.id) if question.id in ids else 0
    return question_address(ids[place - 1], wanted) if place else None


def _cluster(atlas: Atlas, key: str) -> Link:
    found = atlas.find_competency(key)
    return Link(found.pref_label if found else key, url_for("workbench.cluster", competency_id=key))


def _side(atlas: Atlas, key: str) -> SideView:
    found = variant_of(atlas, key)
    if found is None:
        return SideView(name=key, href="", labels=(), texts=(), printings=())
    competency, variant = found
    texts = [variant.definition] if variant else [v.definition for v in competency.variants]
    statements = [s for s in statements_behind(atlas, key) if s.current]
    return SideView(
        name=competency.pref_label,
        href=competency_address(competency.id, variant=variant.id if variant else None),
        labels=tuple(dict.fromkeys(s.label for s in statements)),
        texts=tuple(shown(text) for text in texts if text),
        printings=tuple(printing(atlas, touched(atlas, statement)) for statement in statements),
    )


def _difference(atlas: Atlas, question: Question) -> tuple[str, tuple[TrackedSpan, ...]]:
    """The words to compare: two texts, or the nearest definitions of two names."""
    left, right = _texts(atlas, question.left), _texts(atlas, question.right)
    if not left or not right:
        return "One of the two is printed without a definition.", ()
    a, b = max(product(left, right), key=lambda pair: likeness(*pair))
    words = "The two nearest definitions" if len(left) + len(right) > 2 else "From the left text to the right"
    return words, stretches(compare(a, b).diff)


def _texts(atlas: Atlas, key: str) -> list[str]:
    found = variant_of(atlas, key)
    if found is None:
        return []
    competency, variant = found
    variants = (variant,) if variant else competency.variants[:_NEAREST]
    return [shown(v.definition) for v in variants if v.definition]


def _features(question: Question) -> Iterator[FeatureRow]:
    for name, value in question.features.items():
        if name not in _QUIET and value not in ([], "unknown"):
            yield FeatureRow(name=in_words(name), value=_value(name, value), help=FEATURE_HELP.get(name, ""))


def _value(name: str, value: float | str | list[str]) -> str:
    if isinstance(value, list):
        return "; ".join(value) if name in ("level_words", "shared_clause") else ", ".join(value)
    if name == "suggests":
        return SUGGESTIONS.get(str(value), str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _touched(places: Iterable[Touched]) -> str:
    listed = list(places)
    classes = {place.statement.class_id for place in listed}
    sections = {(place.statement.class_id, place.section) for place in listed}
    required = {place.statement.class_id for place in listed if place.is_requirement}
    return (
        f"Speaks about {plural(len(listed), 'printing')} in {plural(len(sections), 'section')} of "
        f"{plural(len(classes), 'class', 'classes')}; {len(required)} of them require it."
    )


def _options(atlas: Atlas, question: Question) -> Iterator[Option]:
    for impact in impacts(atlas, question, answers_to(question), decided().decisions):
        settles = plural(len(impact.settles), "other open question") if impact.settles else None
        if impact.answer != "level_of":
            yield _option(impact.answer, ANSWERS[impact.answer], impact, settles)
            continue
        yield _option("level_of", "Left is a lower level of right", impact, settles)
        turned = structs.replace(question, left=question.right, right=question.left)
        [other] = impacts(atlas, turned, ("level_of",), decided().decisions)
        other = structs.replace(other, effect=_UPPER[question.kind])
        yield _option("upper", "Right is a lower level of left", other, settles)


def _option(value: str, words: str, impact: Impact, settles: str | None) -> Option:
    return Option(value=value, words=words[0].upper() + words[1:], key=_KEYS[value], impact=impact, settles=settles)
