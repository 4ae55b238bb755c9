"""How do search, needs and related classes weigh things, in words? For the page about search and for ``--help``.

Every number is read from ``data/search.toml``; what decides whether something is a hit at all is named, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.settings import settings

Told = tuple[str, str]
_RELATED = {
    "text": "The same words in title, general statement, duties and knowledge",
    "direction": "Words that mean much the same in title, general statement and duties",
    "meaning": "Words that stand in like texts of this collection",
    "summary": "The same words in title and general statement",
    "grades": "The same knowledge, skills and abilities, asked for to like grades",
    "variants": "Competencies stated in the same meaning, the rarer the more",
    "level": "The same supervision exercised and education",
}


def parts() -> tuple[Told, ...]:
    """How often a word counts in each part of a text, the highest first."""
    ranked = sorted(settings().weights.items(), key=lambda item: -item[1])
    return tuple((_words(name), f"{weight:g}") for name, weight in ranked)


def beyond_words() -> tuple[Told, ...]:
    """What is added for a class beside the words that it holds."""
    ranking, classes = settings().ranking, settings().classes
    return (
        ("The whole question is a title, a code or a label", f"+{ranking.exact:g}"),
        ("All its words stand in the title", f"+{ranking.title_words:g} × share of the title"),
        ("A line of the class comes near in meaning", f"+{classes.closest:g} × nearness of the nearest line"),
        ("A class has all words, in any part of its text", f"+{classes.complete:g} ÷ number of words"),
        ("A class's text lies near to the question", f"+{classes.meaning:g} × nearness"),
        ("A class's title holds a word", f"+{classes.title:g} × how rare it is in titles"),
        ("A class's general statement holds a word", f"+{classes.statement:g} × how rare it is in statements"),
        ("A word built on the same root (grinder, grinding)", f"× {classes.family:g}"),
    )


def nearness() -> tuple[Told, ...]:
    """What decides whether the first class is an answer, something near, or nothing."""
    classes, verdicts = settings().classes, settings().verdicts
    return (
        ("A near miss is shown for its meaning alone", f"from {classes.far:g}"),
        ("Found: the first class is right, by needs with known answers", f"with a chance from {verdicts.found:.0%}"),
        ("Near: some class states it, by the same needs", f"with a chance from {verdicts.near:.0%}"),
        ("Found, too: a few words that one sentence has", f"up to {verdicts.few} words"),
    )


def strengths() -> tuple[Told, ...]:
    """From which share of a need's words on a line states or implies it."""
    needs, lines = settings().needs, settings().lines
    return (
        ("Stated: the need is found, and the class is as good as the first", f"from {needs.stated:.0%} of its words"),
        ("Implied: one line says a good part of it", f"from {needs.implied:.0%}"),
        ("Another word of the same meaning", f"counts {lines.other_word:g} × how alike they are"),
        ("Word read by the lexicon", f"counts {lines.by_lexicon:g} of the word itself"),
        ("An amount of another size (15 pounds for 50)", f"× {lines.other_size:g}"),
    )


def related() -> tuple[Told, ...]:
    """What makes two classes related, and how much it counts."""
    return tuple((_RELATED[name], f"{weight:g}") for name, weight in settings().related.score.items())


def fields() -> tuple[Told, ...]:
    """The names that may stand before a colon, with the parts of a text that they mean."""
    return tuple(
        (f"{name}:", ", ".join(_words(part).lower() for part in sections))
        for name, sections in settings().fields.items()
    )


def help_text() -> str:
    """All of it, for the help of the command line."""
    told = {
        "A word counts so often where it stands in:": parts(),
        "To that is added for a class:": beyond_words(),
        "An answer is found, near or nothing (data/answers.toml):": nearness(),
        "Needs (atlas find) are compared with single lines:": strengths(),
        "Related classes; the weights make up the score:": related(),
        "Fields:": fields(),
    }
    return "\n".join(line for heading, rows in told.items() for line in (heading, *_rows(rows)))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _rows(rows: tuple[Told, ...]) -> Iterator[str]:
    wide = max(len(name) for name, _ in rows) + 2
    return (f"  {name:<{wide}}{value}" for name, value in rows)
