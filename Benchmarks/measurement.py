"""What the benchmarks of this folder write for `benchmarks report`."""
import datetime
import json
import os
import pathlib
import re


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return {"processor": model[1] if model else "unknown", "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 2), "date": datetime.date.today().isoformat()}


def keep(measurement, folder):
    """Prints a measurement, and writes it into a folder where one is given."""
    text = json.dumps(measurement, indent=2)
    print(text)
    if folder:
        (folder / (measurement["name"] + ".json")).write_text(text + "\n")


def processor(pid):
    """Seconds of the processor that a process has taken, with its threads."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
