"""What does a decision about a document say, for people?"""

from __future__ import annotations

from taxonomy.model import Decision, ReadingCorrection
from taxonomy.model.corrections import correction_of
from taxonomy.model.removals import removals_in
from webapp.web.components import in_words


def correction_words(made: ReadingCorrection) -> str:
    """A correction in one sentence."""
    what = {
        "class": "It specifies a class." if made.value == "yes" else "It specifies no class.",
        "title": f"The title is “{made.value}”.",
        "code": f"The class code is {made.value}.",
        "authority": f"The employer is {made.value}.",
        "date": f"The date is {made.value}.",
        "columns": f"A page has {made.value} columns.",
        "furniture": f"Line {made.first_line} is of the page.",
        "lines": f"From line {made.first_line}: {'one statement' if made.value == 'one' else 'one item on each line'}.",
    }.get(made.field)
    if what is None:
        kind = in_words(made.value or "")
        what = f"Line {made.first_line} is {'no heading' if made.value == 'text' else f'the beginning of “{kind}”'}."
    return what + (" For every document of this form." if made.form is not None else "")


def about_document(decision: Decision) -> str:
    """What a decision about a document says, in one sentence; empty for every other decision."""
    if (made := correction_of(decision)) is not None:
        return correction_words(made)
    taken = next(iter(removals_in([decision]).values()), None)
    if taken is None:
        return ""
    return f"{taken.name} {'and its bytes were erased' if taken.erased else 'is kept, but not read'}."
