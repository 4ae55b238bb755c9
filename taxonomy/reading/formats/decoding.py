"""Which characters do these bytes stand for, and where does a line end?

The order is fixed and explainable: byte order mark, UTF-16 by its NUL pattern, strict UTF-8, Windows-1252; old
Macintosh or DOS text only where it makes words of what Windows-1252 cannot have meant ("employeeÕs", "Pe¤a"). Letter
statistics are left out on purpose: they turned the "Peña" of a Windows-1252 file into "Peńa".
"""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from taxonomy.reading.formats.unreadable import UnreadableDocument

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\n|\r")
# What no text holds: every control character but tab, line ends, form feed, escape and the old end-of-file mark.
_BINARY = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]")
_BINARY_SHARE = 0.01
_SAMPLE = 4096
_FEWEST_STRANGE = 2
_SMALL, _LARGE = "a-zà-öø-ÿ", "A-ZÀ-ÖØ-Þ"
_SIGNS = "§¡¢£¤¥¦©«¬®¯°±²³¶¸¹»¼½¾¿×÷‚ƒ„…†‡ˆ‰‹›˜™“”•∞≤≥∂∑∏π∫Ω√≈∆◊⁄⌐αßΓΣµτΦΘδφε∩≡⌠⌡∙ⁿ■ıˇ˘˙˚˝˛"
# What no text means: a capital with an accent between small letters, a sign inside a word, a lone accented letter that
# opens a line, currency before a word, lines of accented capitals, what the encoding leaves undefined
_STRANGE = re.compile(
    rf"(?<=[{_SMALL}])[À-ÖØ-ÞŠŒŽŸ](?=[{_SMALL}])|(?<=[A-Za-z])[{_SIGNS}](?=[A-Za-z])|^[ \t]*[À-ÿ¥¤ª](?=\s+[A-Z])"
    rf"|(?<=\s)[ÒÔÓÕ](?=[A-Za-z])|(?<=[a-z.,!?])[ÒÓÔÕ](?=[\s.,;]|$)|[ÄÍºÚ¿ÀÙ]{{3,}}|[\x80-\x9f\ufffd]",
    re.MULTILINE,
)


class DecodedText(Struct, frozen=True, kw_only=True):
    """The characters, and the name of the encoding they were written in."""

    text: str
    encoding: str


def decode_text(data: bytes) -> DecodedText:
    """Decode by mark, NUL pattern, UTF-8, Windows-1252; raises `UnreadableDocument` where this is no text."""
    decoded = _by_mark(data) or _by_nul_pattern(data) or _utf8_or_cp1252(data)
    _refuse_binary(decoded.text)
    return decoded


def split_lines(text: str) -> tuple[str, ...]:
    r"""Lines as an editor counts them: they end at \r\n, \n or \r.

    A form feed stays inside its line (as do the other separators `str.splitlines` would cut at), so that line numbers
    are the ones a person sees. A line end at the end of the file opens no further line.
    """
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def _by_mark(data: bytes) -> DecodedText | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            return DecodedText(text=text, encoding=encoding.removesuffix("-sig"))
    return None


def _by_nul_pattern(data: bytes) -> DecodedText | None:
    """UTF-16 without a mark: in Western text every other byte is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return DecodedText(text=data.decode("utf-16-le", errors="replace"), encoding="utf-16-le")
    if even > half * 0.6 and odd < half * 0.1:
        return DecodedText(text=data.decode("utf-16-be", errors="replace"), encoding="utf-16-be")
    return None


def _utf8_or_cp1252(data: bytes) -> DecodedText:
    try:
        return DecodedText(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _old_text(data) or DecodedText(text=data.decode("cp1252", errors=_UNDEFINED_BYTES), encoding="cp1252")


def _old_text(data: bytes) -> DecodedText | None:
    """Macintosh or DOS text, where Windows-1252 gives signs that nobody writes so and one of these gives none."""
    strange = _strange_signs(data.decode("cp1252", errors=_UNDEFINED_BYTES))
    if strange < _FEWEST_STRANGE:
        return None
    found = [DecodedText(text=data.decode(name, errors="replace"), encoding=name) for name in ("mac_roman", "cp437")]
    best = min(found, key=lambda each: _strange_signs(each.text))
    return best if _strange_signs(best.text) * 10 <= strange else None


def _strange_signs(text: str) -> int:
    return sum(1 for _ in _STRANGE.finditer(text))


def _keep_undefined(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that Windows-1252 leaves open become the control character of the same number, as in browsers."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


_UNDEFINED_BYTES = "atlas.keep_undefined_bytes"
codecs.register_error(_UNDEFINED_BYTES, _keep_undefined)


def _refuse_binary(text: str) -> None:
    strange = sum(1 for _ in _BINARY.finditer(text))
    if strange > max(1, len(text) * _BINARY_SHARE):
        raise UnreadableDocument("This is not a text, Word, PDF or web document: it holds binary data.")
