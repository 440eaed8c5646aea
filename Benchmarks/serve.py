#!/usr/bin/env python3
"""How fast `souk serve` is over HTTP: ready, searches, the home page, a change until it is found, memory.

    Benchmarks/serve.py --souk .build/release/souk --workspace W --out docs/results/performance

Needs wrk, and a workspace with an index that may be written to: listings are put and taken away again. Load takes turns:
a few seconds of each kind, three times. Processor time is the service's own, from /proc, for the load generator shares
the cores. Writes what it found for `benchmarks report`.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

import measurement

TOKEN = "performance-of-souk-serve"
SCRIPT = """
local paths, turn = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
function setup(thread) first = (first or 0) + 7919; thread:set("start", first) end
function init() turn = start % #paths end
function request() turn = turn % #paths + 1; return wrk.format("GET", paths[turn]) end
"""


class Service:
    def __init__(self, souk, workspace, port):
        self.port = port
        self.start = time.monotonic()
        self.process = subprocess.Popen(
            [souk, "serve", "--workspace", workspace, "--port", str(port), "--quiet"],
            env=dict(os.environ, SOUK_TOKENS=f"writer performance {TOKEN}"),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.connection = None
        while self.ask("GET", "/health/ready", patient=True)[0] != 200:
            if self.process.poll() is not None or time.monotonic() - self.start > 120:
                sys.exit("souk serve did not get ready: try it by hand")
            time.sleep(0.005)
        self.ready = time.monotonic() - self.start

    def ask(self, method, path, body=None, patient=False):
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connection.request(method, path, None if body is None else json.dumps(body), {
                "Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"})
            answer = self.connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.connection = None
            if not patient:
                raise
            return 0, b""

    def processor(self):
        return measurement.processor(self.process.pid)

    def mebibytes(self, name):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{name}:\s+(\d+)", status, re.M)[1]) / 1024


def suggestions(workspace, count):
    """Addresses of what is asked for while queries are typed, a letter at a time."""
    made = []
    for query in queries(workspace, count):
        made += ["/v1/suggest?q=" + urllib.parse.quote(query[:length]) for length in range(1, len(query) + 1)]
    return random.Random(2).sample(made, count)


def percentile(share, values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def queries(workspace, count):
    """Two or three words of titles, as buyers type them, the same every time."""
    with sqlite3.connect(f"file:{workspace}/catalog.sqlite?mode=ro", uri=True) as catalogue:
        titles = [row[0] for row in catalogue.execute("SELECT title FROM listings WHERE usable ORDER BY id LIMIT 50000")]
    dice = random.Random(1)
    made = []
    while len(made) < count:
        words = [word for word in re.findall(r"\w+", dice.choice(titles).lower()) if len(word) > 2]
        dice.shuffle(words)
        made.append(" ".join(words[:dice.randint(2, 3)]))
    return made


def one_by_one(service, paths, method="GET", bodies=None):
    """p50, p99 and processor time of one connection, in ms; bytes of an answer."""
    times, sizes, busy = [], [], service.processor()
    for number, path in enumerate(paths):
        start = time.perf_counter()
        status, answer = service.ask(method, path, bodies and bodies[number])
        times.append((time.perf_counter() - start) * 1000)
        sizes.append(len(answer))
        if status not in (200, 201):
            sys.exit(f"{method} {path} answered {status}: {answer[:300]}")
    spent = (service.processor() - busy) / len(paths) * 1000
    return [percentile(0.5, times), percentile(0.99, times), spent, percentile(0.5, sizes) / 1024]


def load(service, paths, seconds, folder):
    """Answers a second, processor ms of an answer, p50 and p99 in ms, under wrk with two threads."""
    (folder / "paths").write_text("\n".join(paths) + "\n")
    (folder / "wrk.lua").write_text(SCRIPT)
    busy = service.processor()
    text = subprocess.run(
        ["wrk", "-t2", "-c8", f"-d{seconds}s", "--latency", "-s", str(folder / "wrk.lua"),
         f"http://127.0.0.1:{service.port}"],
        env=dict(os.environ, PATHS=str(folder / "paths")), check=True, capture_output=True, text=True).stdout
    busy = service.processor() - busy
    if "Non-2xx" in text:
        sys.exit(f"some answers under load were no answers:\n{text}")
    answers = int(re.search(r"(\d+) requests in", text)[1])
    units = {"us": 0.001, "ms": 1, "s": 1000}
    times = [float(number) * units[unit] for number, unit in re.findall(r"(?:50|99)%\s+([\d.]+)(us|ms|s)", text)]
    return [answers / seconds, busy / answers * 1000] + times


def ratio(what, to, value):
    return {"what": what, "to": to, "value": value, "aim": 1}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--souk", default=".build/release/souk")
    parser.add_argument("--workspace", required=True)
    parser.add_argument("--port", type=int, default=8097)
    parser.add_argument("--seconds", type=int, default=5, help="of each kind of load, three times")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    asked = ["/v1/search?q=" + urllib.parse.quote(query) for query in queries(options.workspace, 20_000)]
    service = Service(options.souk, options.workspace, options.port)
    try:
        found = measure(service, asked, options)
    finally:
        service.process.terminate()
        service.process.wait()
    measurement.keep(found, options.out)


def measure(service, asked, options):
    count = json.loads(service.ask("GET", "/v1/search?limit=1")[1])["matching"]
    resting = service.mebibytes("VmRSS")
    single = one_by_one(service, asked[:500])
    while not json.loads(service.ask("GET", "/v1/suggest?q=a")[1])["suggestions"]:
        if time.monotonic() - service.start > 300:
            sys.exit("nothing is suggested for an a")
        time.sleep(0.1)
    typing = one_by_one(service, suggestions(options.workspace, 1_000))
    ids = [f"performance-{number}" for number in range(200)]
    writes = [f"/v1/listings/{name}" for name in ids]
    bodies = [{"title": f"Quizzacious lamp number {number}", "price": "£5"} for number in range(len(ids))]
    put = one_by_one(service, writes, "PUT", bodies)
    visible = json.loads(service.ask("GET", "/v1/search?q=quizzacious")[1])["matching"]
    for path in writes:
        service.ask("DELETE", path)
    if visible != len(ids):
        sys.exit(f"{len(ids)} listings were put, {visible} found")
    kinds = {"searches by words": asked, "the home page": ["/"]}
    loads = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            for kind, paths in kinds.items():
                loads[kind].append(load(service, paths, options.seconds, pathlib.Path(folder)))
    medians = {kind: [percentile(0.5, values) for values in zip(*turns)] for kind, turns in loads.items()}
    columns = ["", "p50 ms", "p99 ms", "cpu ms", "a second", "KiB"]
    rows = [("one search after the other", single[:3] + [None, single[3]]),
            ("suggestions, one letter after the other", typing[:3] + [None, typing[3]]),
            ("PUT of one listing until it is found", put[:3] + [None, None])]
    rows += [(f"{kind}, 8 connections", values[2:] + [values[1], values[0], None])
             for kind, values in medians.items()]
    # Two cores that do nothing else would give 2,000 ms of the processor a second; the load generator takes some.
    ratios = [
        ratio(f"HTTP, {count}: a search by words", "1 ms of the processor", medians["searches by words"][1]),
        ratio(f"HTTP, {count}: the home page", "2 ms of the processor", medians["the home page"][1] / 2),
        ratio(f"HTTP, {count}: PUT until found", "3 ms of the processor", put[2] / 3),
        ratio(f"HTTP, {count}: suggestions, 99th percentile", "10 ms of the clock", typing[1] / 10),
        ratio(f"HTTP, {count}: size of an answer of 20", "15 KiB", single[3] / 15),
    ]
    return {
        "name": f"serve-{count}", "title": f"souk serve over HTTP, {count} listings by words",
        "command": "Benchmarks/serve.py", "machine": measurement.machine(), "columns": columns,
        "rows": [{"label": label, "values": values} for label, values in rows], "ratios": ratios,
        "notes": [
            f"Ready after {service.ready:.2f} s; {resting:.0f} MiB resident then, {service.mebibytes('VmRSS'):.0f} "
            f"after the load, {service.mebibytes('VmHWM'):.0f} at most. 1 ms of the processor an answer is 2,000 answers a second "
            f"on two cores that do nothing else. The load generator shares the cores; each kind "
            f"of load ran three times for {options.seconds} s, in turns, and the medians are shown.",
        ],
    }


main()
