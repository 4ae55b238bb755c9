"""Which class or competency does a cell of somebody's table mean? The Entity Reconciliation API 0.2 (a W3C community
draft), as OpenRefine and other tools speak it: manifest, match, suggest, preview and extend.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any, TypeAlias

from flask import Blueprint, Response, abort, request, url_for

from taxonomy.atlas import Atlas
from taxonomy.basics.naming import code_key, slug
from webapp.service.name_index import KINDS, NamedThing, name_index, names_like
from webapp.service.pay_words import pay_range
from webapp.web import request_context
from webapp.web.addresses import class_address, competency_address
from webapp.web.failures import BadArgument
from webapp.web.responses import as_json

Plain: TypeAlias = dict[str, Any]

reconciliation = Blueprint("reconciliation", __name__, url_prefix="/reconcile")
_TYPES = {"class": "Job class", "competency": "Competency"}
_PROPERTIES = {
    "code": "Job code",
    "authority": "Employer",
    "pay": "Pay",
    "former_title": "Former title",
    "definition": "Definition",
}
_MOST_QUERIES, _MOST_CANDIDATES, _LONGEST = 100, 50, 300


@reconciliation.route("", methods=("GET", "POST"))
def service() -> Response:
    """The manifest; candidates for ``queries``; values for ``extend``."""
    if "queries" in request.values:
        asked = _object(request.values["queries"], "queries")
        if len(asked) > _MOST_QUERIES:
            raise BadArgument(f"At most {_MOST_QUERIES} queries fit in one request.")
        return as_json({key: {"result": _candidates(_record(query, key))} for key, query in asked.items()})
    if "extend" in request.values:
        return as_json(_extended(_object(request.values["extend"], "extend")))
    return as_json(_manifest())


def _manifest() -> Plain:
    root = url_for("site.home", _external=True).rstrip("/")
    base = url_for("reconciliation.service", _external=True)
    view = f"{base}/view?id={{{{id}}}}"
    return {
        "versions": ["0.2"],
        "name": f"{request_context.settings().site_name}: classes and competencies",
        "identifierSpace": f"{root}/",
        "schemaSpace": f"{base}/properties/",
        "defaultTypes": [{"id": key, "name": name} for key, name in _TYPES.items()],
        "view": {"url": view},
        "preview": {"url": f"{base}/preview?id={{{{id}}}}", "width": 430, "height": 200},
        "suggest": {
            kind: {"service_url": base, "service_path": f"/suggest/{kind}"} for kind in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _candidates(query: Plain) -> list[Plain]:
    text = str(query.get("query") or "")[:_LONGEST]
    limit = _limit(query.get("limit"))
    kinds = _kinds(query.get("type"))
    told = {
        str(each.get("pid")): _value(each.get("v")) for each in _list(query.get("properties")) if isinstance(each, dict)
    }
    atlas = request_context.atlas()
    found = [_candidate(atlas, each, told) for each in names_like(atlas, text, kinds, limit)]
    certain = [each for each in found if each["match"]]
    if len(certain) > 1:  # two things of one name: a person chooses
        for each in certain:
            each["match"] = False
    return sorted(found, key=lambda each: -each["score"])


def _candidate(atlas: Atlas, named: NamedThing, told: Mapping[str, str]) -> Plain:
    facts = _facts(atlas, named)
    code = not told.get("code") or code_key(told["code"]) in map(code_key, facts["code"])
    employer = not told.get("authority") or slug(told["authority"]) in map(slug, facts["authority"])
    against = (not code) + (not employer)
    return {
        "id": f"{named.kind}:{named.id}",
        "name": named.title,
        "description": ", ".join(filter(None, (facts["authority"] or facts["definition"])[:1])),
        "type": [{"id": named.kind, "name": _TYPES[named.kind]}],
        "score": round(named.likeness / 2**against, 1),
        "match": named.certain and not against,
        "features": [
            {"id": "name", "value": named.likeness},
            {"id": "code", "value": bool(told.get("code")) and code},
            {"id": "authority", "value": bool(told.get("authority")) and employer},
        ],
    }


def _facts(atlas: Atlas, named: NamedThing) -> dict[str, list[str]]:
    """Every property as texts; none where nothing is known of it."""
    if named.kind == "competency":
        definition = atlas.competencies[named.id].definition
        return {name: [definition] if definition and name == "definition" else [] for name in _PROPERTIES}
    job_class = atlas.classes[named.id]
    return {
        "code": list(job_class.codes),
        "authority": [job_class.authority],
        "pay": [words for fact in job_class.pay if (words := pay_range(fact))],
        "former_title": [former.title for former in job_class.former_titles],
        "definition": [],
    }


def _extended(asked: Plain) -> Plain:
    wanted = [str(_record(each, "properties").get("id")) for each in _list(asked.get("properties"))]
    unknown = sorted(set(wanted) - _PROPERTIES.keys())
    if unknown:
        raise BadArgument(f"There is no property {unknown[0]}; there are: {', '.join(_PROPERTIES)}.")
    atlas = request_context.atlas()
    rows = {}
    for key in list(map(str, _list(asked.get("ids"))))[:_MOST_QUERIES]:
        named = _found(atlas, key)
        facts = _facts(atlas, named) if named else {}
        rows[key] = {each: [{"str": value} for value in facts.get(each, ())] for each in wanted}
    return {"meta": [{"id": each, "name": _PROPERTIES[each]} for each in wanted], "rows": rows}


@reconciliation.get("/properties")
def properties() -> Response:
    """What a table can be extended by."""
    rows = [{"id": key, "name": name} for key, name in _PROPERTIES.items()]
    return as_json({"type": request.args.get("type") or "class", "properties": rows})


@reconciliation.get("/suggest/entity")
def suggest_entity() -> Response:
    """Classes and competencies whose name goes on from ``prefix``."""
    atlas = request_context.atlas()
    found = names_like(atlas, request.args.get("prefix", "")[:_LONGEST], KINDS, 10)
    return as_json(
        {
            "result": [
                {
                    "id": f"{each.kind}:{each.id}",
                    "name": each.title,
                    "notable": [{"id": each.kind, "name": _TYPES[each.kind]}],
                }
                for each in found
            ]
        }
    )


@reconciliation.get("/suggest/type")
def suggest_type() -> Response:
    """The two types."""
    return _suggested(_TYPES)


@reconciliation.get("/suggest/property")
def suggest_property() -> Response:
    """The properties."""
    return _suggested(_PROPERTIES)


def _suggested(names: Mapping[str, str]) -> Response:
    prefix = request.args.get("prefix", "").casefold()
    return as_json({"result": [{"id": k, "name": n} for k, n in names.items() if n.casefold().startswith(prefix)]})


@reconciliation.get("/preview")
def preview() -> Response:
    """A few lines about one thing, for a small window."""
    atlas = request_context.atlas()
    named = _found(atlas, request.args.get("id", "")) or abort(404)
    rows = "".join(
        f"<dt>{_PROPERTIES[name]}</dt><dd>{escape('; '.join(values))}</dd>"
        for name, values in _facts(atlas, named).items()
        if values
    )
    page = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(named.title)}</title>'
    response = Response(f"{page}<h1>{escape(named.title)}</h1><dl>{rows}</dl></html>")
    # Meant to stand in a frame of the tool that asks; it holds no form.
    response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors *"
    return response


@reconciliation.get("/view")
def view() -> Response:
    """Leads to the page of one thing."""
    named = _found(request_context.atlas(), request.args.get("id", "")) or abort(404)
    address = class_address(named.id) if named.kind == "class" else competency_address(named.id)
    return Response(status=302, headers={"Location": address})


def _found(atlas: Atlas, key: str) -> NamedThing | None:
    kind, _, id = key.partition(":")
    return name_index(atlas).get((kind, atlas.redirects.get(id, id)))


def _kinds(given: Any) -> tuple[str, ...]:
    wanted = [given] if isinstance(given, str) else _list(given)
    return tuple(kind for kind in KINDS if kind in wanted) or KINDS


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _limit(given: Any) -> int:
    return min(given, _MOST_CANDIDATES) if isinstance(given, int) and given > 0 else 10


def _value(given: Any) -> str:
    """A value as the draft writes them: a text, a number, a thing with an id, or a list of these."""
    first = given[0] if isinstance(given, list) and given else given
    return str((first.get("name") or first.get("id") or "") if isinstance(first, dict) else first or "")


def _object(text: str, name: str) -> Plain:
    try:
        return _record(json.loads(text), name)
    except (ValueError, RecursionError) as error:
        raise BadArgument(f"The parameter {name} is not JSON.") from error


def _record(value: Any, name: str) -> Plain:
    if not isinstance(value, dict):
        raise BadArgument(f"{name} takes a JSON object.")
    return value
