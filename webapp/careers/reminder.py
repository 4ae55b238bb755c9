"""A calendar entry (iCalendar, RFC 5545) that says when to look again."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

_LONGEST_LINE = 75  # octets, by the standard


def reminder_file(day: date, title: str, address: str) -> str:
    """One whole-day entry on `day` for the class `title`; the page it came from is in it."""
    known = hashlib.sha256(f"{day}|{address}".encode()).hexdigest()[:24]
    words = f"The years that were missing for {title} can be there by today. Look again, and ask HR: {address}"
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Competency Atlas//EN",
        "BEGIN:VEVENT",
        f"UID:{known}@competency-atlas",
        f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(f'Look again at {title}')}",
        f"DESCRIPTION:{_escaped(words)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Longer lines go on in the next one behind a space; letters of several octets stay whole."""
    rows, row = [], ""
    for letter in line:
        if len((row + letter).encode()) > _LONGEST_LINE - 1:
            rows.append(row)
            row = ""
        row += letter
    return "\r\n ".join([*rows, row])
