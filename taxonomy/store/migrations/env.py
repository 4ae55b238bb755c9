"""Alembic's entry: run the steps inside the transaction that `taxonomy.store.upgrade` holds open."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
