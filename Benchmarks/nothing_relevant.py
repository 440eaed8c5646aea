#!/usr/bin/env python3
"""How often a running service says "nothing relevant" of queries that have an answer, and does not say it of those that have none.

    souk serve --port 8080 --workspace W &
    Benchmarks/nothing_relevant.py --port 8080 --answered answered.txt --unanswered unanswered.txt

Each file holds one query a line. A false alarm is "nothing_relevant" for a query of the first file; a miss is another
verdict for one of the second. `Benchmarks/queries` has some for the sample and for Gumtree's goods; with those named `-2` no rule was made. Prints one JSON object with 95 % Wilson intervals and some examples of each.
"""
import argparse
import json
import math
import pathlib
import urllib.parse
import urllib.request


def wilson(hits, count, z=1.96):
    if count == 0:
        return None
    share = hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return [round(max(0, middle - half), 4), round(min(1, middle + half), 4)]


def verdict(port, query):
    address = f"http://127.0.0.1:{port}/v1/search?limit=5&q={urllib.parse.quote(query)}"
    with urllib.request.urlopen(address, timeout=60) as answer:
        return json.load(answer)["verdict"]


def measure(port, path, is_wrong):
    queries = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    wrong = [query for query in queries if is_wrong(verdict(port, query))]
    share = len(wrong) / len(queries) if queries else None
    return {
        "queries": len(queries), "wrong": len(wrong), "share": share, "interval": wilson(len(wrong), len(queries)),
        "examples": wrong[:20],
    }


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--port", type=int, default=8080)
    arguments.add_argument("--answered", type=pathlib.Path, required=True)
    arguments.add_argument("--unanswered", type=pathlib.Path, required=True)
    given = arguments.parse_args()
    print(json.dumps({
        "false_alarms": measure(given.port, given.answered, lambda verdict: verdict == "nothing_relevant"),
        "misses": measure(given.port, given.unanswered, lambda verdict: verdict != "nothing_relevant"),
    }, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
