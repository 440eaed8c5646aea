#!/usr/bin/env python3
"""The same questions over HTTP to `souk serve` on one engine after another, on one machine, in one run.

    Benchmarks/engines.py --workspace W --engine embedded --engine postgres://user@host/database
    Benchmarks/engines.py --workspace W --embedded SEGMENTS --engine embedded --engine postgres://…   # with vectors

The workspace is changed: its listings are indexed on each engine, and some are put. Measures seconds to build the index, bytes,
and milliseconds of searches and puts (a put returns when every answer shows it, which a search then looks for). Each search is asked
once to warm up and then timed, one after the other, over one connection; throughput is that of several at once. SEGMENTS is what
`souk embed --into` made: both engines are loaded from it, so that no time of a model is in the build. Prints one JSON object an
engine; with --out, writes a table for `benchmarks report`.
"""
import argparse
import datetime
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import threading
import time
from urllib.parse import urlencode

COLUMNS = ["engine", "p50 ms", "p99 ms", "a second", "MB", "seconds"]


def titles(workspace, count):
    catalogue = sqlite3.connect(f"file:{workspace}/catalog.sqlite?mode=ro", uri=True)
    rows = catalogue.execute(
        "SELECT id, title, category FROM listings WHERE shown AND id NOT LIKE 'bench-%' ORDER BY id").fetchall()
    catalogue.close()
    return random.Random(7).sample(rows, min(count, len(rows)))


def questions(rows, has_model):
    """By kind: two words of a title, found by words alone or by words and vectors; with a filter; with facets; in another
    order; and what is like a listing, found by its vectors alone."""
    found_by = "words and vectors" if has_model else "words"
    for name, title, category in rows:
        words = " ".join(sorted((w for w in title.split() if w.isalpha()), key=len)[-2:]) or title
        limits = {"max_price": 10_000, "currency": "GBP"}
        if category:
            limits["category"] = category
        yield found_by, search(q=words, facets="false")
        yield f"{found_by}, a category and a price", search(q=words, facets="false", **limits)
        yield f"{found_by}, facets", search(q=words, facets="true")
        yield f"{found_by}, cheapest first", search(q=words, facets="false", sort="cheapest")
        if has_model:
            yield "vectors: like a listing", f"/v1/listings/{name}/similar"


def search(**parameters):
    return "/v1/search?" + urlencode(parameters)


class Service:
    def __init__(self, souk, workspace, engine):
        self.process = subprocess.Popen(
            [souk, "serve", "--port", "0", "--workspace", workspace, "--engine", engine],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = [self.process.stdout.readline().split() for _ in range(3)]
        self.address = next(line[-1] for line in said if line[:3] == ["Souk", "is", "at"]).split("//")[1]
        self.token = next(line[-1] for line in said if line[:1] == ["Token"])
        self.connection = self.connect()

    def connect(self):
        return http.client.HTTPConnection(self.address, timeout=300)

    def ask(self, method, path, body=None, connection=None):
        """Milliseconds and the answer."""
        connection = connection or self.connection
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        start = time.perf_counter()
        connection.request(method, path, body and json.dumps(body), headers)
        answer = connection.getresponse()
        text = answer.read()
        spent = (time.perf_counter() - start) * 1000
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]!r}")
        return spent, json.loads(text) if text else None

    def answers_a_second(self, paths, connections, seconds):
        turn, counts, end = itertools.count(), [0] * connections, time.monotonic() + seconds

        def ask(number):
            own = self.connect()
            while time.monotonic() < end:
                self.ask("GET", paths[next(turn) % len(paths)], connection=own)
                counts[number] += 1

        threads = [threading.Thread(target=ask, args=[number]) for number in range(connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / seconds

    def stop(self):
        self.process.terminate()
        self.process.wait()


def spread(times):
    times = sorted(times)
    return {"p50": round(times[len(times) // 2], 1), "p99": round(times[min(len(times) - 1, len(times) * 99 // 100)], 1),
            "count": len(times)}


def ids(answer):
    return [(one.get("listing") or one)["id"] for one in answer["results"]]


def run(given, engine, asked, known):
    """What one engine takes; `known` is what the first one found, by question."""
    common = ["--workspace", given.workspace, "--engine", engine, "--quiet", "--json"]
    build = ["engine", "load", "--embedded", given.embedded] if given.embedded else ["index"]
    built = None
    if not given.built:
        start = time.perf_counter()
        subprocess.run([given.souk, *build, *common], check=True, stdout=subprocess.DEVNULL)
        built = round(time.perf_counter() - start, 1)
    checked = json.loads(subprocess.run([given.souk, "engine", "check", *common], check=True, capture_output=True).stdout)
    service = Service(given.souk, given.workspace, engine)
    times, same = {}, {}
    try:
        for kind, path in asked:
            service.ask("GET", path)
            spent, answer = service.ask("GET", path)
            times.setdefault(kind, []).append(spent)
            first = known.setdefault(path, set(ids(answer)[:10]))
            if first:
                same.setdefault(kind, []).append(len(first & set(ids(answer)[:10])) / len(first))
        second = {kind: service.answers_a_second([path for other, path in asked if other == kind], given.connections, given.seconds)
                  for kind in times}
        # One that was idle for so long may have been closed.
        service.connection = service.connect()
        for number in range(given.puts):
            word = f"zyxwvut{number}"
            spent, _ = service.ask("PUT", f"/v1/listings/bench-{number}", {"title": f"{word} sofa", "price": "90"})
            times.setdefault("a PUT, until it is found", []).append(spent)
            if ids(service.ask("GET", search(q=word, facets="false"))[1])[:1] != [f"bench-{number}"]:
                raise SystemExit(f"bench-{number} was put, and is not found")
        for number in range(given.puts):
            service.ask("DELETE", f"/v1/listings/bench-{number}")
    finally:
        service.stop()
    return {"engine": checked["engine"], "listings": checked["listings"], "bytes": checked["bytes"],
            "build_seconds": built, "milliseconds": {kind: spread(spent) for kind, spent in times.items()},
            "a_second": {kind: round(value, 1) for kind, value in second.items()},
            "ten_best_shared_with_first": {kind: round(sum(values) / len(values), 3) for kind, values in same.items()}}


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"processor": model[1] if model else "unknown", "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 2), "date": datetime.date.today().isoformat()}


def measurement(found, given):
    """The table that `benchmarks report` shows."""
    names = [one["engine"].split(":")[0] for one in found]
    rows = [(f"build: {name}", [None, None, None, one["bytes"] / 1e6, one["build_seconds"]])
            for name, one in zip(names, found)]
    for kind in found[0]["milliseconds"]:
        for name, one in zip(names, found):
            spent = one["milliseconds"][kind]
            rows.append((f"{kind}: {name}", [spent["p50"], spent["p99"], one["a_second"].get(kind), None, None]))
    shared = "; ".join(f"{kind} {value}" for kind, value in found[-1]["ten_best_shared_with_first"].items())
    what = "by words and vectors" if given.embedded else "by words"
    notes = [f"Of the ten best of {names[0]}, {names[-1]} shows among its ten best: {shared}.",
             f"\"a second\" is at {given.connections} connections at once, from the same machine."]
    if given.embedded and not given.built:
        notes.append("The build is that of what workers embedded; no model runs in it.")
    count = found[0]["listings"]
    return {"name": f"engines-{'vectors' if given.embedded else 'words'}-{count}",
            "title": f"Engines beside one another over HTTP, {count} listings {what}",
            "command": "Benchmarks/engines.py", "machine": machine(), "columns": COLUMNS,
            "rows": [{"label": label, "values": values} for label, values in rows], "ratios": [],
            "notes": notes + given.note}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--souk", default=".build/release/souk")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--engine", action="append", required=True)
    parser.add_argument("--embedded", help="what workers embedded, to be loaded on each engine")
    parser.add_argument("--built", action="store_true", help="measure the indexes that are there, and build none")
    parser.add_argument("--questions", type=int, default=200, help="titles to make questions of")
    parser.add_argument("--puts", type=int, default=50)
    parser.add_argument("--connections", type=int, default=8, help="at once, for throughput")
    parser.add_argument("--seconds", type=int, default=10, help="of throughput for each kind of question")
    parser.add_argument("--note", action="append", default=[], help="a sentence below the table, such as how the server is set")
    parser.add_argument("--out", type=pathlib.Path)
    given = parser.parse_args()
    asked = list(questions(titles(given.workspace, given.questions), given.embedded is not None))
    found, known = [], {}
    for engine in given.engine:
        found.append(run(given, engine, asked, known))
        print(json.dumps(found[-1]), flush=True)
    if given.out:
        table = measurement(found, given)
        (given.out / (table["name"] + ".json")).write_text(json.dumps(table, indent=2) + "\n")


if __name__ == "__main__":
    main()
