"""GraphML: the competency graph for Gephi, yEd and other tools that draw or measure graphs."""

from __future__ import annotations

from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts


def graphml_bytes(atlas: Atlas) -> bytes:
    """The whole graph; nodes have a kind and a title, edges a kind, and a quote where a text states them."""
    return mask_contacts(atlas.graph.graphml()).encode()
