"""Which words of a text are somebody's contact details, and how does the text read without them?

The stored original keeps them; quotes, index and exports show the marks below instead. The lines stay the same lines.
"""

from __future__ import annotations

import re

E_MAIL_MARK = "[e-mail]"
PHONE_MARK = "[phone]"

# "please call Leon Duran leon.duran@denvergov.org at (720) 913-5168"
# Local part and host are bounded, so that a long run of letters costs no more than its length.
_E_MAIL = re.compile(r"(?<![\w.+-])(?:mailto:)?[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])")

# "Room 1600, (213) 978-3750 for review", "(213) 486-4690", "1-800-735-2922 ext. 12", "720.913.5168"
# The last group has four digits: job codes (9-18-21), dates and pay ranges (35,000-50,000) have another shape.
_PHONE = re.compile(
    r"(?<![\w$.,-])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])[2-9]\d{2}[-. ]\d{4}"
    r"(?: ?(?:x|ext\.?|extension) ?\d{1,6})?(?![\w-])",
    re.IGNORECASE,
)


def mask_contacts(text: str) -> str:
    """`text` with every e-mail address and telephone number replaced by a mark; masking twice changes nothing."""
    if "@" in text:
        text = _E_MAIL.sub(E_MAIL_MARK, text)
    return _PHONE.sub(PHONE_MARK, text)
