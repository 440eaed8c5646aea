#!/usr/bin/env python3
"""More load than the service takes, on this machine only: what it answers, how fast, and how much memory it needs.

    souk serve --port 8080 --workspace W &
    Benchmarks/overload.py --port 8080 --pid $! --seconds 30

Searches over many connections, bodies that are too large, heads that never end and readers that never read, all at
once; then a calm second. Prints one JSON object. Ends with 1 when the service answered 500, when memory went above
--ceiling, or when it was not back to normal after the storm.
"""
import argparse
import asyncio
import collections
import json
import time

WORDS = ["sofa", "red bike", "oak table under £50", "piano near leeds", "lamp", "drill", "camera", "pram"]


class Tally:
    def __init__(self):
        self.statuses = collections.Counter()
        self.seconds = collections.defaultdict(list)
        self.failures = collections.Counter()

    def note(self, status, seconds):
        self.statuses[status] += 1
        self.seconds[status].append(seconds)


async def answer(reader):
    """Status and headers of one answer; its body is read and dropped."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    length, closes = 0, False
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
        closes = closes or (name.lower() == b"connection" and value.strip() == b"close")
    await reader.readexactly(length)
    return status, closes


async def searcher(port, number, end, tally):
    reader = writer = None
    turn = number
    while time.monotonic() < end:
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            body = json.dumps({"query": WORDS[turn % len(WORDS)], "limit": 10}).encode()
            turn += 1
            start = time.monotonic()
            writer.write(b"POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                         b"Content-Length: %d\r\n\r\n" % len(body) + body)
            status, closes = await asyncio.wait_for(answer(reader), 60)
            tally.note(status, time.monotonic() - start)
            if status in (429, 503):
                await asyncio.sleep(0.05)
            if closes:
                writer.close()
                writer = None
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, ValueError) as error:
            tally.failures[type(error).__name__] += 1
            if writer:
                writer.close()
            writer = None
            await asyncio.sleep(0.05)


async def troublemaker(port, kind, end, tally):
    """Connections that want something for nothing."""
    while time.monotonic() < end:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            if kind == "slow head":
                writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
                for number in range(200):
                    writer.write(b"X-%d: a\r\n" % number)
                    await writer.drain()
                    await asyncio.sleep(0.1)
                    if reader.at_eof() or time.monotonic() > end:
                        break
            elif kind == "large body":
                writer.write(b"POST /v1/search HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                             b"Transfer-Encoding: chunked\r\n\r\n")
                for _ in range(400):
                    writer.write(b"10000\r\n" + b"a" * 65536 + b"\r\n")
                    await writer.drain()
            else:
                writer.write(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 400)
                await writer.drain()
                await asyncio.sleep(3)
            writer.close()
        except OSError as error:
            tally.failures[f"{kind}: {type(error).__name__}"] += 1
        await asyncio.sleep(0.02)


def memory(pid, field):
    """MiB, from /proc."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as file:
            return next(int(line.split()[1]) / 1024 for line in file if line.startswith(field))
    except (OSError, StopIteration):
        return 0.0


def quantile(values, part):
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(part * len(ordered)))] * 1000, 1) if ordered else None


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--searchers", type=int, default=400)
    parser.add_argument("--troublemakers", type=int, default=20, help="of each kind")
    parser.add_argument("--ceiling", type=float, default=float("inf"), help="MiB")
    options = parser.parse_args()
    storm, calm = Tally(), Tally()
    before = memory(options.pid, "VmRSS")
    end = time.monotonic() + min(options.seconds, 600)
    tasks = [searcher(options.port, number, end, storm) for number in range(options.searchers)]
    for kind in ("slow head", "large body", "never reads"):
        tasks += [troublemaker(options.port, kind, end, storm) for _ in range(options.troublemakers)]
    await asyncio.gather(*tasks)
    await asyncio.sleep(1)
    await searcher(options.port, 0, time.monotonic() + 2, calm)
    peak = memory(options.pid, "VmHWM")
    print(json.dumps({
        "statuses": dict(storm.statuses), "failures": dict(storm.failures),
        "ms": {status: {"p50": quantile(values, 0.5), "p99": quantile(values, 0.99)}
               for status, values in storm.seconds.items()},
        "after": {"statuses": dict(calm.statuses), "p50": quantile(calm.seconds[200], 0.5)},
        "MiB": {"before": round(before), "after": round(memory(options.pid, "VmRSS")), "peak": round(peak)},
    }, indent=1))
    isFine = storm.statuses[500] == 0 and peak <= options.ceiling and set(calm.statuses) == {200}
    raise SystemExit(0 if isFine else 1)


if __name__ == "__main__":
    asyncio.run(main())
