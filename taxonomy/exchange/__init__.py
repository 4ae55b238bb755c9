"""Other people's formats, one module each. `EXPORTS` says which there are; each gives bytes that are the same for the
same Atlas."""

from __future__ import annotations

import importlib
from typing import Protocol

from taxonomy.atlas import Atlas

# Format -> module, function and file ending. Imported when asked for: rdflib and XlsxWriter cost half a second.
EXPORTS = {
    "csv": ("tables", "csv_bytes", ".csv"),
    "xlsx": ("tables", "xlsx_bytes", ".xlsx"),
    "json": ("tables", "json_bytes", ".json"),
    "skos-ttl": ("skos", "turtle_bytes", ".ttl"),
    "skos-jsonld": ("skos", "jsonld_bytes", ".jsonld"),
    "skos-rdfxml": ("skos", "rdfxml_bytes", ".rdf"),
    "case": ("case", "case_bytes", ".json"),
    "ctdl": ("ctdl", "ctdl_bytes", ".jsonld"),
    "rsd": ("rsd", "csv_bytes", ".csv"),
    "rsd-jsonld": ("rsd", "jsonld_bytes", ".jsonld"),
    "word": ("class_word", "zip_bytes", ".zip"),
    "sssom": ("sssom", "sssom_bytes", ".sssom.tsv"),
    "graphml": ("graphml", "graphml_bytes", ".graphml"),
}


class Export(Protocol):
    """Writes a whole Atlas in one format."""

    def __call__(self, atlas: Atlas) -> bytes: ...


def export_atlas(atlas: Atlas, name: str) -> bytes:
    """The Atlas in the format `name`, a key of `EXPORTS`. Raises KeyError for another name."""
    module, function, _ = EXPORTS[name]
    export: Export = getattr(importlib.import_module(f"taxonomy.exchange.{module}"), function)
    return export(atlas)
