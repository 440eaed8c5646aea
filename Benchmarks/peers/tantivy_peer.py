"""A tantivy index over documents from standard input, and then an answer for each query.

A line of `title TAB description TAB categories` a document, and an empty line; then a line a query, answered by
`milliseconds TAB document document ...`, documents counted from 0. Install it with `Benchmarks/peers/install`.
"""
import sys
import tempfile
import time

import tantivy

LIMIT = 200
FIELDS = ["title", "description", "categories"]


def lines():
    for line in iter(sys.stdin.readline, ""):
        yield line.rstrip("\n")


def build(source):
    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", stored=True, indexed=False)
    for field in FIELDS:
        schema.add_text_field(field, stored=False, tokenizer_name="en_stem")
    index = tantivy.Index(schema.build(), path=tempfile.mkdtemp(prefix="souk-tantivy-"))
    writer = index.writer(200_000_000, 1)
    for number, line in enumerate(iter(lambda: next(source), "")):
        document = tantivy.Document()
        document.add_integer("number", number)
        for field, text in zip(FIELDS, line.split("\t")):
            document.add_text(field, text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def main():
    source = lines()
    index = build(source)
    searcher = index.searcher()
    print("ready", flush=True)
    for query in source:
        start = time.perf_counter()
        parsed = index.parse_query(query, FIELDS, field_boosts={"title": 3.0, "categories": 1.5})
        hits = searcher.search(parsed, LIMIT).hits
        spent = (time.perf_counter() - start) * 1000
        numbers = (str(searcher.doc(address)["number"][0]) for _, address in hits[:10])
        print(f"{spent}\t{' '.join(numbers)}", flush=True)


main()
