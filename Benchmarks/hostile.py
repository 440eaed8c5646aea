#!/usr/bin/env python3
"""Honest searches beside clients that mean ill, on this machine only.

    souk serve --port 8080 --workspace W &
    Benchmarks/hostile.py --port 8080 --pid $! --seconds 600

First the honest searches alone, for --calm seconds, then beside: connections that stay idle, bodies that come drop by
drop, photos whose texts decompress to 640 MB, queries of stray quotes, JSON of 200,000 brackets, and strangers who ask
for first pages only, which would push out the cursors of others. An honest client also follows its cursor once a
minute. Prints one JSON object. Ends with 1 when the service answered 500 or died, when a cursor was lost, or when
memory went above --ceiling.
"""
import argparse
import asyncio
import base64
import json
import random
import struct
import time
import zlib

from overload import WORDS, Tally, answer, memory, quantile


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb():
    """A PNG of a pixel, with ten texts of 64 MB each."""
    text = chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * (64 << 20), 9))
    pixel = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress((b"\0" + b"\x40\x80\xc0" * 64) * 64))
    return b"\x89PNG\r\n\x1a\n" + pixel + text * 10 + rows + chunk(b"IEND", b"")


def post(path, body, length=None):
    return (f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            f"Content-Length: {length or len(body)}\r\n\r\n").encode() + body


async def asked(port, request, limit=60):
    """Status and JSON of one answer, on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), limit)
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n")
                      if line.lower().startswith(b"content-length:"))
        return int(head.split(b" ", 2)[1]), json.loads(await reader.readexactly(length))
    finally:
        writer.close()


async def honest(port, rate, end, tally):
    """Searches at a steady rate, whether answers come or not."""
    async def search(words):
        start = time.monotonic()
        try:
            status, _ = await asked(port, post("/v1/search", json.dumps({"query": words, "limit": 10}).encode()))
            tally.note(status, time.monotonic() - start)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
            tally.failures[type(error).__name__] += 1

    running = set()
    while time.monotonic() < end:
        task = asyncio.create_task(search(random.choice(WORDS)))
        running.add(task)
        task.add_done_callback(running.discard)
        await asyncio.sleep(1 / rate)
    await asyncio.gather(*running)


async def reader_of_pages(port, end, tally):
    """Asks for a second page a minute after the first."""
    while time.monotonic() < end:
        try:
            _, first = await asked(port, post("/v1/search", b'{"query": "sofa", "limit": 5}'))
            await asyncio.sleep(min(60, max(1, end - time.monotonic() - 5)))
            body = json.dumps({"cursor": first["cursor"], "limit": 5}).encode()
            status, _ = await asked(port, post("/v1/search", body))
            tally.statuses[f"second page {status}"] += 1
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError, KeyError) as error:
            tally.failures[f"pages: {type(error).__name__}"] += 1
            await asyncio.sleep(1)


async def idle(port, end, _):
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(min(50, max(0, end - time.monotonic())))
    writer.close()


async def drip(port, end, tally):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(post("/v1/search", b"", length=100_000))
    while time.monotonic() < end and not reader.at_eof():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.5)
    writer.close()


def sender(name, request, pause):
    async def send(port, _, tally):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(request())
        status, _ = await asyncio.wait_for(answer(reader), 120)
        tally.statuses[f"{name} {status}"] += 1
        writer.close()
        await asyncio.sleep(pause)
    return send


def kinds():
    photo = json.dumps({"photo": {"base64": base64.b64encode(bomb()).decode()}}).encode()
    quotes = json.dumps({"query": ',"x' * 1_000}).encode()
    deep = b"[" * 200_000 + b"]" * 200_000

    def first_page():
        return post("/v1/search", json.dumps({"query": f"{random.choice(WORDS)} {random.random()}", "limit": 1}).encode())

    return [(idle, 150), (drip, 20), (sender("bomb", lambda: post("/v1/search", photo), 1), 2),
            (sender("quotes", lambda: post("/v1/search", quotes), 0.2), 2),
            (sender("deep", lambda: post("/v1/search", deep), 0.2), 2),
            (sender("first page", first_page, 0.2), 2)]


async def again(kind, port, end, tally):
    while time.monotonic() < end:
        try:
            await kind(port, end, tally)
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError) as error:
            tally.failures[f"{kind.__name__}: {type(error).__name__}"] += 1
            await asyncio.sleep(0.2)


async def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--calm", type=float, default=60)
    parser.add_argument("--rate", type=float, default=5, help="honest searches a second")
    parser.add_argument("--ceiling", type=float, default=float("inf"), help="MiB")
    options = parser.parse_args()
    calm, storm, ill = Tally(), Tally(), Tally()
    before = memory(options.pid, "VmRSS")
    await honest(options.port, options.rate, time.monotonic() + options.calm, calm)
    end = time.monotonic() + options.seconds
    await asyncio.gather(
        honest(options.port, options.rate, end, storm), reader_of_pages(options.port, end, storm),
        *[again(kind, options.port, end, ill) for kind, count in kinds() for _ in range(count)])

    def times(tally):
        return {status: {"count": len(values), "p50": quantile(values, 0.5), "p99": quantile(values, 0.99)}
                for status, values in tally.seconds.items()}

    peak = memory(options.pid, "VmHWM")
    print(json.dumps({
        "alone, ms": times(calm), "beside, ms": times(storm), "failures": dict(calm.failures + storm.failures),
        "pages": {name: count for name, count in storm.statuses.items() if isinstance(name, str)},
        "ill": dict(ill.statuses), "ill, failures": dict(ill.failures),
        "MiB": {"before": round(before), "after": round(memory(options.pid, "VmRSS")), "peak": round(peak)},
    }, indent=1))
    is_fine = (peak > 0 and memory(options.pid, "VmRSS") > 0 and peak <= options.ceiling
               and not any(str(status).endswith("500") for status in [*storm.statuses, *ill.statuses])
               and all(name.endswith("200") for name in storm.statuses if isinstance(name, str)))
    raise SystemExit(0 if is_fine else 1)


if __name__ == "__main__":
    asyncio.run(main())
