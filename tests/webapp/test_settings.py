"""Settings come from ATLAS_* variables, flags win, and a value that cannot be used is named."""

from __future__ import annotations

import pytest

from webapp.settings import Settings, SettingsError, read_settings


def test_variables_are_read_and_flags_win() -> None:
    settings = read_settings({"ATLAS_PORT": "9000", "ATLAS_MASK_CONTACTS": "no", "ATLAS_CONTACT": "hr@city"}, port=9001)
    assert (settings.port, settings.mask_contacts, settings.contact) == (9001, False, "hr@city")


def test_nothing_set_gives_the_defaults_and_a_fresh_secret() -> None:
    one, two = read_settings({}), read_settings({})
    assert (one.host, one.port, one.mask_contacts) == ("127.0.0.1", 8311, True)
    assert one.secret_key != two.secret_key


@pytest.mark.parametrize(("variable", "value"), [("ATLAS_PORT", "many"), ("ATLAS_BEHIND_TLS", "perhaps")])
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable):
        read_settings({variable: value})


def test_every_setting_has_a_default() -> None:
    assert Settings() is not None
