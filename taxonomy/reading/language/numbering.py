"""Which number stands before a heading ("5.", "SECTION 2:", "Factor 3 -"), and which weight or level behind it?"""

from __future__ import annotations

import re

_LONGEST_WEIGHT = 30
# "I. DEFINITION", "A. Education", "2) Duties", "1.Position Objectives", "2.1 Duties", "3.0 Duties"
_ENUMERATED = re.compile(r"(?:(?:[IVX]{1,5}|[A-Z])[.)]\s*(?=[A-Z][a-zA-Z])|\d{1,2}(?:\.\d{1,2})?[.)]?\s*(?=[A-Z]))")
# "SECTION 2: DUTIES", "Factor 1 - Knowledge Required", "Factor 6/7. Contacts", "PART II - DUTIES"
_NAMED = re.compile(
    r"(?:section|factor|factors|part|schedule|item|annex|appendix)\s+(?:\d{1,2}(?:\s?(?:/|&|and|-)\s?\d{1,2})?|[IVX]{1,4}|[A-Z])\s*[-.:–—)]*\s*(?=\S)",
    re.IGNORECASE,
)
# "FL 1-3, 350 pts.", "(Level 1-7, 1250 Points)", "(2B, 75 Points)", "(40%)", "- Level 1-7", "70 %"
_WEIGHT = re.compile(
    r"\s*(?:[-–—,]\s*)?\(?\s*(?:(?:FL|level|factor level)\s*:?\s*\d{1,2}(?:-\d{1,2})?|[0-9][A-D])?[\s,;–-]*"
    r"(?:\d{1,4}\s*(?:points?|pts?\.?|%|per\s?cent))?\s*\)?\s*\.?\s*$",
    re.IGNORECASE,
)


def without_number(text: str) -> str:
    """`text` behind its number: "Duties" of "2. Duties", "DUTIES" of "SECTION 2: DUTIES"."""
    match = _NAMED.match(text) or _ENUMERATED.match(text)
    return text[match.end() :] if match and match.end() < len(text) else text


def number_form(text: str) -> str:
    """The form of the number before `text`: "section 0", "a.", "0.", "i."; empty where none stands."""
    if match := _NAMED.match(text):
        return re.sub(r"[IVXA-Z]+$|\d+", "0", match[0].split()[0].lower())
    if match := _ENUMERATED.match(text):
        mark = match[0].strip()
        return "0." if mark[0].isdigit() else ("i." if set(mark) <= set("IVX.)") else "a.")
    return ""


def without_weight(text: str) -> str:
    """A heading without the level and the points behind it ("Supervisory Controls FL 2-3, 275 pts.")."""
    if not text or (text[-1].isalpha() and not text.lower().endswith(("points", "pts"))):
        return text
    if not any(letter.isdigit() for letter in text[-_LONGEST_WEIGHT:]):
        return text
    match = _WEIGHT.search(text)
    weighed = match is not None and match.start() > 2 and any(letter.isdigit() for letter in match[0])
    return text[: match.start()] if match is not None and weighed and ":" not in text[:-1] else text
