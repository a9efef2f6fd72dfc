"""The command line: parses, calls, prints."""

from coopgame.cli.app import app, main

__all__ = ["app", "main"]
