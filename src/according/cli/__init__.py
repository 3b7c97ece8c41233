"""The command line: puts the rooms together. One file a group of commands; heavy imports stay inside the commands."""

from according.cli.app import main

__all__ = ["main"]
