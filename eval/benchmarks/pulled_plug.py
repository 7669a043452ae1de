"""Kill runs at random moments, and hold what is left against a run that nobody killed::

    export PYTHONPATH=.
    nice python eval/benchmarks/pulled_plug.py --kills 200 --larger 20 -o pulled_plug.md

Two settings of the same process (10 and 5 provisions a contribution) are run in turn into one
folder. Every attempt is killed (SIGKILL) at a moment drawn uniformly over what a run takes, unless
it ends before; then the same order is given again. After every kill the folder must hold all files
of the one setting or of the other, byte for byte, or nothing yet, or be told as unfinished; after
every run that ends, all files of its own, and no other file. After each of those some vectors and
half of the links, themes and lineages at hand are forgotten, so that the next ones have something
to make and to store; now and then the cache is cut short or a hundred of its bits are flipped, and
those of the others too.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from tracer.errors import InputError
from tracer.manifest import sha256_of
from tracer.run_files import read_manifest
from tracer.shipped import shipped

SETTINGS = ("10", "5")
"""Values of ``--top``."""
SLOWER = 1.15
"""How much longer than the last one a run may take before it can't but be killed."""
LARGER = 2000
"""Contributions of the larger process, each of two sentences of the sample's petitions."""
FORGOTTEN = 32
"""Of 256 vectors, those that are forgotten after a run."""
DAMAGE = 0.15
"""Chance of the cache being damaged after a run."""


@dataclass
class Campaign:
    """Runs of one process that are killed."""

    name: str
    process: str
    work: Path
    kills: int
    rng: random.Random
    seconds: float = 0.0
    """What the last run that ended took."""
    counts: Counter[str] = field(default_factory=Counter)
    kept: dict[str, dict[str, str]] = field(default_factory=dict)
    """Setting → checksums of an unbroken run's files."""
    failures: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The run folder in which runs are killed."""
        return self.work / "corrida"

    @property
    def cache(self) -> Path:
        """The file of vectors."""
        return self.work / "cache" / "vectors.sqlite"


def main() -> None:
    """Write the table after every run that ends, so that what was reached is there at any time."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=200, help="over the sample")
    asked.add_argument("--larger", type=int, default=20, help=f"over {LARGER} contributions")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("-o", "--output", type=Path, required=True)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        campaigns = [
            Campaign("the sample", "muestra", work / "a", args.kills, random.Random(args.seed)),
            Campaign(
                f"{LARGER:,} contributions", str(larger(work / "b")), work / "b", args.larger,
                random.Random(args.seed + 1),
            ),
        ]  # fmt: skip
        campaigns = [campaign for campaign in campaigns if campaign.kills]
        for campaign in campaigns:
            unbroken(campaign)
            for _ in broken(campaign):
                args.output.write_text(told(campaigns, args.seed), encoding="utf-8")
    sys.exit(any(campaign.failures for campaign in campaigns))


def larger(folder: Path) -> Path:
    """Write a process of `LARGER` petitions beside the sample's texts."""
    shutil.copytree(shipped("corpora") / "muestra", folder)
    with (folder / "peticiones.csv").open(encoding="utf-8", newline="") as lines:
        said = [row["texto"] for row in csv.DictReader(lines)]
    sentences = [part.strip() + "." for text in said for part in text.split(".") if part.strip()]
    rng = random.Random(7)
    with (folder / "muchas.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["id", "texto"])
        for at in range(LARGER):
            writer.writerow([f"M{at}", " ".join(rng.sample(sentences, 2))])
    texts = "".join(
        f'[[versions]]\nname = "{name}"\npath = "{name}.md"\n' for name in ("borrador", "final")
    )
    source = '[[sources]]\nname = "muchas"\nchannel = "petition"\npath = "muchas.csv"\n'
    path = folder / "muchas.toml"
    path.write_text(f'[process]\nname = "muchas"\n{source}{texts}', encoding="utf-8")
    return path


def order(campaign: Campaign, setting: str, folder: Path) -> subprocess.Popen[str]:
    """Start a run."""
    command = [sys.executable, "-m", "tracer", "run", campaign.process, "-o", str(folder)]
    return subprocess.Popen(
        [*command, "--top", setting, "--quiet"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        env={**os.environ, "TRACER_CACHE": str(campaign.cache.parent)},
    )  # fmt: skip


def sums(folder: Path) -> dict[str, str]:
    """Checksums of what people see in a run folder but the manifest, which tells the time."""
    shown = [path for path in folder.glob("[!.]*") if path.name != "manifest.json"]
    return {path.name: sha256_of(path) for path in shown if path.is_file()}


def unbroken(campaign: Campaign) -> None:
    """Run each setting undisturbed."""
    for setting in SETTINGS:
        folder, begun = campaign.work / f"entera{setting}", time.monotonic()
        run = order(campaign, setting, folder)
        _, said = run.communicate()
        assert run.returncode == 0, said
        campaign.kept[setting] = sums(folder)
        campaign.seconds = time.monotonic() - begun  # of the last, whose vectors were there
    assert campaign.kept[SETTINGS[0]] != campaign.kept[SETTINGS[1]]


def broken(campaign: Campaign) -> Iterator[None]:
    """Kill runs until that was done often enough, then let the last one end.

    Yields
    ------
    None
        After every kill and every end.
    """
    turn = 0
    while campaign.counts["kills"] < campaign.kills:
        setting = SETTINGS[turn % 2]
        if attempt(campaign, setting, campaign.rng.uniform(0, SLOWER * campaign.seconds)):
            turn += 1
            disturb(campaign)
        yield
    attempt(campaign, SETTINGS[turn % 2])
    yield


def attempt(campaign: Campaign, setting: str, moment: float = inf) -> bool:
    """Run until the end or until `moment`, in seconds; tell whether it ended."""
    begun = time.monotonic()
    run = order(campaign, setting, campaign.folder)
    try:
        _, said = run.communicate(timeout=None if moment == inf else moment)
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.communicate()
        campaign.seconds = max(campaign.seconds, SLOWER * moment)  # so long it takes by now
        campaign.counts["kills"] += 1
        campaign.counts[f"after a kill: {state(campaign)}"] += 1
        return False
    if run.returncode != 0:
        campaign.failures.append(f"exit {run.returncode}: {said}")
        return False
    campaign.seconds = time.monotonic() - begun
    campaign.counts["ended"] += 1
    campaign.counts["ended with a warning about the cache"] += "vectores" in said
    rest = {p.name for p in campaign.folder.iterdir()} - {"manifest.json"}
    if sums(campaign.folder) == campaign.kept[setting] and rest == campaign.kept[setting].keys():
        campaign.counts["ended with the same bytes"] += 1
    else:
        campaign.failures.append(f"--top {setting}: other files than of an unbroken run")
    return True


def state(campaign: Campaign) -> str:
    """Tell what a killed run has left, as a command that reads it finds it."""
    if not campaign.folder.is_dir():
        return "no folder yet"
    moving = (campaign.folder / ".terminada").is_dir()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            read_manifest(campaign.folder)
    except InputError as error:
        if "no terminó" in str(error) or not any(campaign.folder.glob("*.parquet")):
            return "told as unfinished"
        campaign.failures.append(str(error))
        return "something else"
    if sums(campaign.folder) in campaign.kept.values():
        return "a whole run" + (", once the moving was finished for it" if moving else "")
    campaign.failures.append("a mixture of two runs")
    return "a mixture"


def disturb(campaign: Campaign) -> None:
    """Forget some of what is at hand, and now and then damage the rest."""
    rng, path = campaign.rng, campaign.cache
    damaged = rng.random() < DAMAGE
    for kept in sorted(path.parent.rglob("*.kept")):
        if rng.random() < 0.5:
            kept.unlink()
        elif damaged:
            spoil(kept, rng)
    with closing(sqlite3.connect(path)) as db, db:
        gone = [(bytes([first]),) for first in rng.sample(range(256), FORGOTTEN)]
        db.executemany("DELETE FROM checked WHERE substr(key, 1, 1) = ?", gone)
    if damaged:
        spoil(path, rng)
        campaign.counts["damaged caches"] += 1


def spoil(path: Path, rng: random.Random) -> None:
    """Cut a file short, or flip some of its bits."""
    data = bytearray(path.read_bytes())
    if rng.random() < 0.5:
        data = data[: rng.randrange(len(data))]
    else:
        for _ in range(100):
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data)


def told(campaigns: list[Campaign], seed: int) -> str:
    """Tell what was reached, in Markdown."""
    lines = [
        "# Pulling the plug\n",
        "`nice python eval/benchmarks/pulled_plug.py -o eval/results/pulled_plug.md` "
        f"(seed {seed}): runs killed with SIGKILL at moments drawn uniformly over what a run "
        'takes, then started again. Two settings take turns in one folder; "same bytes" compares '
        "every file but the manifest, which tells the time, with an unbroken run's. After every "
        "run that ends an eighth of the vectors and half of what else is at hand are forgotten, "
        "and now and then the rest is cut or its bits flipped.\n",
    ]
    for campaign in campaigns:
        lines += [f"## {campaign.name}\n", "| what | times |\n|---|---|"]
        lines += [f"| kills asked for | {campaign.kills} |"]
        lines += [f"| {what} | {times} |" for what, times in sorted(campaign.counts.items())]
        lines += [f"| failures | {len(campaign.failures)} |", ""]
        lines += [f"- {failure.strip()[:500]}" for failure in campaign.failures[:20]]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    main()
