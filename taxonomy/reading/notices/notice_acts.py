"""Which change does one sentence of a notice or board item state? "Change the grade of Clerk from Grade 3 to Grade 5."

The verbs and what can change are tables (``data/notices.toml``). A sentence about positions, which are budget, is no
change of a class; a sentence that speaks of a class and was not understood is told with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from msgspec import structs

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Problem, TextLines
from taxonomy.reading.notices.notice_changes import Changes
from taxonomy.reading.notices.notice_phrases import NOUN, is_grade, stated

_SPEAKS_OF_CLASS = re.compile(rf"\b{NOUN}\b", re.IGNORECASE)
_POSITIONS = re.compile(r"\b(?:positions?|FTEs?|full-time equivalents?)\b", re.IGNORECASE)
# "1." · "(a)" · "•" · "It is recommended to" · "The Department requests that the Board"
_OPENING = re.compile(
    r"^[\s\d.()•·▪*–-]*(?:[a-z]\)\s+)?(?:(?:section|sec|article)\.?\s*[\dIVX]+[.:)]?\s+)?(?:that\s+)?", re.IGNORECASE
)
# "It is recommended that …", "The Board shall …"
_PREAMBLE = re.compile(
    r"^.{0,160}?\b(?:recommend(?:s|ed)?|request(?:s|ed)?|propos(?:e|es|ed)|resolved|ordered|amended|moved|seconded|carried|voted|agreed|shall|will|hereby)\b"
    r"(?:,?\s+(?:and\s+)?(?:seconded|carried|approved))*,?"
    r"[\s:]*(?:that\b|to\b|by\b|hereby\b)?\s*",
    re.IGNORECASE,
)
# Not "was" and "were": a letter tells with them what happened before.
_PASSIVE = r"(?:is|are|be|shall be|will be|to be)\s+(?:hereby\s+)?"
# "Clerk will move from pay grade 9 to pay grade 11"
_MOVES = re.compile(
    r"^(?P<object>.{3,120}?)\s+(?:will\s+|shall\s+|would\s+|to\s+)?(?:moves?|goes|go|advances?|rises?|increases?|decreases?)\s+"
    r"(?P<rest>from\s+(?:the\s+)?(?:(?:pay|salary|wage)?\s*(?:grade|range|band|level)\b|\$).+)$",
    re.IGNORECASE,
)
# "Research Steward (code 5177) is a new title and is assigned to pay grade 16"
_IS_NEW = re.compile(
    rf"^(?P<object>.{{3,120}}?)\s+(?:is|will be)\s+a\s+new\s+{NOUN}\b[\s,]*(?P<rest>.*)$", re.IGNORECASE
)
# "… deleted from the pay plan", "… added to the classification plan"
_OF_PLAN = re.compile(
    r"\s*(?:from|to|in)\s+the\s+(?:[a-z]+\s+){0,3}(?:plan|schedule|ordinance|resolution)\b", re.IGNORECASE
)
_APPROVES = re.compile(r"\b(?:approv|recommend|propos|authoriz|adopt|request|includ|consist)\w*\b", re.IGNORECASE)
_NOT_DECIDED = re.compile(r"\b(?:whether|discussed|considered|no action|denied|withdrawn|tabled)\b", re.IGNORECASE)
# "Meter Reader be abolished": what a board is asked to change is a class, whether the word is said or not
_BARE_TITLE = re.compile(r"^((?:[A-Z][\w/&'-]*\s+){1,8})(?=be\s)")
_REFUSED = re.compile(r"\b(?:no action|denied|withdrawn|tabled|rejected|not approved|failed)\b", re.IGNORECASE)
_STARTS_WITH_NOUN = re.compile(rf"(?:(?:the|a|an|new|following)\s+)*{NOUN}\b", re.IGNORECASE)
_LONGEST_SENTENCE = 2_000


def read_acts(text: Iterable[TextLines]) -> tuple[Changes, tuple[Problem, ...]]:
    """The changes that single sentences state, and a problem for each that names a class and was not understood."""
    found = Changes()
    problems: list[Problem] = []
    for sentence in text:
        said = sentence.text[:_LONGEST_SENTENCE]
        acts = list(named_acts(said)) or [act for clause in _that_clauses(said) if (act := act_of(clause))]
        for operation, rest in acts:
            rows_of = stated(operation, rest, sentence.first_line)
            for name, rows in rows_of.items():
                found = structs.replace(found, **{name: (*getattr(found, name), *rows)})
            is_said = sentence.text.rstrip().endswith((".", ";"))
            if not rows_of and is_said and _SPEAKS_OF_CLASS.search(sentence.text) and not _POSITIONS.search(rest):
                problems.append(_not_understood(sentence))
    return found, tuple(problems)


def has_acts(text: Iterable[TextLines]) -> bool:
    """Whether any sentence states a change of a class."""
    found, _ = read_acts(text)
    return any((found.retitled, found.regraded, found.new, found.abolished))


def speaks_of_plan(texts: Iterable[str]) -> bool:
    """Whether one of `texts` speaks of a classification or pay plan, or of the body that keeps it."""
    return any(_plan().search(" ".join(text.split())) for text in texts)


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_table('notices.toml')['plan']['patterns'])})\b", re.IGNORECASE)


@cache
def _active() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    verbs = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in acts.items())
    further = "|".join(form for forms in acts.values() for form in forms)
    return re.compile(rf"^(?:{verbs})(?:(?:\s+and\s+|/)(?P<further>{further}))?\s+", re.IGNORECASE)


@cache
def _passive() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    verbs = "|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in acts.items())
    return re.compile(rf"^(?P<object>.{{3,160}}?)\s+{_PASSIVE}(?:{verbs})\b[\s,]*", re.IGNORECASE)


@cache
def _changed() -> re.Pattern[str]:
    tables = read_table("notices.toml")["changed"]
    names = sorted({word for words in tables.values() for word in words}, key=len, reverse=True)
    one = "|".join(map(re.escape, names))
    return re.compile(
        rf"^(?:(?i:the)\s+)?(?P<what>(?i:{one})(?:\s*(?:,|and|/|&)\s*(?:the\s+)?(?i:{one}))*)\s+(?:of\s+|for\s+|(?=[A-Z0-9\"“']))"
    )


@cache
def _nouns() -> re.Pattern[str]:
    acts = read_table("notices.toml")["nouns"]
    forms = "|".join(f"(?P<{name}>{'|'.join(map(re.escape, words))})" for name, words in acts.items())
    return re.compile(rf"\b(?:the\s+)?(?:{forms})\s+(?:of|for|from)\s+", re.IGNORECASE)


def named_acts(sentence: str) -> Iterator[tuple[str, str]]:
    """ "approve the establishment of the class of Clerk, and the retitling of Page to Aide": each act for itself.

    Only where the sentence approves, proposes or recommends: what was merely discussed changes nothing.
    """
    if not _APPROVES.search(sentence) or _NOT_DECIDED.search(sentence):
        return
    acts = sorted([*_nouns().finditer(sentence), *_several(sentence)], key=lambda act: act.start())
    ends = [*[act.start() for act in acts][1:], len(sentence)]
    for act, end in zip(acts, ends, strict=False):
        rest = re.sub(r"[\s,;]*(?:\band\b)?\s*$", "", sentence[act.end() : end].rstrip(" ."))
        yield str(act.lastgroup), rest if _STARTS_WITH_NOUN.match(rest) else f"class of {rest}"


@cache
def _verbs() -> re.Pattern[str]:
    acts = read_table("notices.toml")["acts"]
    forms = "|".join(f"(?P<{name}>{'|'.join(words)})" for name, words in acts.items() if name != "change")
    return re.compile(rf"\b(?:{forms})\s+(?=(?:(?:the|a|an|new|job|following)\s+)*{NOUN}\b)", re.IGNORECASE)


def _several(sentence: str) -> list[re.Match[str]]:
    """ "add the class of Clerk, delete the class of Page": verbs before the word class, where there are several."""
    found = list(_verbs().finditer(sentence))
    return found if len(found) > 1 else []


def _that_clauses(sentence: str) -> list[str]:
    """ "recommend that the class of A be retitled B, and that a new class of C be established": each clause."""
    parts = re.split(r",?\s+(?:and\s+)?that\s+(?=(?:the|a|an|its)\s|[A-Z])", sentence)
    if len(parts) < 3 or not _APPROVES.search(parts[0]):
        return [sentence]
    return [_BARE_TITLE.sub(r"the class of \1", part) for part in parts[1:]]


def act_of(sentence: str) -> tuple[str, str] | None:
    """What is done, and the words from the class on: "Change the grade of Clerk …" is ("regraded", "Clerk …")."""
    if _REFUSED.search(sentence):
        return None
    text = _OPENING.sub("", sentence, count=1)
    found = _active_act(text) or _passive_act(text) or _moving_act(text)
    if found is None and (approved := re.match(r"(?:to\s+)?(?:approve|adopt)\s+the\s+new\s+", text, re.IGNORECASE)):
        return "new", text[approved.end() :]
    if found is None and (preamble := _PREAMBLE.match(text)):
        rest = text[preamble.end() :]
        found = _active_act(rest) or _passive_act(rest) or participle_act(rest)
    return found


def participle_act(text: str) -> tuple[str, str] | None:
    """ "adding thereto the class of Clerk": what is done, and the words from the class on."""
    found = _participles().match(text)
    return (str(found.lastgroup), text[found.end() :]) if found else None


@cache
def _participles() -> re.Pattern[str]:
    words = read_table("notices.toml")["participles"]
    forms = "|".join(f"(?P<{name}>{'|'.join(map(re.escape, each))})" for name, each in words.items())
    return re.compile(rf"^(?:by\s+)?(?:{forms})(?:\s+(?:thereto|therefrom|therein))?\s+(?=\S)", re.IGNORECASE)


def _active_act(text: str) -> tuple[str, str] | None:
    active = _active().match(text)
    if active is None:
        return None
    verbs = [name for name, said in active.groupdict().items() if said and name != "further"]
    rest, operation = text[active.end() :], verbs[0]
    what = _changed().match(rest)
    if operation == "change":
        return (_operation_of(what["what"]), rest[what.end() :]) if what else None
    if what and operation in ("retitled", "regraded"):
        rest = rest[what.end() :]
    return operation, rest


def _moving_act(text: str) -> tuple[str, str] | None:
    """ "Clerk (code 12) will move from pay grade 9 to pay grade 11", "Steward is a new title, pay grade 16"."""
    if moves := _MOVES.match(text):
        what = _changed().match(moves["object"])
        return "regraded", f"{moves['object'][what.end() if what else 0 :]} {moves['rest']}"
    if is_new := _IS_NEW.match(text):
        return "new", f"class {is_new['object']}, {is_new['rest']}"
    return None


def _passive_act(text: str) -> tuple[str, str] | None:
    """ "The title of Clerk is changed to Aide": what is done, and "Clerk to Aide"."""
    passive = _passive().match(text)
    if passive is None:
        return None
    rest = text[passive.end() :]
    what = _changed().match(_PREAMBLE.sub("", passive["object"]))
    if not (_SPEAKS_OF_CLASS.search(passive["object"]) or _OF_PLAN.match(rest) or what):
        return None
    operation, named = str(passive.lastgroup), _PREAMBLE.sub("", passive["object"])
    if operation == "change" and what is None:
        is_moved = re.match(r"\s*from\s+", rest, re.IGNORECASE)
        return ("regraded", f"{named} {rest}") if is_moved and is_grade(rest[is_moved.end() :]) else None
    if what is not None and operation in ("change", "regraded", "retitled"):
        operation = _operation_of(what["what"]) if operation == "change" else operation
        named = named[what.end() :]
    rest = rest.strip()
    if operation in ("new", "abolished") and not _SPEAKS_OF_CLASS.search(named):
        named = f"class of {named}"
    joined = " to " if operation == "retitled" and not re.match(r"(?:to|as|from)\b", rest) else " "
    return operation, f"{named}{joined}{rest}"


def _operation_of(what: str) -> str:
    """ "title and pay grade" changes the grade, too: such a class stands under `regraded`."""
    pay = read_table("notices.toml")["changed"]["pay"]
    named = re.split(r"\s*(?:,|\band\b|/|&)\s*(?:the\s+)?", what.casefold())
    return "regraded" if any(word in pay for word in named) else "retitled"


def _not_understood(sentence: TextLines) -> Problem:
    return Problem(
        code="notice_change_not_understood",
        message="This sentence seems to change a class, but what it changes was not understood.",
        first_line=sentence.first_line,
        last_line=sentence.last_line,
    )
