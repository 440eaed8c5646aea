#!/usr/bin/env python3
"""Photos a second while the small CNN trains: `souk train photos cnn`, and the same network in PyTorch.

    Benchmarks/training.py --souk .build/release/souk --workspace W --out docs/results/performance

W is a workspace with photos; a model named `benchmark` is begun in it and taken away again. All take turns, for some
seconds each, three times, and the medians are shown. PyTorch runs as people write it, and tuned; see
`Benchmarks/peers/training_peer.py`. Processor time is of all threads and workers. Writes what it found for
`benchmarks report`.
"""
import argparse
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import time

import measurement

PEERS = {"PyTorch": "plain", "PyTorch, tuned": "tuned"}


def steps(folder):
    """The times of the steps that `metrics.jsonl` tells."""
    try:
        lines = (folder / "metrics.jsonl").read_text().splitlines()
    except FileNotFoundError:
        return []
    return [json.loads(line)["time"] for line in lines if "train/step_loss" in line and line.endswith("}")]


def souk(program, workspace, batch, seconds):
    """Photos, seconds, and seconds of the processor, without the first five steps."""
    models = workspace / "models" / "benchmark"
    shutil.rmtree(models, ignore_errors=True)
    process = subprocess.Popen([
        program, "train", "photos", "cnn", "--name", "benchmark", "--batch", str(batch), "--quiet",
        "--workspace", str(workspace)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    folder = models / "1"
    try:
        while len(steps(folder)) < 5:
            if process.poll() is not None:
                sys.exit(f"souk train: {process.stderr.read()}")
            time.sleep(0.02)
        done, used, began = len(steps(folder)), measurement.processor(process.pid), time.monotonic()
        time.sleep(seconds)
        done, used, spent = len(steps(folder)) - done, measurement.processor(process.pid) - used, time.monotonic() - began
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()
        shutil.rmtree(models, ignore_errors=True)
    return done * batch, spent, used


def torch(mode, workspace, batch, seconds):
    answer = subprocess.run([
        ".deps/peers/bin/python", "Benchmarks/peers/training_peer.py", "cnn", mode, str(workspace / "photos"), str(batch),
        str(seconds)], capture_output=True, text=True)
    if answer.returncode:
        sys.exit(f"PyTorch: {answer.stderr[-500:]}\nRun Benchmarks/peers/install first.")
    return [float(value) for value in answer.stdout.split("\t")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--souk", default=".build/release/souk")
    parser.add_argument("--workspace", type=pathlib.Path, required=True)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()

    found = {name: [] for name in ["Souk", *PEERS]}
    for _ in range(options.rounds):
        found["Souk"].append(souk(options.souk, options.workspace, options.batch, options.seconds))
        for name, mode in PEERS.items():
            found[name].append(torch(mode, options.workspace, options.batch, options.seconds))
    rates = {name: [photos / used for photos, _, used in runs] for name, runs in found.items()}
    measurement.keep({
        "name": "training-cnn", "title": f"Training of the small CNN, batches of {options.batch} photos",
        "command": "Benchmarks/training.py",
        "machine": measurement.machine(), "columns": ["", "photos a second", "photos a cpu second"],
        "rows": [{
            "label": name,
            "values": [statistics.median(run[0] / run[1] for run in runs), statistics.median(rates[name])],
        } for name, runs in found.items()],
        "ratios": [{
            "what": "training of the small CNN", "to": name, "aim": aim,
            "value": statistics.median(rates[name]) / statistics.median(rates["Souk"]),
            "least": min(rates[name]) / max(rates["Souk"]), "greatest": max(rates[name]) / min(rates["Souk"]),
        } for name, aim in (("PyTorch", 1 / 3), ("PyTorch, tuned", 1))],
        "notes": ["All crop, mirror and change the light of each photo anew, from the cleaned files of 64 x 64."],
    }, options.out)


main()
