"""The `atlas` command. Each command lives in the module of its group and is imported only when it is asked for.

Results go to standard output, everything else to standard error. Exit code 0: done; 1: done, with problems worth a
look (the result is still complete); 2: usage, or nothing could be done.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

import click

from taxonomy import __version__
from taxonomy.basics.failures import Failure
from webapp.cli.failure_sentences import sentence_of, show_traceback
from webapp.cli.session import Session

# Command -> the module that has it. Importing a module costs up to a second (SQLAlchemy, Whoosh), so only the one
# that is asked for is imported.
COMMANDS = {
    "parse": "reading",
    "ingest": "building",
    "correct": "correcting",
    "corrections": "correcting",
    "remove": "correcting",
    "reindex": "building",
    "check": "building",
    "backup": "building",
    "restore": "building",
    "search": "asking",
    "find": "finding",
    "suggest": "asking",
    "class": "asking",
    "history": "history",
    "competency": "asking",
    "related": "asking",
    "pin": "relating",
    "suppress": "relating",
    "keep-apart": "relating",
    "duplicates": "duplicating",
    "compare": "comparing",
    "wording": "comparing",
    "gap": "comparing",
    "harmonize": "deciding",
    "batch": "batching",
    "decide": "deciding",
    "undo": "deciding",
    "decisions": "deciding",
    "ladder": "pathing",
    "routes": "pathing",
    "qualify": "pathing",
    "lint": "checking",
    "notice": "checking",
    "changes": "changes",
    "pay-plan": "changes",
    "export": "exchanging",
    "import": "exchanging",
    "vocabulary": "loaded_vocabularies",
    "serve": "serving",
    "account": "accounts",
}


class LazyGroup(click.Group):
    """A group whose commands are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"webapp.cli.{COMMANDS[cmd_name]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; where it fails for no reason that is known, ask whether what it read is damaged."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, Failure, OSError, MemoryError):
            raise
        except Exception as error:
            session: Session | None = ctx.obj
            if session is not None and session.healed():
                raise click.ClickException("What was built was damaged. It has been built anew: try again.") from error
            raise


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="ATLAS_HOME",
    help="The workspace: documents, decisions and everything derived from them. [default: per user; or ATLAS_HOME]",
)
@click.version_option(__version__, message="%(version)s")
@click.pass_context
def atlas(ctx: click.Context, home: Path | None) -> None:
    """Read class specifications, search them, compare them, and decide about their wording.

    \b
    Begin with:
      atlas ingest FOLDER                  documents into the workspace
      atlas search "calm angry callers"    which class, and why
      atlas class "311 Customer Service Agent"
      atlas serve                          the same in a browser

    Every command answers in words, or with --json in the shapes that other programs rely on.
    """
    ctx.obj = Session(home)


def main() -> None:
    """Entry point of the `atlas` program: errors become one clear sentence and exit code 2."""
    try:
        # Outside stand-alone mode click gives back the code of `Exit`, and what a command returns: here nothing.
        code = atlas(standalone_mode=False)
        sys.stdout.flush()  # here, where a full disk behind it can still be said
        sys.exit(code)
    except click.ClickException as error:
        click.echo(f"atlas: {error.format_message()}", err=True)
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("atlas: stopped; what was finished is kept.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except Exception as error:
        show_traceback()
        click.echo(f"atlas: {sentence_of(error)}", err=True)
        _drop_output()
        sys.exit(2)


def _drop_output() -> None:
    """What could not be written is not tried again at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
