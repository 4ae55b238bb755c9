"""The signing key of whoever runs the command: made when it is first needed, kept outside the workspace."""

from __future__ import annotations

import os

import click

from taxonomy.store.signing import Signer, key_path


def own_key() -> Signer | None:
    """The key, or null, and said so, where it cannot be kept."""
    path = key_path(os.environ)
    try:
        return Signer.open(path)
    except OSError as error:
        click.echo(f"Not signed: the key {path} cannot be kept ({error.strerror}).", err=True)
        return None
