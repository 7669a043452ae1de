"""Processor seconds and peak memory of reading one large file of contributions::

    python eval/benchmarks/reading.py 300 [--suffix .csv.gz] [--folder /tmp]

A table of so many megabytes is made (seven columns, texts of 10 to 60 words with accents and, in
one row of fifty, an emoji), read once in a process of its own, and deleted. ``per row`` is the
peak less what Python takes before, divided by the rows.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SENTENCES = (
    "agua potable en la colonia todos los días más árboles y banquetas para caminar transporte",
    "público de noche seguridad escuelas con biblioteca médicos suficientes en cada clínica que",
    "se respete el suelo de conservación vivienda digna participación de los pueblos originarios",
)
WORDS = " ".join(SENTENCES).split()
READ = """
import json, resource, sys, time
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
from tracer.sources import read_contributions
before, began = peak(), time.process_time()
read = read_contributions(sys.argv[1])
print(json.dumps({"rows": len(read.contributions), "set aside": len(read.rejected),
                  "seconds": time.process_time() - began, "before": before, "peak": peak()}))
"""


def write_table(path: Path, megabytes: int) -> int:
    """Write the table and give its bytes before compression."""
    chance = random.Random(1)
    written = rows = 0
    with gzip.open(path, "wb", 1) if path.suffix == ".gz" else path.open("wb") as stream:
        while written < megabytes * 1_000_000:
            lines = io.StringIO(newline="")
            writer = csv.writer(lines)
            if not rows:
                writer.writerow(["id", "texto", "firmas", "fecha", "alcaldía", "género", "edad"])
            for row in range(rows, rows + 5000):
                words = " ".join(chance.choices(WORDS, k=chance.randint(10, 60)))
                text = f"{words}, ya. {'🙏' if row % 50 == 0 else ''}"
                day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/2016"
                about = (chance.randint(1, 9999), day, "Tlalpan", "mujer", chance.randint(15, 90))
                writer.writerow((f"p{row}", text, *about))
            rows += 5000
            written += stream.write(lines.getvalue().encode())
    return written


def main() -> None:
    """Measure one file and print a line of JSON."""
    parser = argparse.ArgumentParser(description="memory of reading a large table")
    parser.add_argument("megabytes", type=int)
    parser.add_argument("--suffix", default=".csv", choices=(".csv", ".csv.gz"))
    parser.add_argument("--folder", default=None)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        path = Path(folder) / f"grande{args.suffix}"
        size = write_table(path, args.megabytes)
        done = subprocess.run(
            [sys.executable, "-c", READ, str(path)], check=True, capture_output=True, text=True
        )
    found = json.loads(done.stdout)
    taken = found["peak"] - found["before"]
    print(
        json.dumps(
            {
                "megabytes": round(size / 1e6),
                "rows": found["rows"],
                "seconds": round(found["seconds"], 1),
                "rows per second": round(found["rows"] / found["seconds"]),
                "peak MiB": round(found["peak"]),
                "bytes per row": round(taken * 2**20 / found["rows"]),
                "of the file's bytes": round(taken * 2**20 / size, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
