"""Are the words of classification explained once, the same way on the site and in the documentation?"""

from __future__ import annotations

from pathlib import Path

from tests.regeneration import assert_kept
from webapp.site.terms_page import terms

ROOT = Path(__file__).resolve().parents[2]


def test_the_glossary_of_the_docs_is_that_of_the_site() -> None:
    lines = ["# Glossary\n", "From `data/glossary.toml`, which the page *Terms* shows, too.\n"]
    for each in terms():
        also = f" (also: {', '.join(each.also)})" if each.also else ""
        lines.append(f"**{each.term}**{also}: {each.means}\n")
    assert_kept(ROOT / "docs" / "glossary.md", "\n".join(lines))


def test_no_two_terms_share_a_name() -> None:
    names = [name.casefold() for each in terms() for name in (each.term, *each.also)]
    assert len(names) == len(set(names))


def test_a_sentence_of_the_glossary_is_short() -> None:
    for each in terms():
        assert max(len(sentence.split()) for sentence in each.means.split(". ")) <= 25, each.term
