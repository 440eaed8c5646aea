#!/usr/bin/env python3
"""From a table and a folder of photos to the first answer: Souk, and what people write themselves.

    Benchmarks/pipeline.py --souk .build/release/souk --model W --listings Products.csv --images Images.csv \\
        --photos images --count 1300 --out docs/results/performance

Souk imports the first `--count` listings into a new workspace, indexes them by words and by the vectors of W's listing
model, serves, and answers a search. The other is `Benchmarks/peers/pipeline_peer.py`: pandas, Pillow, PyTorch, faiss,
rank_bm25 and FastAPI, with the encoders whose weights Souk uses. Each in a process of its own, one after the other;
processor time is of all threads and children. Writes what it found for `benchmarks report`.
"""
import argparse
import csv
import json
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import measurement

QUERY = "wooden table"


class Clock:
    def __init__(self):
        self.wall, self.used = time.monotonic(), self.children()

    @staticmethod
    def children():
        use = resource.getrusage(resource.RUSAGE_CHILDREN)
        return use.ru_utime + use.ru_stime

    def lap(self, others=0.0):
        """Seconds since the last lap: of the clock and of the processor, with that of a child that still runs."""
        wall, used = time.monotonic(), self.children()
        spent = wall - self.wall, used - self.used + others
        self.wall, self.used = wall, used
        return spent


def first(options, folder):
    """Tables of the first listings and their photos."""
    tables = {}
    kept = set()
    for name, source, column in (("Products.csv", options.listings, "id"), ("Images.csv", options.images, "product_id")):
        with open(source, newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        if not kept:
            rows = rows[:options.count]
            kept = {row[column] for row in rows}
        rows = [row for row in rows if row[column] in kept]
        tables[name] = folder / name
        with open(tables[name], "w", newline="", encoding="utf-8") as file:
            table = csv.DictWriter(file, rows[0].keys())
            table.writeheader()
            table.writerows(rows)
    return tables["Products.csv"], tables["Images.csv"]


def souk(options, listings, images, folder):
    workspace, steps, clock = folder / "workspace", {}, Clock()

    def run(step, *arguments):
        subprocess.run([options.souk, *arguments, "--workspace", workspace, "--quiet"], check=True, stdout=subprocess.DEVNULL)
        steps[step] = clock.lap()

    run("import", "import", "--listings", listings, "--images", images, "--photos", options.photos)
    shutil.copytree(options.model / "models", workspace / "models", dirs_exist_ok=True)
    clock.lap()
    run("index", "index")
    service = subprocess.Popen(
        [options.souk, "serve", "--workspace", workspace, "--port", "0"], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True)
    said = [service.stdout.readline().split() for _ in range(3)]
    address = next(line[-1] for line in said if line[:3] == ["Souk", "is", "at"])
    token = next(line[-1] for line in said if line[:1] == ["Token"])
    request = urllib.request.Request(
        f"{address}/v1/search?q={QUERY.replace(' ', '+')}", headers={"Authorization": f"Bearer {token}"})
    while True:
        try:
            assert len(json.load(urllib.request.urlopen(request, timeout=60))["results"]) > 0
            break
        except OSError:
            time.sleep(0.02)
    steps["first answer"] = clock.lap(measurement.processor(service.pid))
    service.terminate()
    service.wait()
    return steps


def peer(options, listings, images, folder):
    answer = subprocess.run([
        ".deps/peers/bin/python", "Benchmarks/peers/pipeline_peer.py", listings, images, options.photos,
        ".deps/weights", folder, QUERY], capture_output=True, text=True)
    if answer.returncode:
        sys.exit(f"{answer.stderr[-800:]}\nRun Benchmarks/peers/install first.")
    lines = (line.split("\t") for line in answer.stdout.splitlines() if line.count("\t") == 2)
    return {step: (float(wall), float(used)) for step, wall, used in lines}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--souk", default=".build/release/souk")
    parser.add_argument("--model", type=pathlib.Path, required=True, help="a workspace with a trained listing model")
    for table in ("listings", "images", "photos"):
        parser.add_argument(f"--{table}", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=1300)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()

    found = {}
    for name, run in (("Souk", souk), ("people", peer)):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            found[name] = run(options, *first(options, folder), folder)
    totals = {name: [sum(step[k] for step in steps.values()) for k in (0, 1)] for name, steps in found.items()}
    labels = {"Souk": "Souk", "people": "PyTorch, faiss, rank_bm25, FastAPI"}
    measurement.keep({
        "name": f"pipeline-{options.count}",
        "title": f"From a table of {options.count} listings and their photos to the first answer",
        "command": f"Benchmarks/pipeline.py --count {options.count}",
        "machine": measurement.machine(), "columns": ["step", "seconds", "cpu seconds"],
        "rows": [
            {"label": f"{labels[name]}: {step}", "values": list(spent)}
            for name, steps in found.items() for step, spent in [*steps.items(), ("all", totals[name])]],
        "ratios": [{
            "what": f"table and photos to the first answer, {options.count}", "to": labels["people"], "aim": 0.2,
            "value": totals["Souk"][1] / totals["people"][1]}],
        "notes": ["Souk also finds duplicates, makes splits, reads each listing for its category, and keeps what it was handed."],
    }, options.out)


main()
