"""The command line. A thin skin: each command has its Python twin.

One file for each kind of command; all they need is imported inside of them: `communique --help` should not wait for the
language model.
"""

from __future__ import annotations

import os
import sys

import click

from communique.cli import asking, cluster, exporting, keeping, knowing, reading, serving
from communique.cli.common import FAILED, INTERRUPTED, MISUSED, PIPE_CLOSED, say


class _Quiet(click.Group):
    """A group that ends in one line for the errors communique raises on purpose, and silently when it is stopped."""

    def invoke(self, ctx: click.Context) -> object:
        from communique.errors import CommuniqueError, UsageError

        try:
            return super().invoke(ctx)
        except UsageError as error:
            say(f"error: {error}")
            ctx.exit(MISUSED)
        except CommuniqueError as error:
            say(f"error: {error}")
            ctx.exit(FAILED)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of the pipe has left; what is still buffered must not raise again when Python closes it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)


@click.group(cls=_Quiet, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "--version", package_name="communique", message="communique %(version)s")
def main() -> None:
    """Read diplomatic news and official readouts: who did what to whom, and who said what, each with its words."""


for module in (reading, exporting, knowing, keeping, asking, serving, cluster):
    for command in module.COMMANDS:
        main.add_command(command)
