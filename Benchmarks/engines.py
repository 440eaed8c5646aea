#!/usr/bin/env python3
"""The same questions over HTTP to `souk serve` on one engine after another, on one machine, in one run.

    Benchmarks/engines.py --workspace W --engine embedded --engine postgres://user@host/database

The workspace is changed: its listings are indexed on each engine, and some are put. Prints one JSON object an engine: seconds to
build the index, bytes, and milliseconds of searches and puts (a put returns when every answer shows it). Each search
is asked once to warm up and then timed, one after the other, over one connection.
"""
import argparse
import http.client
import json
import random
import sqlite3
import subprocess
import time
from urllib.parse import urlencode


def titles(workspace, count):
    catalogue = sqlite3.connect(f"file:{workspace}/catalog.sqlite?mode=ro", uri=True)
    rows = catalogue.execute("SELECT title, category FROM listings WHERE shown ORDER BY id").fetchall()
    catalogue.close()
    return random.Random(7).sample(rows, min(count, len(rows)))


def questions(rows):
    """By kind: two words of a title; with a filter; with facets; in another order."""
    for title, category in rows:
        words = " ".join(sorted((w for w in title.split() if w.isalpha()), key=len)[-2:]) or title
        yield "words", {"q": words, "facets": "false"}
        yield "filtered", {"q": words, "facets": "false", "category": category or "", "max_price": 10_000, "currency": "GBP"}
        yield "facets", {"q": words, "facets": "true"}
        yield "cheapest", {"q": words, "facets": "false", "sort": "cheapest"}


class Service:
    def __init__(self, souk, workspace, engine):
        self.process = subprocess.Popen(
            [souk, "serve", "--port", "0", "--workspace", workspace, "--engine", engine],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = [self.process.stdout.readline().split() for _ in range(3)]
        address = next(line[-1] for line in said if line[:3] == ["Souk", "is", "at"])
        self.token = next(line[-1] for line in said if line[:1] == ["Token"])
        self.connection = http.client.HTTPConnection(address.split("//")[1], timeout=300)

    def ask(self, method, path, body=None):
        """Milliseconds and the answer."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        start = time.perf_counter()
        self.connection.request(method, path, body and json.dumps(body), headers)
        answer = self.connection.getresponse()
        text = answer.read()
        spent = (time.perf_counter() - start) * 1000
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text[:500]!r}")
        return spent, json.loads(text)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def spread(times):
    times = sorted(times)
    return {"p50": round(times[len(times) // 2], 1), "p99": round(times[min(len(times) - 1, len(times) * 99 // 100)], 1),
            "count": len(times)}


def run(souk, workspace, engine, asked, puts):
    common = ["--workspace", workspace, "--engine", engine, "--quiet", "--json"]
    start = time.perf_counter()
    subprocess.run([souk, "index", *common], check=True, stdout=subprocess.DEVNULL)
    built = time.perf_counter() - start
    checked = json.loads(subprocess.run([souk, "engine", "check", *common], check=True, capture_output=True).stdout)
    service = Service(souk, workspace, engine)
    times, found = {}, 0
    try:
        for kind, query in asked:
            path = "/v1/search?" + urlencode({k: v for k, v in query.items() if v != ""})
            service.ask("GET", path)
            spent, answer = service.ask("GET", path)
            times.setdefault(kind, []).append(spent)
            found += answer.get("matching", 0)
        for number in range(puts):
            spent, _ = service.ask("PUT", f"/v1/listings/bench-{number}", {"title": f"Zyxwvut sofa {number}", "price": "90"})
            times.setdefault("put", []).append(spent)
        seen = service.ask("GET", "/v1/search?q=zyxwvut&facets=false")[1]["matching"]
    finally:
        service.stop()
    return {"engine": checked["engine"], "listings": checked["listings"], "bytes": checked["bytes"],
            "build_seconds": round(built, 1), "found": found, "puts_seen": seen,
            "milliseconds": {kind: spread(spent) for kind, spent in times.items()}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--souk", default=".build/release/souk")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--engine", action="append", required=True)
    parser.add_argument("--questions", type=int, default=200, help="titles to make questions of")
    parser.add_argument("--puts", type=int, default=50)
    given = parser.parse_args()
    asked = list(questions(titles(given.workspace, given.questions)))
    for engine in given.engine:
        print(json.dumps(run(given.souk, given.workspace, engine, asked, given.puts)), flush=True)


if __name__ == "__main__":
    main()
