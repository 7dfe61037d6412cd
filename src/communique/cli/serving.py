"""``communique serve``: the pages and the HTTP interface of a ledger."""

from __future__ import annotations

from pathlib import Path

import click

from communique.cli.common import knowledge_option, ledger_option, say


@click.command(short_help="Look at a ledger in a browser.")
@ledger_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; any other address needs a token or passwords."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="At which port.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name under which it is asked, as behind a proxy.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A token that opens it: as a bearer token or a password.",
)
@click.option(
    "--password-file", type=click.Path(path_type=Path), metavar="FILE", help="Users and argon2 hashes, a line name:hash each."
)
@click.option("--hash-password", is_flag=True, help="Ask for a name and a password, print the line for --password-file, and end.")
@click.option("--private", is_flag=True, help="Also fetch texts from addresses inside private networks.")
@knowledge_option
def serve(
    ledger: str,
    host: str,
    port: int,
    names: tuple[str, ...],
    token_file: Path | None,
    password_file: Path | None,
    hash_password: bool,
    private: bool,
    knowledge: Path | None,
) -> None:
    """Serve pages for people and an HTTP interface for programs over a ledger; docs/pages.md describes both.

    Alone on this machine it needs no login. It can be served while an ingest runs. What is asked is logged nowhere.

    \b
    Examples:
      communique serve --ledger communique.db
      communique serve --host 0.0.0.0 --name desk.example.org --password-file users
    """
    from communique.errors import UsageError

    try:
        import uvicorn

        from communique.web.app import create_app
        from communique.web.settings import Settings, read_passwords, read_token
    except ImportError as error:
        raise UsageError(f"the pages need {error.name}, which is not installed: pip install 'communique[web]'") from error
    from communique.ledger import Ledger

    if hash_password:
        from argon2 import PasswordHasher

        name = click.prompt("Name", err=True)
        if ":" in name:
            raise UsageError("a name has no colon in it")
        click.echo(
            f"{name}:{PasswordHasher().hash(click.prompt('Password', hide_input=True, confirmation_prompt=True, err=True))}"
        )
        return
    settings = Settings(
        host=host,
        port=port,
        names=names,
        token=read_token(token_file) if token_file is not None else None,
        passwords=read_passwords(password_file) if password_file is not None else {},
        private=private,
        knowledge=knowledge,
    )
    with Ledger.open(ledger, create=True, serving=True) as book:
        shown = f"[{host}]" if ":" in host else host
        say(f"Serving {ledger if '://' not in ledger else 'the ledger'} at http://{shown}:{port} (Ctrl-C ends it)")
        uvicorn.run(create_app(book, settings), host=host, port=port, log_level="warning", access_log=False, server_header=False)


COMMANDS = (serve,)
