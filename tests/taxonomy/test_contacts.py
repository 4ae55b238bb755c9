"""Contact details are masked, and nothing that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.basics.contacts import mask_contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        pytest.param(
            "please call Leon Duran leon.duran@denvergov.org at (720) 913-5168 no later",
            "please call Leon Duran [e-mail] at [phone] no later",
            id="bundled-notice",
        ),
        pytest.param("Form to per.appdocs@lacity.org. The subject", "Form to [e-mail]. The subject", id="full-stop"),
        pytest.param("Call 213.486.4690 or 213-473-9060", "Call [phone] or [phone]", id="dots-and-hyphens"),
        pytest.param("toll-free 1-800-735-2922 ext. 12", "toll-free [phone]", id="extension"),
        pytest.param("<mailto:a_b+c@sub.example.gov>", "<[e-mail]>", id="mailto"),
    ],
)
def test_contact_details_are_masked(text: str, masked: str) -> None:
    assert mask_contacts(text) == masked


@pytest.mark.parametrize(
    "text",
    ["311 DIRECTOR, 9206", "Open Date: 08-18-17", "$35,000-50,000", "$121,835 to $178,127", "3-1-1 Customer", "@ 5 %"],
)
def test_what_only_looks_like_a_contact_stays(text: str) -> None:
    assert mask_contacts(text) == text


@given(st.text(alphabet="ab1@.-() 2345678\n", max_size=120))
def test_masking_twice_is_masking_once_and_keeps_the_lines(text: str) -> None:
    once = mask_contacts(text)
    assert mask_contacts(once) == once
    assert once.count("\n") == text.count("\n")
