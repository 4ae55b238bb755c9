"""How much is asked of this process, how quickly does it answer, and what does it hold? In the words of Prometheus."""

from __future__ import annotations

from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from webapp.web import request_context

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_EXTENSION = "atlas-measures"


class Measures:
    """The figures of one application; kept in memory, of this process alone."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "atlas_requests", "Requests answered.", ("endpoint", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "atlas_request_seconds", "Seconds from request to answer.", ("endpoint",), registry=self.registry
        )
        self.generation = Gauge("atlas_generation", "The generation in force.", registry=self.registry)
        self.classes = Gauge("atlas_classes", "Classes in the generation in force.", registry=self.registry)
        self.damaged = Gauge("atlas_damaged", "1 while a generation before the newest answers.", registry=self.registry)


def register(app: Flask) -> None:
    """Measure every request of `app`."""
    measures = app.extensions[_EXTENSION] = Measures()

    @app.before_request
    def begin() -> None:
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        measures.requests.labels(endpoint, request.method, str(response.status_code)).inc()
        if "began" in g:
            measures.seconds.labels(endpoint).observe(perf_counter() - g.began)
        return response


def exposition(app: Flask) -> bytes:
    """All figures as Prometheus reads them."""
    measures: Measures = app.extensions[_EXTENSION]
    opened = request_context.workspace().opened
    if opened is not None:
        measures.generation.set(opened.number)
        measures.classes.set(len(opened.atlas.summaries))
        measures.damaged.set(opened.is_fallback)
    return generate_latest(measures.registry)
