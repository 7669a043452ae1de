"""Reads the pages of the guides as somebody at a keyboard would: what to save, type and expect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

FENCE = re.compile(
    r"^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=fence)[ \t]*$", re.MULTILINE | re.DOTALL
)
BY_HAND = re.compile(r"^<!-- by-hand\n(?P<code>.*?)^-->$", re.MULTILINE | re.DOTALL)
"""What the page asks the reader to do in another program, as Python that does it."""
INSTALLING = ("pip install", "pipx install", "python -m pytest", "python -m sphinx", "docker")
"""Commands that a test can't repeat: what they install is what the test runs on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in the order of the page."""

    kind: str
    """``sh``, ``python``, ``file`` or ``by-hand``."""
    code: str
    line: int
    """1-based, of its fence."""
    title: str = ""
    """Of a file: its name."""
    exit: int = 0
    """Of a shell block."""
    shown: str | None = None
    """The output that the page shows; an ellipsis stands for anything."""


def steps_of(path: Path) -> list[Step]:
    """Give the steps of a page.

    Raises
    ------
    AssertionError
        If a block of code is of a kind that nothing would test.
    """
    page = path.read_text(encoding="utf-8")
    found: list[Step] = []
    for match in sorted([*FENCE.finditer(page), *BY_HAND.finditer(page)], key=lambda m: m.start()):
        line = page.count("\n", 0, match.start()) + 1
        if match.re is BY_HAND:
            found.append(Step("by-hand", match["code"], line))
            continue
        kind, _, rest = match["info"].strip().partition(" ")
        options = dict(re.findall(r'(\w+)="?([^"\s]+)"?', rest))
        if title := options.get("title"):
            assert title in page[: match.start()][-400:], f"{path}:{line}: {title} is not named"
            found.append(Step("file", match["code"], line, title=title))
        elif kind == "text":
            assert found and found[-1].shown is None, f"{path}:{line}: an output of nothing"
            found[-1] = replace(found[-1], shown=match["code"])
        elif kind in ("sh", "python"):
            found.append(Step(kind, match["code"], line, exit=int(options.get("exit", 0))))
        else:
            assert kind.startswith("{"), f"{path}:{line}: nothing tests a block of «{kind}»"
    return found


def typed_of(code: str) -> str:
    """Give a shell block without what only installs."""
    lines = []
    for line in code.splitlines():
        parts = [part.strip() for part in line.split("&&")]
        lines.append(" && ".join(p for p in parts if not p.startswith(INSTALLING)))
    return "\n".join(line for line in lines if line)


def agrees(shown: str, came: str) -> bool:
    """Tell whether an output is what a page shows; `…` stands for anything, line breaks too.

    As a line of its own at either end it stands for any lines, or none.
    """
    inner = _trimmed(shown)
    before, after = inner.startswith("…\n"), inner.endswith("\n…")
    inner = inner.removeprefix("…\n").removesuffix("\n…")
    told = ".*".join(re.escape(piece) for piece in inner.split("…"))
    pattern = (r"(?:.*\n)?" if before else "") + told + (r"(?:\n.*)?" if after else "")
    return re.fullmatch(pattern, _trimmed(came), re.DOTALL) is not None


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
