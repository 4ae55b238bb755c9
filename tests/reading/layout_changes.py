"""Ways to print the same document otherwise: none of them changes what it says."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

_EVERY = 40


def wrapped(width: int) -> Callable[[str], str]:
    """Lines that are longer than `width` are broken; rows of tables are not."""

    def change(text: str) -> str:
        lines = (line if "\t" in line.strip() else _broken(line, width) for line in text.split("\n"))
        return "\n".join(lines)

    return change


def _broken(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))


def with_feet(text: str) -> str:
    """A page's number between paragraphs, every forty lines or so."""
    lines: list[str] = []
    last = page = 0
    for place, line in enumerate(text.split("\n")):
        lines.append(line)
        if not line.strip() and place - last > _EVERY:
            page, last = page + 1, place
            lines += [f"Page {page} of 9", ""]
    return "\n".join(lines)


def with_feet_in_sentences(text: str) -> str:
    """Page breaks where a sentence goes on over the line's end."""
    lines: list[str] = []
    last = page = 0
    for place, line in enumerate(wrapped(90)(text).split("\n")):
        lines.append(line)
        if place - last > _EVERY and len(line) > 70 and line[-1].isalpha():
            page, last = page + 1, place
            lines += ["", f"Page {page} of 9", "", ""]
    return "\n".join(lines)


def with_curly_quotes(text: str) -> str:
    """Typographic quotation marks and apostrophes."""
    text = re.sub(r'"(?=\w)', "“", re.sub(r"(?<=\w)'", "’", text))
    return text.replace('"', "”")


CHANGES: dict[str, Callable[[str], str]] = {
    "carriage-returns": lambda text: text.replace("\n", "\r\n"),
    "old-macintosh": lambda text: text.replace("\n", "\r"),
    "byte-order-mark": lambda text: f"\ufeff{text}",
    "blank-lines": lambda text: re.sub(r"\n[ \t]*\n", "\n\n\n", text),
    "blank-lines-around": lambda text: f"\n\n\n\n{text}\n\n\n",
    "spaces-behind": lambda text: "\n".join(f"{line}   " for line in text.split("\n")),
    "tabs-behind": lambda text: "\n".join(f"{line}\t" for line in text.split("\n")),
    "indented": lambda text: "\n".join(f"    {line}" for line in text.split("\n")),
    "indented-by-a-tab": lambda text: "\n".join(f"\t{line}" for line in text.split("\n")),
    "form-feeds": lambda text: "\n".join(
        f"\f{line}" if place % _EVERY == 39 else line for place, line in enumerate(text.split("\n"))
    ),
    "tabs-for-spaces": lambda text: re.sub(r"  +(?=\S)", "\t", text),
    "spaces-for-tabs": lambda text: text.replace("\t", "    "),
    "curly-quotes": with_curly_quotes,
    "no-break-spaces": lambda text: re.sub(r"(\S+ \S+ \S+) ", "\\1\u00a0", text),
    "soft-hyphens": lambda text: re.sub(r"\b([a-z]{4})([a-z]{4,})\b", "\\1\u00ad\\2", text),
    "page-numbers": with_feet,
    "page-breaks-in-sentences": with_feet_in_sentences,
    "wrapped-at-72": wrapped(72),
    "wrapped-at-100": wrapped(100),
}


def title_case(heading: str) -> str:
    """ "DISTINGUISHING CHARACTERISTICS" as "Distinguishing Characteristics"; FLSA stays."""
    return " ".join(word if word == "FLSA" else re.sub(r"[A-Za-z]+", _capital, word) for word in heading.split())


def _capital(word: re.Match[str]) -> str:
    return "s" if word[0] == "S" else word[0].capitalize()


# What may be done to a line that is a heading and nothing else.
HEADING_CHANGES: dict[str, Callable[[str], str]] = {
    "title-case": title_case,
    "capitals": str.upper,
    "colon": lambda heading: heading if heading.rstrip().endswith(":") else f"{heading}:",
    "bold": lambda heading: heading if "*" in heading else f"**{heading.strip()}**",
    "markdown": lambda heading: "## " + heading.strip().lstrip("# "),
}
