"""argparse in the language of who reads it, with proposals for what was mistyped."""

from __future__ import annotations

import argparse
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tracer.console.language import said
from tracer.errors import UsageError
from tracer.suggestion import nearest

WIDEST = 100
"""Columns of a help text, however wide the terminal."""


class Layout(argparse.RawDescriptionHelpFormatter):
    """Help whose paragraphs fit the terminal; indented lines, which are examples, stay."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"width": _columns(), **options})

    def add_usage(
        self, usage: Any, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:  # fmt: skip
        """Begin with the word for usage, in the language spoken."""
        super().add_usage(usage, actions, groups, said("usage: ") if prefix is None else prefix)

    def add_text(self, text: str | None) -> None:
        """Add a description or an epilogue."""
        super().add_text(fitted(text, width=_columns()) if text else text)


def fitted(text: str, *, width: int) -> str:
    """Wrap the paragraphs of a help text to a width in columns, apart from indented lines."""
    parts: list[str] = []
    for line in text.splitlines():
        joins = parts and parts[-1].strip() and not parts[-1].startswith(" ")
        if joins and line.strip() and not line.startswith(" "):
            parts[-1] += f" {line}"
        else:
            parts.append(line)
    return "\n".join(
        part if part.startswith(" ") or not part.strip() else textwrap.fill(part, width)
        for part in parts
    )


def _columns() -> int:
    return min(shutil.get_terminal_size().columns - 2, WIDEST)


class Parser(argparse.ArgumentParser):
    """One that raises what argparse would print and exit with, and says what may have been meant.

    `_check_value` and `_option_string_actions` are argparse's own: without them a message is only
    less helpful.
    """

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse, and refuse what is left over here, where the options that there are are known."""
        self._given: Sequence[str] = list(args or ())
        found, extra = super().parse_known_args(args, namespace)
        if extra:
            self.error(said("sobra {extra}", extra=" ".join(extra)))
        return found, extra

    def error(self, message: str) -> Any:
        """Raise `UsageError`: what is wrong, an example, and where help is."""
        known = getattr(self, "_option_string_actions", {})
        if unknown := next(_unknown_options(self._given, known), None):
            message = said("no hay la opción {option}", option=unknown)
            message += proposal(unknown, [name for name in known if name.startswith("--")])
        lines = [f"{self.prog}: {message}"]
        if example := _example(self.description or ""):
            lines.append(said("  por ejemplo: {example}", example=example))
        lines.append(said("  «{prog} --help» lo explica", prog=self.prog))
        raise UsageError("\n".join(lines))

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            text = said("no vale «{value}»", value=value) + proposal(str(value), choices)
            expected = said(" (se esperaba: {choices})", choices=", ".join(choices))
            raise argparse.ArgumentError(action, text + expected)


def proposal(given: str, known: Sequence[str]) -> str:
    """Ask for the nearest name, in the language spoken; empty where none is near."""
    near = nearest(given, known)
    return said("; ¿quisiste decir {name}?", name=near[0]) if near else ""


def _unknown_options(given: Sequence[str], known: Any) -> Iterator[str]:
    """Give what looks like an option and neither is one nor the beginning of one."""
    for token in given:
        if token == "--":
            return
        name = token.partition("=")[0]
        if name.startswith("--") and not any(option.startswith(name) for option in known):
            yield name


def _example(description: str) -> str:
    """Give the first line of a help text that shows the order at work."""
    lines = [line.strip() for line in description.splitlines() if line.startswith("  tracer ")]
    return lines[0] if lines else ""


@contextmanager
def argparse_in_words() -> Iterator[None]:
    """Let argparse ask tracer's catalogue for its words, which it asks gettext for.

    It does so by these two names of its module; if a later Python has others, its words are
    English again and nothing else changes.
    """
    ours = {"_": said, "ngettext": lambda one, many, n: said(one if n == 1 else many)}
    before = {name: getattr(argparse, name) for name in ours if hasattr(argparse, name)}
    for name in before:
        setattr(argparse, name, ours[name])
    try:
        yield
    finally:
        for name, own in before.items():
            setattr(argparse, name, own)


def in_words(parser: argparse.ArgumentParser) -> None:
    """Put everything that a parser's help says into the language spoken."""
    parser.description = said(parser.description or "")
    parser.epilog = said(parser.epilog or "")
    for group in parser._action_groups:
        group.title = said(group.title or "")
    for action in parser._actions:
        action.help = said(action.help) if action.help else action.help
        if isinstance(action.metavar, str):
            action.metavar = said(action.metavar)


__all__ = ["Layout", "Parser", "argparse_in_words", "fitted", "in_words", "proposal"]
