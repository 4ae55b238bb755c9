"""Search over the bundled corpus: who comes first, what is quoted, what is counted, and when nothing is the answer."""

from __future__ import annotations

import threading

import msgspec
import pytest

from index import Engine, SearchResult
from index.engine import Sort
from index.ranking.suggest import suggest
from index.storage.document_table import SuggestionEntry
from taxonomy.atlas import Atlas

AGENT = "denver/311-customer-service-agent"
LEAD = "denver/lead-customer-service-agent"


def values(result: SearchResult, facet: str) -> dict[str, int]:
    return {entry.value: entry.count for entry in result.facets[facet]}


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("311 Customer Service Agent", AGENT, id="title"),
        pytest.param("3-1-1 customer service agent", AGENT, id="former title"),
        pytest.param("CS2154", AGENT, id="code"),
        pytest.param("cs-2154", AGENT, id="code with a hyphen"),
        pytest.param("CS 2154", AGENT, id="code with a space"),
        pytest.param("615-S", LEAD, id="pay grade"),
        pytest.param("615S", LEAD, id="pay grade without its hyphen"),
        pytest.param("reasoning", "reasoning", id="label of a competency"),
        pytest.param("training curriculum", "denver/311-analyst-trainer", id="duty"),
        pytest.param("public hearing", None, id="a notice's own words"),
        pytest.param("graffiti", "denver/311-operations-assistant", id="a rare word"),
    ],
)
def test_the_right_one_comes_first(engine: Engine, typed: str, first: str | None) -> None:
    result = engine.search(typed)
    assert result.answer == "found"
    assert result.hits[0].id == first or (first is None and result.hits[0].kind == "passage")


@pytest.mark.parametrize(
    "typed", ["customer service", "615-S", "CS2154", "duties:budget", '"lead work"', "train*", "hearing"]
)
def test_every_hit_quotes_its_document(engine: Engine, atlas: Atlas, typed: str) -> None:
    for hit in engine.search(typed).hits:
        assert hit.because
        for line in hit.because:
            printed = "".join(atlas.documents[line.document].lines[line.first_line - 1 :])
            letters = "".join(filter(str.isalnum, line.quote.casefold()))
            assert letters[:40] in "".join(filter(str.isalnum, printed.casefold()))


def test_an_unknown_word_is_corrected_with_a_way_back(engine: Engine) -> None:
    corrected = engine.search("customer servise")
    assert corrected.corrected == "customer service"
    assert corrected.hits == engine.search("customer service").hits
    assert ("servise", "service") in {(part.text, part.as_) for part in corrected.understood}
    as_typed = engine.search("customer servise", correct=False)
    assert as_typed.corrected is None
    assert as_typed.unmatched == ("servise",)


@pytest.mark.parametrize("typed", ["boss", "angry", "upset", "spreadsheet", "deescalate"])
def test_everyday_words_are_read_by_the_lexicon_until_it_is_switched_off(engine: Engine, typed: str) -> None:
    result = engine.search(typed)
    assert (result.answer, result.corrected, result.unmatched) == ("found", None, ())
    assert (result.understood[0].text, result.understood[0].source[:8]) == (typed, "lexicon:")
    assert result.hits[0].because
    assert engine.search(typed, off=[typed]).answer == "nothing"


@pytest.mark.parametrize("typed", ["boss", "angry", "spreadsheet", "bilingual"])
def test_words_unlike_any_other_are_not_corrected(engine: Engine, typed: str) -> None:
    result = engine.search(typed, off=[typed])
    assert (result.answer, result.corrected, result.unmatched) == ("nothing", None, (typed,))


def test_what_no_document_says_is_not_found(engine: Engine) -> None:
    result = engine.search("speaks Spanish")
    assert result.answer == "nothing"
    assert result.unmatched == ("spanish",)
    assert result.total == 0
    assert all(hit.near and hit.kind == "class" for hit in result.hits)


def test_near_misses_are_marked_and_come_only_to_questions_in_plain_words(engine: Engine) -> None:
    result = engine.search("training budget")
    assert sum(not hit.near for hit in result.hits) == result.total
    for exact in ('"training budget"', "training -budget", "duties:training duties:budget", "training AND budget"):
        assert not any(hit.near for hit in engine.search(exact).hits)


def test_neighbours_are_named_as_such(engine: Engine) -> None:
    result = engine.search("graffiti curriculum")
    assert result.answer == "near"
    assert {hit.id for hit in result.hits} >= {"denver/311-operations-assistant", "denver/311-analyst-trainer"}
    assert engine.search("graffiti AND curriculum").answer == "nothing"


def test_boilerplate_is_found_only_when_nothing_else_says_it(engine: Engine) -> None:
    assert any(part.source == "no other text says it" for part in engine.search("color vision").understood)
    assert engine.search("physical_demands:vision").answer == "found"
    sections = {line.section for hit in engine.search("vision").hits for line in hit.because}
    assert sections - {"physical_demands"}


def test_fields_look_only_where_they_say(engine: Engine) -> None:
    for hit in engine.search("duties:budget").hits:
        assert {line.section for line in hit.because} == {"duties"}


def test_exclusion_and_phrase(engine: Engine) -> None:
    all_of_them = {hit.id for hit in engine.search("training", limit=100).hits}
    with_budget = {hit.id for hit in engine.search("training AND budget", limit=100).hits}
    assert {hit.id for hit in engine.search("training -budget", limit=100).hits} == all_of_them - with_budget
    words = engine.search("service customer", kind="class").total
    assert engine.search('"service customer"', kind="class").total < words


def test_kinds_and_totals(engine: Engine) -> None:
    mixed = engine.search("reasoning", limit=100)
    assert mixed.total == len(mixed.hits) == sum(mixed.totals.values())
    for kind in ("class", "competency"):
        only = engine.search("reasoning", kind=kind, limit=100)
        assert [hit.id for hit in only.hits] == [hit.id for hit in mixed.hits if hit.kind == kind]


def test_single_lines_as_hits(engine: Engine) -> None:
    result = engine.search("annual budget", kind="passage", limit=100)
    assert result.answer == "found"
    assert result.total == len(result.hits)
    assert all("budget" in hit.because[0].quote.lower() for hit in result.hits)
    assert engine.search("graffiti curriculum", kind="passage").answer == "near"


def test_filters_widen_within_a_facet_and_narrow_across(engine: Engine) -> None:
    everything = engine.search("customer", kind="class")
    flsa = values(everything, "flsa")
    one = engine.search("customer", kind="class", filters={"flsa": ["exempt"]})
    both = engine.search("customer", kind="class", filters={"flsa": ["exempt", "non-exempt"]})
    assert (one.total, both.total) == (flsa["exempt"], flsa["exempt"] + flsa["non-exempt"])
    assert values(one, "flsa") == flsa, "the counts of a facet leave its own choice aside"
    narrowed = engine.search("customer", kind="class", filters={"flsa": ["exempt"], "authority": ["los-angeles"]})
    assert narrowed.total < one.total
    assert engine.search("customer", filters={"flsa": ["unheard of"]}).total == 0
    assert engine.search("customer", filters={"no such facet": ["x"]}).total == 0


def test_classes_that_lack_a_competency(engine: Engine) -> None:
    every = engine.search("customer", kind="class").total
    having = engine.search("customer", kind="class", filters={"competency": ["Reasoning"]}).total
    lacking = engine.search("customer", kind="class", filters={"lacks": ["reasoning"]}).total
    assert having
    assert having + lacking == every


def test_facets_say_what_the_documents_say(engine: Engine) -> None:
    result = engine.search("311 customer service agent", kind="class", filters={"authority": ["denver"]})
    assert values(result, "supervision").keys() <= {"none", "leads work", "supervises", "not stated"}
    assert "high school or GED" in values(result, "education")
    assert any(value.startswith("$") for value in values(result, "pay"))


def test_pages_of_results_join_without_a_gap(engine: Engine) -> None:
    whole = engine.search("customer", limit=12).hits
    pages = [engine.search("customer", limit=4, offset=offset).hits for offset in (0, 4, 8)]
    assert [hit.id for page in pages for hit in page] == [hit.id for hit in whole]


def test_sorting_by_title_and_pay(engine: Engine) -> None:
    titles = [hit.title for hit in engine.search("customer", kind="class", sort="title").hits]
    assert titles == sorted(titles, key=str.casefold)
    assert engine.search("customer", kind="class", sort="pay").hits[0].id == "denver/contact-center-director"


def test_a_code_with_a_space_brings_no_neighbours(engine: Engine) -> None:
    result = engine.search("CS 2154")
    assert [hit.id for hit in result.hits] == [AGENT]
    assert [part.as_ for part in result.understood] == ["the job code of 311 Customer Service Agent"]


def test_common_words_alone_are_answered_with_a_reason(engine: Engine) -> None:
    result = engine.search("who is the")
    assert (result.answer, result.total) == ("nothing", 0)
    assert result.understood[0].source == "common words"


def test_contact_details_are_masked_everywhere(engine: Engine) -> None:
    for typed in ("questions comments proposal", "heard by the board call", "denvergov", "913-5168", "720"):
        result = engine.search(typed, limit=100)
        answer = msgspec.json.encode(result.hits).decode()
        assert "@denvergov" not in answer
        assert "913-5168" not in answer
    assert engine.search("lujan").answer == "found", "names of officials in the notice's text stay searchable"


@pytest.mark.parametrize(
    "typed", ["*a*", "(" * 10_000, "NOT " * 60, " OR ".join(f"w{n}" for n in range(5_000)), "a" * 100_000, "\0", "%"]
)
def test_hostile_questions_get_a_polite_answer(engine: Engine, typed: str) -> None:
    result = engine.search(typed)
    assert result.answer == "nothing"
    assert result.hits == ()
    assert result.took_ms < 1_000


def test_the_answer_has_the_shape_of_the_contract(engine: Engine) -> None:
    answer = msgspec.json.decode(msgspec.json.encode(engine.search("customer servise")))
    promised = "query answer corrected understood unmatched total facets hits generation took_ms"
    assert answer.keys() >= set(promised.split())
    assert answer["understood"][0].keys() == {"text", "as", "source"}
    assert answer["hits"][0].keys() >= {"kind", "id", "title", "score", "because"}
    assert answer["hits"][0]["because"][0].keys() == {"section", "quote", "first_line", "document"}
    assert answer["facets"]["kind"][0].keys() == {"value", "count"}
    assert answer["generation"] == 7


@pytest.mark.parametrize(
    ("typed", "first", "detail"),
    [
        pytest.param("311 cust", "311 Customer Service Agent", "class, Denver, CS2154", id="title"),
        pytest.param("3-1-1 cust", "311 Customer Service Agent", "class, Denver, CS2154", id="old spelling"),
        pytest.param("reas", "Reasoning", "competency, in", id="competency"),
        pytest.param("cs21", "CS2154", "job code of 311 Customer Service Agent", id="code"),
        pytest.param("cs-21", "CS2154", "job code of 311 Customer Service Agent", id="half a code with its hyphen"),
        pytest.param("lead cust", "Lead Customer Service Agent", "class, Denver", id="another title"),
        pytest.param("cust ag", "311 Customer Service Agent", "class, Denver", id="the beginning of every word"),
        pytest.param("custmer serv ag", "311 Customer Service Agent", "class, Denver", id="a slip"),
        pytest.param("operations support tr", "3-1-1 Operations Support Trainer/Analyst", "former title", id="former"),
    ],
)
def test_suggestions_say_what_they_are(engine: Engine, typed: str, first: str, detail: str) -> None:
    row = engine.suggest(typed, 5)[0]
    assert row.text == first
    assert row.detail.startswith(detail)


def test_two_spellings_of_a_competency_are_one_suggestion() -> None:
    named = [("Teamwork", "competency"), ("teamwork", "competency"), ("Teamwork", "class"), ("Teamwork", "class")]
    rows = [SuggestionEntry("teamwork", True, text, kind, str(n), kind) for n, (text, kind) in enumerate(named)]
    assert [row.kind for row in suggest(rows, "team", 9)] == ["competency", "class", "class"]


def test_no_suggestion_for_nothing(engine: Engine) -> None:
    assert engine.suggest("", 5) == engine.suggest("zzz", 5) == ()


def test_threads_share_one_engine(engine: Engine) -> None:
    asked = ["customer service", '"lead work"', "train*", "duties:budget", "reasoning -budget", "public hearing"] * 8
    expected = {typed: engine.search(typed).hits for typed in set(asked)}
    engine.forget_results()
    wrong: list[str] = []

    def ask() -> None:
        wrong.extend(typed for typed in asked if engine.search(typed).hits != expected[typed])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize("question", ["de-escalate furious parents", "calms callers and budgets", "customer service"])
def test_another_order_holds_the_same_hits_with_the_same_marks(engine: Engine, question: str) -> None:
    def marked(sort: Sort) -> list[tuple[str, str, bool]]:
        return [(hit.kind, hit.id, hit.near) for hit in engine.search(question, sort=sort, limit=500).hits]

    by_relevance = marked("relevance")
    for sort in ("title", "pay"):
        assert sorted(marked(sort)) == sorted(by_relevance)


def test_words_that_ask_for_nothing_do_not_stand_in_the_way(engine: Engine) -> None:
    asked = engine.search("someone who deals with upset callers all day", kind="class")
    assert asked.answer != "nothing"
    assert "Customer Service Agent" in asked.hits[0].title
    [note] = [part for part in asked.understood if part.as_.startswith("left out")]
    kept = engine.search("someone who deals with upset callers all day", kind="class", off=[note.text])
    assert kept.answer == "near"
    assert not any(part.as_.startswith("left out") for part in kept.understood)
