"""Which printed sign does a private or compatibility character stand for?

Symbol fonts keep their signs in Unicode's private area (U+F000 to U+F0FF), some fonts their ligatures, and PDF programs
write the ligatures of U+FB00. A private sign is a bullet: letters do not stand there.
"""

from __future__ import annotations

import re

BULLET = "•"
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\uf001": "fi",
    "\uf002": "fl",
}
# What stands inside words and is no bullet: a symbol font's dash, apostrophe and trade marks
_PRIVATE_SIGNS = {
    "\uf02d": "-",
    "\uf0be": "-",
    "\uf0a2": "'",
    "\uf0d2": "®",
    "\uf0d3": "©",
    "\uf0d4": "™",
    "\uf0b0": "°",
}
_STRANGE = re.compile("[\ufb00-\ufb06\ue000-\uf8ff]")


def as_printed(text: str) -> str:
    """`text` with ligatures as their letters and the bullets of symbol fonts as bullets."""
    return text if text.isascii() else _STRANGE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    sign = match[0]
    return _LIGATURES.get(sign) or _PRIVATE_SIGNS.get(sign) or BULLET
