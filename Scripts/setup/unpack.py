"""Unpacks the wanted files of a wheel.

    unpack.py WHEEL FOLDER [--keep PATTERN]... [--drop PATTERN]... [--flat]

A file is unpacked when it matches a pattern of --keep (all files, when there is none) and none of --drop;
`*` matches slashes too. --flat leaves the folders inside the wheel out.
"""

import argparse
import fnmatch
import os
import shutil
import sys
import time
import zipfile


def wanted(name, keep, drop):
    matches = lambda patterns: any(fnmatch.fnmatchcase(name, p) for p in patterns)
    return (not keep or matches(keep)) and not matches(drop)


def unpack(wheel, folder, keep, drop, flat):
    root = os.path.realpath(folder)
    count = 0
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or not wanted(entry.filename, keep, drop):
                continue
            name = os.path.basename(entry.filename) if flat else entry.filename
            target = os.path.realpath(os.path.join(root, name))
            if not target.startswith(root + os.sep):
                sys.exit(f"{wheel}: {entry.filename} leads out of the folder")
            if flat and os.path.exists(target):
                sys.exit(f"{wheel}: two files are named {name}")
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with archive.open(entry) as source, open(target, "wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            # The headers keep their dates, so that unpacking again does not recompile what includes them.
            stamp = time.mktime(entry.date_time + (0, 0, -1))
            os.utime(target, (stamp, stamp))
            count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheel")
    parser.add_argument("folder")
    parser.add_argument("--keep", action="append", default=[])
    parser.add_argument("--drop", action="append", default=[])
    parser.add_argument("--flat", action="store_true")
    options = parser.parse_args()
    if unpack(options.wheel, options.folder, options.keep, options.drop, options.flat) == 0:
        sys.exit(f"{options.wheel}: no file matches {options.keep}")


if __name__ == "__main__":
    main()
