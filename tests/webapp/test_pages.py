"""Every page of the bundled documents: it renders, its links lead somewhere, its JSON is the same record."""

from __future__ import annotations

import json
from collections import Counter, deque
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit
from zlib import crc32

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from webapp.service.workspace import Workspace

PAGES = (
    "/",
    "/search",
    "/search?q=customer+service",
    "/search?q=customer+service&kind=passage",
    "/classes",
    "/competencies",
    "/documents",
    "/not-understood",
    "/about",
)


# Of addresses that differ only in what they ask for, the first so many are followed, and one in so many of the rest.
FIRST, ONE_IN = 12, 12


@pytest.fixture(scope="module")
def crawled(app: Flask, workspace: Workspace) -> dict[str, HTMLParser | None]:
    """What can be reached from the front page by links, with its page; None where it is no page.

    Every page without a question is there, and of each kind of question a sample.
    """
    client = app.test_client()
    seen: dict[str, HTMLParser | None] = {}
    kinds: Counter[tuple[str, ...]] = Counter()
    met: set[str] = set()
    queue = deque(["/", *PAGES])
    while queue:
        address = queue.popleft()
        if address in met or _too_deep(address):
            continue
        met.add(address)
        if not _in_sample(address, _kind(app, address), kinds):
            continue
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, address
        seen[address] = HTMLParser(answer.data) if answer.mimetype == "text/html" else None
        queue.extend(sorted(_links(address, seen[address])))
    return seen


def _kind(app: Flask, address: str) -> tuple[str, ...]:
    """The route of an address and the names of what it asks for."""
    with app.test_request_context(address) as context:
        names = {name for name, _ in parse_qsl(urlsplit(address).query, keep_blank_values=True)}
        return (context.request.endpoint or address, *sorted(names))


def _in_sample(address: str, kind: tuple[str, ...], kinds: Counter[tuple[str, ...]]) -> bool:
    kinds[kind] += 1
    return len(kind) == 1 or kinds[kind] <= FIRST or crc32(address.encode()) % ONE_IN == 0


def _links(address: str, page: HTMLParser | None) -> set[str]:
    found = page.css("a[href], link[href], script[src]") if page else []
    targets = (node.attributes.get("href") or node.attributes.get("src") or "" for node in found)
    return {urldefrag(urljoin(address, target)).url for target in targets if not urlsplit(target).netloc}


def _too_deep(address: str) -> bool:
    """Facets upon facets and single lines of documents would be followed for ever; of moves, one start is enough."""
    path, query = urlsplit(address)[2:4]
    if "/to/" in path and "/311-customer-service-agent/to/" not in path:
        return True
    return query.count("filter=") > 1 or "lines=" in query or query.count("&") > 1


def test_every_link_leads_to_a_page(crawled: dict[str, HTMLParser | None]) -> None:
    assert len(crawled) > 200


def test_every_class_competency_and_document_can_be_reached(
    crawled: dict[str, HTMLParser | None], workspace: Workspace
) -> None:
    atlas = workspace.atlas
    wanted = {f"/classes/{key}" for key in atlas.classes} | {f"/competencies/{key}" for key in atlas.competencies}
    wanted |= {f"/documents/{key}" for key in atlas.documents}
    assert wanted - crawled.keys() == set()


def test_links_inside_a_page_have_a_target(crawled: dict[str, HTMLParser | None]) -> None:
    lost = [
        (address, href)
        for address, page in crawled.items()
        if page is not None
        for href in {node.attributes["href"] or "" for node in page.css('a[href^="#"]')}
        if page.css_first(f'[id="{href[1:]}"]') is None
    ]
    assert lost == []


def test_no_page_has_an_id_twice_or_a_heading_out_of_order(crawled: dict[str, HTMLParser | None]) -> None:
    for address, page in crawled.items():
        if page is None:
            continue
        ids = [node.attributes["id"] for node in page.css("[id]")]
        assert len(ids) == len(set(ids)), address
        assert len(page.css("h1")) == 1, address


def test_every_cited_line_is_on_its_document_page(client: FlaskClient, workspace: Workspace) -> None:
    anchors = {
        key: {node.attributes["id"] for node in HTMLParser(client.get(f"/documents/{key}").data).css("li[id]")}
        for key in workspace.atlas.documents
    }
    for key in workspace.atlas.classes:
        page = HTMLParser(client.get(f"/classes/{key}").data)
        links = {urlsplit(node.attributes["href"] or "") for node in page.css("a[href*='lines=']")}
        assert links
        for link in links:
            lines = link.query.removeprefix("lines=").split("-")
            cited = {f"L{number}" for number in range(int(lines[0]), int(lines[-1]) + 1)}
            assert link.fragment in cited
            assert cited <= anchors[link.path.rpartition("/")[2]], (key, link)


def test_a_class_page_leaves_no_word_of_its_specification_out(client: FlaskClient, workspace: Workspace) -> None:
    for key, job_class in workspace.atlas.classes.items():
        if job_class.current is None:
            continue
        page = HTMLParser(client.get(f"/classes/{key}").data)
        main = page.css_first("main")
        assert main is not None
        printed = _letters(main.text())
        for section in job_class.current.specification.sections:
            for line in section.text.splitlines():
                assert all(_letters(word) in printed for word in line.split()), (key, line)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


@pytest.mark.parametrize("address", PAGES)
def test_json_by_suffix_and_by_negotiation_is_the_same_record(client: FlaskClient, address: str) -> None:
    path, _, query = address.partition("?")
    by_suffix = client.get(f"{'/index' if path == '/' else path}.json?{query}")
    by_header = client.get(address, headers={"Accept": "application/json"})
    assert by_suffix.mimetype == by_header.mimetype == "application/json"
    assert _without_time(by_suffix.data) == _without_time(by_header.data)
    assert client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/html"


def _without_time(data: bytes) -> dict[str, object]:
    plain: dict[str, object] = json.loads(data)
    plain.pop("took_ms", None)
    return plain


def test_variants_and_merged_ids_lead_to_their_competency(client: FlaskClient, workspace: Workspace) -> None:
    variant, home = next(iter(workspace.atlas.index.variant_home.items()))
    answer = client.get(f"/competencies/{variant}")
    assert answer.status_code == 301
    assert answer.headers["Location"] == f"/competencies/{home}#{variant}"


def test_the_original_is_a_powerless_download(client: FlaskClient, workspace: Workspace) -> None:
    key, document = next(iter(workspace.atlas.documents.items()))
    answer = client.get(f"/documents/{key}/original")
    assert answer.data == workspace.store.document_bytes(key)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert document.name in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_contact_details_are_masked_on_pages_and_in_json(client: FlaskClient, workspace: Workspace) -> None:
    key = next(k for k, d in workspace.atlas.documents.items() if any("@denvergov" in line for line in d.lines))
    for address in (f"/documents/{key}", f"/documents/{key}.json", f"/api/v1/documents/{key}", "/search?q=hearing"):
        text = client.get(address).get_data(as_text=True)
        assert "@denvergov" not in text, address
        assert "913-5168" not in text, address


def test_asked_lines_are_marked_and_nothing_else(client: FlaskClient, workspace: Workspace) -> None:
    key = next(iter(workspace.atlas.documents))
    page = HTMLParser(client.get(f"/documents/{key}?lines=3-5").data)
    assert [node.attributes["id"] for node in page.css(".cited")] == ["L3", "L4", "L5"]
    for nonsense in ("x", "5-3-1", "99999999999", "%00", "-4"):
        assert client.get(f"/documents/{key}?lines={nonsense}").status_code == 200
