"""``tracer completion``: a script that lets a shell complete what is typed."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from tracer.commands.engine import DONE
from tracer.console import note, print_result
from tracer.errors import InputError

TOML = ("process", "guide", "claims")
FOLDERS = ("run", "since", "plan", "codes", "inputs", "record")
"""Arguments that take a folder; ``output`` does where the order writes no table."""
FILES = ("against", "concepts", "table", "references", "output")
"""Options that take a file; what stands without an option is one where nothing else is known."""


def completion(args: argparse.Namespace) -> int:
    """``tracer completion``: write the script of one shell to standard output."""
    import shtab

    _by_kind(args.parser)
    script = shtab.complete(args.parser, shell=args.shell)
    note(shell=args.shell, script=script)
    print_result(script.rstrip("\n"))
    return DONE


def _by_kind(parser: argparse.ArgumentParser) -> None:
    """Leave with each argument what fits it, where shtab looks for it: ``complete``, ``choices``.

    By the names of arguments, not in their orders: shtab is only imported here.
    """
    import shtab

    for order, action in _arguments(parser):
        folder = action.dest in FOLDERS
        folder |= action.dest == "output" and not order.get_default("writes_table")
        if names := _names(action.dest):
            action.choices = names
        elif action.choices or action.nargs == 0:
            continue
        elif folder:
            _with(action, shtab.DIRECTORY)
        elif action.dest in TOML:
            _with(action, shtab.glob("*.toml"))
        elif action.dest in FILES or not action.option_strings:
            _with(action, shtab.FILE)


def _with(action: argparse.Action, complete: object) -> None:
    action.complete = complete  # type: ignore[attr-defined]


def _arguments(
    parser: argparse.ArgumentParser,
) -> Iterator[tuple[argparse.ArgumentParser, argparse.Action]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for order in action.choices.values():
                order.description = None  # else zsh shows a piece of it instead of the summary
                yield from _arguments(order)
        else:
            yield parser, action


def _names(argument: str) -> list[str]:
    """Give the names that ship, where an argument takes one."""
    from tracer.shipped import shipped

    places = {"suite": ("eval", "suites"), "style": ("corpora", "estilos")}
    if argument not in places:
        return []
    base, folder = places[argument]
    try:
        return sorted(path.stem for path in (shipped(base) / folder).glob("*.toml"))
    except InputError:  # an installed tracer has no suites
        return []
