"""An index of tantivy or bm25s over documents from standard input, and then an answer for each query.

    words_peer.py tantivy|bm25s

A line of `title TAB description TAB categories` a document, and an empty line; `ready TAB seconds TAB seconds of the
processor` that the index took; then a line a query, answered by `milliseconds TAB milliseconds of the processor TAB
number number ...`: the best 200 documents, counted from 0. One thread. Install them with `Benchmarks/peers/install`.
"""
import sys
import tempfile
import time

LIMIT = 200
FIELDS = ["title", "description", "categories"]


class Tantivy:
    def __init__(self, documents):
        import tantivy
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True, indexed=False)
        for field in FIELDS:
            schema.add_text_field(field, stored=False, tokenizer_name="en_stem")
        self.index = tantivy.Index(schema.build(), path=tempfile.mkdtemp(prefix="souk-tantivy-"))
        writer = self.index.writer(200_000_000, 1)
        for number, fields in enumerate(documents):
            document = tantivy.Document()
            document.add_integer("number", number)
            for field, text in zip(FIELDS, fields):
                document.add_text(field, text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def search(self, query):
        parsed = self.index.parse_query(query, FIELDS, field_boosts={"title": 3.0, "categories": 1.5})
        return self.searcher.search(parsed, LIMIT).hits

    def numbers(self, hits):
        return [self.searcher.doc(address)["number"][0] for _, address in hits]


class BM25S:
    def __init__(self, documents):
        import bm25s
        import Stemmer
        stemmer = Stemmer.Stemmer("english")
        self.tokenize = lambda texts: bm25s.tokenize(texts, stopwords=None, stemmer=stemmer, show_progress=False)
        self.index = bm25s.BM25()
        # A title's words count three times, as for the others.
        self.index.index(self.tokenize([" ".join([title] * 3 + rest) for title, *rest in documents]),
                         show_progress=False)

    def search(self, query):
        found = self.index.retrieve(self.tokenize([query]), k=LIMIT, n_threads=0, show_progress=False)
        return found.documents[0][found.scores[0] > 0]

    def numbers(self, hits):
        return hits.tolist()


def main():
    lines = (line.rstrip("\n") for line in iter(sys.stdin.readline, ""))
    documents = [line.split("\t") for line in iter(lambda: next(lines), "")]
    start, busy = time.perf_counter(), time.process_time()
    peer = {"tantivy": Tantivy, "bm25s": BM25S}[sys.argv[1]](documents)
    print(f"ready\t{time.perf_counter() - start}\t{time.process_time() - busy}", flush=True)
    for query in lines:
        start, busy = time.perf_counter(), time.process_time()
        hits = peer.search(query)
        wall, processor = time.perf_counter() - start, time.process_time() - busy
        print(f"{wall * 1000}\t{processor * 1000}\t{' '.join(map(str, peer.numbers(hits)))}", flush=True)


main()
