"""Is only what must be a slip taken for one?"""

from __future__ import annotations

import pytest

from index.query.spelling import Speller

SPELLER = Speller({"done": 9, "files": 9, "rooms": 9, "supervisor": 9, "calendar": 9, "reports": 9})


@pytest.mark.parametrize("word", ["drone", "flies", "grooms"])
def test_an_english_word_that_no_document_holds_is_no_slip(word: str) -> None:
    assert SPELLER.closest(word) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("superviser", "supervisor"), ("calender", "calendar"), ("reprots", "reports"), ("flles", "files")],
)
def test_a_slip_is_led_to_the_word_of_the_documents(typed: str, meant: str) -> None:
    assert SPELLER.closest(typed) == meant
