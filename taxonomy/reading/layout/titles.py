"""May these words be a class title, a job code, a label of one, and which part of a line is which?"""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.language.authorities import authority_of_line
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.spellings import is_form_word

_LONGEST, _LONGEST_PRINTED = 110, 250
_MOST_WORDS = 12

_CODE = r"(?=[A-Z0-9./-]{0,12}\d)(?!\d{1,2}/\d{1,2}/)[A-Z0-9][A-Z0-9./-]{1,12}"
# Behind a label a code may have any letter and sign: "É-12", "C++2", "R/D 7"
_LABELED_CODE = (
    r"(?:(?=[\w./+#&-]{0,12}\d)(?!\d{1,2}/\d{1,2}/)[^\W_][\w./+#&-]{1,12}"
    r"|(?-i:[A-ZÀ-Þ]{1,3}(?:/[A-ZÀ-Þ]{1,3})?\s\d{1,4})(?=\s*$))"
)
# "Class Code:       9206", "CLASSIFICATION NO. 475", "Class No. 2127", "Class Code: VE6/4", "Job Code\tH1O1XX"
# "Job Class Code: C0123"
CODE_LABEL = re.compile(
    r"\b(?:(?:job\s)?class(?:ification)?|job|title|position|spec(?:ification|\.)?|occupation(?:al)?)\s+"
    rf"(?:title\s+|spec\s+)?(?:codes?|no\.?|number|num\.?|id|\#)(?![a-z])\s*[:#.]?\s*"
    rf"(?P<code>{_LABELED_CODE}(?:\s/\s{_LABELED_CODE})?)?(?![\w])",
    re.IGNORECASE,
)
# "Code: 1234" alone
BARE_CODE_LABEL = re.compile(rf"code(?:\s+(?:no\.?|number)\s*:?|\s*:)\s*(?P<code>{_LABELED_CODE})\s*", re.IGNORECASE)
# "Class Title: Librarian I", "TITLE: Librarian I", "Job Title\tLibrarian I"
_FOREIGN_TITLES = "|".join(map(re.escape, read_table("titles.toml")["labels"]["foreign_title"]))
TITLE_LABEL = re.compile(
    r"(?:[^:\t]{2,40}\s[/|]\s)?"
    r"(?:(?:(?:class|job|position|classification|official|occupational|role|post)(?:\s+specification)?\s+)?"
    rf"(?:title|name)(?:,\s*series,?\s*(?:and\s*)?grade|\s+(?:and|&)\s+grade)?|{_FOREIGN_TITLES})\s*[:\t]\s*/?\s*(?P<title>[^\t:]{{3,250}})"
    r"|(?:class|classification|class specification|class specification for|job description|position|role|post)\s*:"
    r"\s*/?\s*"
    r"(?P<other>[^\t:]{3,90})",
    re.IGNORECASE,
)
# "Classification: Executive Level 1", "Class: 4", "Position: Full-time": seldom a title stands behind such a label
WEAK_LABEL = re.compile(r"(?:class|classification|position|role|post)\s*:", re.IGNORECASE)
# "311 DIRECTOR, 9206", "Program Assistant - 4206", "Librarian I (2127)"
_TITLE_THEN_CODE = re.compile(
    rf"(?P<title>[^\t]{{0,90}}[A-Za-z)])\s*(?:[,–—(#\t]|\s-|-\s)\s*(?i:(?:(?:job\s|class\s)?code|class)\s*)?(?P<code>(?=[A-Z]{{0,4}}-?\d){_CODE})\)?"
)
# "ACCOUNTANT I H8A1XX", "SENIOR CLERK 0154": no mark between, so only codes that are no numeral and no year
_TITLE_SPACE_CODE = re.compile(
    r"(?P<title>[^\t]{2,90}[A-Za-z)])\s+(?P<code>[A-Z]\d[A-Z0-9]{3,8}|[A-Z]{2,3}\d{3,5}|\d{4}[A-Z]\d{0,2}|(?!19|20)\d{4,5})"
)
# "4206 - Program Assistant", "H1O1XX ACCOUNTANT I", "4206\tProgram Assistant"
_CODE_THEN_TITLE = re.compile(
    r"(?P<code>(?=[A-Z]{0,4}\d)[A-Z0-9][A-Z0-9./-]{2,12})(?:\s*[–—:\t]\s*|\s+-\s+)(?P<title>[A-Z(][^\t]{2,90})"
    r"|(?P<mixed>[A-Z]{1,3}\d[A-Z0-9]{1,8})\s+(?P<rest>[A-Z][^\t]{2,90})"
)
# "9206", "CC2158" alone on a line
CODE_ALONE = re.compile(r"(?:[A-Z]{0,4}\d[A-Z0-9./-]{2,10}|[A-Z]{2}-\d{3,4}(?:-\d{1,2})?)")
# "Librarian I Class Specification", "CLASS SPECIFICATION - Librarian I", "… Analyst (Series Specification)"
_FORM_BEHIND = re.compile(
    r"\s*[-–—(]?\s*(?:class|job|position|series|classification|job class)\s+(?:specifications?|descriptions?)\)?$", re.I
)
# "Executive Librarian (Grade VI)"
_GRADE_BEHIND = re.compile(r"\s*\((?:Grade|Band|Scale)\s+(?:[A-Z]{0,3}\d{1,3}|[IVX]{1,4})\)$")
_FORM_BEFORE = re.compile(
    r"^(?:class|job|position|series|classification|job class)\s+(?:specifications?|descriptions?|title)\s*"
    r"(?:[-–—:]|for\b)?\s*(?=\S)",
    re.I,
)
# "Open Date: 04-18-14", "Bargaining Unit: 12", "FLSA: Exempt"
LABEL_LINE = re.compile(r"[A-Za-z][A-Za-z /&.'’()-]{1,40}\s*:")
# "3-22-07", "March 2011", "07/2011", "Revised 10/12"
DATE_LINE = re.compile(
    r"(?:rev(?:ised|\.)?|est(?:ablished|\.)?|effective|adopted|date|updated)?\s*[:.]?\s*"
    r"(?:[\dx]{1,2}(?P<sep>[-/.])[\dx]{1,4}(?:(?P=sep)\d{2,4})?|[A-Z][a-z]{2,8}\.?\s+(?:\d{1,2},?\s+)?\d{4})",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"@|https?:|www\.|\(\d{3}\)\s?\d|\d{3}-\d{4}|\b[A-Z]{2}\s+\d{5}\b")
_MONEY = re.compile(r"\$\s?\d|\b(?:hourly|monthly|annually|per hour|per month|biweekly|bi-weekly)\b", re.IGNORECASE)
UNIT = re.compile(
    r"\b(?:department|division|bureau|commission|agency|district|board|council|branch|ministry|trust|team|university"
    r"|county"
    r"|authority|government|management & budget|resources|city of|state of|office of"
    r"|(?:auditor|attorney|governor)[’']s office"
    r")\b",
    re.I,
)
# "ABOLISHED 07/02/2014 PER PAY LETTER 14-11 - Custodian": a remark before the title
_REMARK = re.compile(r"(?:ABOLISHED|OBSOLETE|DELETED|INACTIVE|DRAFT|PROPOSED)\b[^a-z]{0,60}?\s[-–—:]\s(?=\S)")
# "A - General 0503A": an option of a class, not its title
OPTION = re.compile(r"[A-Z]\s[-–]\s")
# "Example County is currently recruiting for a Seal Coordinator", "now hiring a Recreation Leader for the summer"
ADVERTISED = re.compile(
    r"\b(?:recruiting|hiring|looking|seeking|seeks|applications?|applicants)\s*:?\s+(?:for\s+)?"
    r"(?:the\s+position\s+of\s+)?(?:an?\s|the\s)?"
    r"(?P<title>(?:[A-Z][\w/&’'-]*)(?:\s(?:[A-Z][\w/&’'-]*|of|and))*)"
)
_A_SENTENCE = re.compile(r"\b(?:is|are|was|has|have|will|may|must|the following|you|your|we|our|this)\b")
NUMERAL_ONLY = re.compile(r"(?:[IVX]{1,4}|\d)(?:\s+\S+)?")
LEFT_OPEN = re.compile(r"(?:\b(?:of|and|for|in|the|to|&)|[,/-])$", re.I)


def starts_with_code_label(text: str) -> bool:
    """True for "Class Code:       9206"."""
    match = CODE_LABEL.match(text)
    return match is not None and match["code"] is not None and len(text) < _LONGEST


def is_title_block_line(text: str) -> bool:
    """May this line stand in a title block beside the title: a label, a code, a date, the form's own name?"""
    if _labels_title(text):
        return True
    if not text or len(text) > _LONGEST:
        return False
    return bool(
        is_form_word(text)
        or DATE_LINE.fullmatch(text)
        or CODE_ALONE.fullmatch(text)
        or CODE_LABEL.match(text)
        or (LABEL_LINE.match(text) and len(text.split()) <= _MOST_WORDS)
    )


def _labels_title(text: str) -> bool:
    """Is this a title behind its label? Then it may be as long as it likes."""
    labelled = TITLE_LABEL.fullmatch(text)
    return labelled is not None and labelled["title"] is not None


def is_title_like(text: str) -> bool:
    """May these words be a title?"""
    words = text.split()
    return bool(
        2 < len(text) <= _LONGEST_PRINTED
        and ((len(text) <= _LONGEST and len(words) <= _MOST_WORDS) or (is_title_case(text) and not is_capitals(text)))
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".;,"
        and any(len(word) > 2 and word[0].isalpha() for word in words)
        and not (ADDRESS.search(text) or _MONEY.search(text) or DATE_LINE.fullmatch(text))
        and not (is_form_word(text) or authority_of_line(text) or BARE_CODE_LABEL.fullmatch(text))
        and not (OPTION.match(text) or _A_SENTENCE.search(text))
    )


def title_and_code(text: str) -> tuple[str, str | None]:
    """The title in `text` without remarks, the code and the form's name that may stand beside it."""
    text = _REMARK.sub("", text.strip(" \t:/"), count=1)
    if match := CODE_LABEL.search(text):
        before, after = text[: match.start()].strip(" \t,(-–—:"), text[match.end() :].strip(" \t,)-–—:")
        return _without_form(before or after), match["code"]
    if match := _TITLE_THEN_CODE.fullmatch(text) or _TITLE_SPACE_CODE.fullmatch(text):
        return _without_form(match["title"].rstrip(" (")), match["code"]
    if match := _CODE_THEN_TITLE.fullmatch(text):
        return _without_form(match["title"] or match["rest"]), match["code"] or match["mixed"]
    return _without_form(text), None


def _without_form(text: str) -> str:
    shorter = _FORM_BEFORE.sub("", _FORM_BEHIND.sub("", _GRADE_BEHIND.sub("", text))).strip(" :-–—\t")
    return shorter or text


def is_advertised(text: str) -> str | None:
    """The title in "Example County is currently recruiting for a Seal Coordinator"; null for any other line."""
    match = ADVERTISED.search(text)
    return match["title"] if match else None
