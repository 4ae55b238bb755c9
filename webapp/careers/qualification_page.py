"""Where does a person stand with a class? The requirement as a tree, with her answer at every leaf."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.paths.answers import (
    STRENGTHS,
    ExperienceVerdict,
    LeafAnswer,
    Qualification,
    QualificationAnswer,
    Strength,
    TreeAnswer,
    Unknown,
    years_in_words,
)
from taxonomy.paths.rulebook import ClassRequirement
from webapp.careers.profile_form import ProfileForm
from webapp.classes.requirement_page import RequirementNode, requirement_node
from webapp.web.addresses import career_address
from webapp.web.components import Cite, Link, Page, Quote, authority_name, cite, plural, quoted, readable_date, shown

ANSWER_WORDS: dict[QualificationAnswer, str] = {"met": "Met", "ask_hr": "Ask HR", "not_met": "Not met"}
STRENGTH_WORDS: dict[Strength, str | None] = {
    "certain": None,
    "kind_to_confirm": "Years are there. HR confirms the kind of work.",
    "level_to_confirm": "Maybe at that level. HR must say.",
    "field_unknown": "HR must say whether your field of study fits.",
    "unread": "Part of the requirement could not be read or compared.",
    "no": None,
}
_UNKNOWN_WORDS = {"class": "a class", "authority": "an employer", "education": "a level of schooling"}
_COUNTS = {"counts": "Counts", "ask_hr": "Ask HR", "does_not_count": "Does not count"}
_SUBSTITUTE = {"stated": "Stated", "ask_hr": "Ask HR", "not_available": "Not for you now"}
_MOST_ROWS = 60


class ExperienceReason(Struct, frozen=True, kw_only=True):
    """What one experience comes to."""

    experience: str
    verdict: str
    words: str
    why: str
    cite: Cite | None


class AnsweredNode(Struct, frozen=True, kw_only=True):
    """A knot of the requirement; `answer` is null before anybody said anything about herself."""

    node: RequirementNode
    answer: str | None = None
    words: str | None = None
    why: str | None = None
    reasons: tuple[ExperienceReason, ...] = ()
    parts: tuple[AnsweredNode, ...] = ()


class RuleRow(Struct, frozen=True, kw_only=True):
    """A rule by which something may be replaced, and what it does for this person."""

    answer: str
    words: str
    why: str
    quote: Quote


class QualificationRow(Struct, frozen=True, kw_only=True):
    """Met, not met, or ask HR for one class; `earliest` is a day in words and `earliest_iso` the same day.

    `lacks` says what is missing beside years, `ask` what HR must say.
    """

    link: Link
    authority: str
    answer: QualificationAnswer
    words: str
    sure: str | None
    short: str | None
    earliest: str | None
    earliest_iso: str | None
    assumed: bool
    notes: tuple[str, ...]
    rules: tuple[RuleRow, ...]
    ask: tuple[str, ...]
    lacks: tuple[str, ...]
    unknown: tuple[str, ...] = ()


class StandingGroup(Struct, frozen=True, kw_only=True):
    """The classes with one answer, the nearest first: `rows` of all `count` from place `begins` on, and where the
    stretches before and behind them begin."""

    answer: QualificationAnswer
    words: str
    rows: tuple[QualificationRow, ...]
    count: int
    begins: int
    before: int | None
    behind: int | None


class QualifyPage(Page, frozen=True, kw_only=True):
    """The form, and what it came to for every class (null before it was sent)."""

    form: ProfileForm
    action: str
    authority: str | None
    authorities: tuple[tuple[str, str], ...]
    groups: tuple[StandingGroup, ...] | None
    counts: str | None
    unknown: tuple[str, ...] = ()


def qualify_page(
    atlas: Atlas,
    form: ProfileForm,
    answers: Sequence[Qualification] | None,
    authority: str | None,
    begins: Mapping[QualificationAnswer, int] | None = None,
) -> QualifyPage:
    """The form with all answers, those that are met first; `begins` says where the list of an answer is to begin."""
    return QualifyPage(
        title="Where do I stand?",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("My class", url_for("careers.index")),
            Link("Where do I stand?"),
        ),
        generation=atlas.generation,
        form=form,
        action=url_for("careers.qualify_answers"),
        authority=authority,
        authorities=tuple((each, authority_name(each)) for each in sorted({row.authority for row in atlas.summaries})),
        groups=_groups(atlas, answers, begins or {}) if answers is not None else None,
        counts=plural(len(answers), "class", "classes") if answers is not None else None,
        unknown=unknown_lines(answers[0]) if answers else (),
    )


def _groups(
    atlas: Atlas, answers: Sequence[Qualification], begins: Mapping[QualificationAnswer, int]
) -> tuple[StandingGroup, ...]:
    by_answer: dict[QualificationAnswer, list[Qualification]] = defaultdict(list)
    for each in answers:
        by_answer[each.answer].append(each)
    groups = []
    for answer, words in ANSWER_WORDS.items():
        found = sorted(by_answer[answer], key=_nearness)
        begin = max(min(begins.get(answer, 0), len(found) - 1), 0)
        behind = begin + _MOST_ROWS
        groups.append(
            StandingGroup(
                answer=answer,
                words=words,
                rows=tuple(standing(atlas, each) for each in found[begin:behind]),
                count=len(found),
                begins=begin,
                before=max(begin - _MOST_ROWS, 0) if begin else None,
                behind=behind if behind < len(found) else None,
            )
        )
    return tuple(groups)


def _nearness(found: Qualification) -> tuple[float | str, ...]:
    """The surest first, then who lacks years alone and the fewest of them."""
    short = found.short_by_years or 0.0
    return (STRENGTHS.index(found.strength), found.earliest is None, short, found.title)


def standing(atlas: Atlas, found: Qualification) -> QualificationRow:
    """One class's answer in words."""
    short = _short_words(found)
    later = found.earliest if found.answer == "not_met" and _time_runs(found) else None
    return QualificationRow(
        link=Link(found.title, career_address(found.class_)),
        authority=authority_name(atlas.summary(found.class_).authority),
        answer=found.answer,
        words=ANSWER_WORDS[found.answer],
        sure=STRENGTH_WORDS[found.strength],
        short=short,
        earliest=readable_date(later),
        earliest_iso=later,
        assumed=found.assumed,
        notes=found.notes,
        rules=tuple(_rules(atlas, found)),
        ask=tuple(dict.fromkeys(shown(leaf.why) for leaf in found.leaves if leaf.answer == "ask_hr")),
        lacks=tuple(_lacks(found)),
        unknown=unknown_lines(found),
    )


def _time_runs(found: Qualification) -> bool:
    """Is some of the person's own work of the kind asked for? Who must first get into a class waits for no day."""
    reasons = (reason for leaf in found.leaves for reason in leaf.reasons)
    return any(reason.verdict != "does_not_count" for reason in reasons)


def _short_words(found: Qualification) -> str | None:
    """ "1 year short", or at least and at most where HR may count more."""
    by = found.short_by
    if by is not None and by.least < by.most:
        least = f"at least {years_in_words(by.least)}" if by.least else "perhaps nothing"
        return f"{least}, at most {years_in_words(by.most)} short"
    return f"{years_in_words(found.short_by_years)} short" if found.short_by_years else None


def unknown_lines(found: Qualification) -> tuple[str, ...]:
    """What the person typed that names nothing loaded here, with what it may mean."""
    return tuple(map(_unknown_line, found.unknown))


def _unknown_line(each: Unknown) -> str:
    meant = f" Did you mean {' or '.join(each.did_you_mean)}?" if each.did_you_mean else ""
    return f"“{each.value}” is not {_UNKNOWN_WORDS[each.field]} that is named here.{meant}"


def _lacks(found: Qualification) -> Iterator[str]:
    """What no year of work brings; nothing where an alternative asks for years alone."""
    if found.answer != "not_met" or found.earliest is not None:
        return
    for leaf in found.leaves:
        if leaf.answer == "not_met" and leaf.short_by_years is None:
            yield shown(leaf.why)


def _rules(atlas: Atlas, found: Qualification) -> list[RuleRow]:
    document = found.document or ""
    return [
        RuleRow(
            answer=each.answer,
            words=_SUBSTITUTE[each.answer],
            why=each.why,
            quote=quoted(each.quote, cite(atlas, document, each.first_line)),
        )
        for each in found.substitutions
    ]


def answered_tree(atlas: Atlas, asked: ClassRequirement, found: Qualification | None) -> AnsweredNode | None:
    """The requirement of a class, with the answers where there are some."""
    if asked.requirement is None:
        return None
    node = requirement_node(atlas, asked.document, asked.requirement, asked.authority)
    return _answered(atlas, node, found.tree if found else None, found)


def _answered(
    atlas: Atlas, node: RequirementNode, tree: TreeAnswer | None, found: Qualification | None
) -> AnsweredNode:
    if tree is None or found is None:
        return AnsweredNode(node=node, parts=tuple(_answered(atlas, part, None, None) for part in node.parts))
    if tree.leaf is not None:
        return _answered_leaf(atlas, node, found.leaves[tree.leaf])
    parts = zip(node.parts, tree.of, strict=True)
    return AnsweredNode(
        node=node,
        answer=tree.answer,
        words=ANSWER_WORDS[tree.answer],
        parts=tuple(_answered(atlas, part, answer, found) for part, answer in parts),
    )


def _answered_leaf(atlas: Atlas, node: RequirementNode, leaf: LeafAnswer) -> AnsweredNode:
    return AnsweredNode(
        node=node,
        answer=leaf.answer,
        words=ANSWER_WORDS[leaf.answer],
        why=shown(leaf.why),
        reasons=tuple(_reason(atlas, reason) for reason in leaf.reasons),
        parts=tuple(_answered_leaf(atlas, part, own) for part, own in zip(node.parts, leaf.parts, strict=True)),
    )


def _reason(atlas: Atlas, reason: ExperienceVerdict) -> ExperienceReason:
    told = reason.precedent
    return ExperienceReason(
        experience=f"{years_in_words(reason.years)}: {reason.experience}",
        verdict=reason.verdict,
        words=_COUNTS[reason.verdict],
        why=shown(reason.why),
        cite=cite(atlas, told.document, told.first_line) if told else None,
    )
