"""Which headers go on every answer, so that a browser does nothing we did not mean?"""

from __future__ import annotations

from flask import Flask, Response, request

from webapp.web import request_context

POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
# An original came from outside: even opened in the browser it may run nothing and see nothing of this site.
ORIGINAL_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'"

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# The API may be read from any page: it answers everybody the same, and no cookie travels with such a request.
CROSS_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains"


def protect(app: Flask) -> None:
    """Put the headers on every answer of `app`, errors included; a view may have set a stricter one."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        from_anywhere = request.path.startswith(("/api/v1/", "/reconcile"))
        for name, value in (HEADERS | CROSS_ORIGIN if from_anywhere else HEADERS).items():
            response.headers.setdefault(name, value)
        if request_context.settings().behind_tls:
            response.headers.setdefault("Strict-Transport-Security", TRANSPORT_SECURITY)
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-cache")
        return response
