#!/usr/bin/env python3
"""Proves that TensorBoard itself reads a run: loads the event files of a run's folder with
TensorBoard's EventAccumulator and compares every scalar with metrics.jsonl.

    pip install tensorboard
    Scripts/check-tensorboard.py souk-workspace/models/cnn/1
"""
import json
import math
import pathlib
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator


def main():
    folder = pathlib.Path(sys.argv[1])
    accumulator = EventAccumulator(str(folder), size_guidance={"scalars": 0})
    accumulator.Reload()
    found = {
        (tag, event.step): event.value
        for tag in accumulator.Tags()["scalars"]
        for event in accumulator.Scalars(tag)
    }
    expected = {}
    for line in (folder / "metrics.jsonl").read_text().splitlines():
        record = json.loads(line)
        for tag, value in record["scalars"].items():
            expected[tag, record["step"]] = math.nan if value is None else value

    def same(a, b):
        return (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-7)

    wrong = sorted(
        key for key in found.keys() | expected.keys()
        if key not in found or key not in expected or not same(found[key], expected[key])
    )
    print(f"{folder}: TensorBoard reads {len(found)} scalars, {len(wrong)} differ from metrics.jsonl")
    for tag, step in wrong:
        print(f"  {tag} at step {step}: {found.get((tag, step))} and {expected.get((tag, step))}")
    sys.exit(1 if wrong or not found else 0)


if __name__ == "__main__":
    main()
