"""An index of vectors from a file, and then an answer for each query.

    vectors_peer.py hnswlib|faiss-hnsw|faiss-sq8|faiss-flat|usearch VECTORS QUERIES DIMENSIONS RECALL LIMIT

VECTORS and QUERIES hold float32 rows of length 1; the first 100 queries set how wide a graph looks (`ef`): the least
of 16, 32, ... 1024 whose recall reaches RECALL. Says `ready TAB seconds TAB seconds of the processor` that the index
took; then a line of `number of the query TAB share` is answered by `milliseconds TAB milliseconds of the processor TAB
row row ...`. Of `share` rows, one is allowed. One thread. Install them with `Benchmarks/peers/install`.
"""
import sys
import time

import numpy


class Peer:
    """`ef` is None where nothing is to be set."""
    ef = None

    def allowed(self, share):
        """What `search` takes for one row in `share`."""
        return None if share == 1 else share


class HNSWLib(Peer):
    ef = 16

    def __init__(self, rows):
        import hnswlib
        self.index = hnswlib.Index(space="ip", dim=rows.shape[1])
        self.index.init_index(max_elements=len(rows), ef_construction=200, M=16)
        self.index.add_items(rows, num_threads=1)

    def search(self, query, limit, allowed):
        self.index.set_ef(max(self.ef, limit))
        passes = None if allowed is None else lambda row: row % allowed == 0
        return self.index.knn_query(query, k=limit, num_threads=1, filter=passes)[0][0]


class Faiss(Peer):
    def __init__(self, rows, name):
        import faiss
        faiss.omp_set_num_threads(1)
        self.faiss, self.count, self.sets = faiss, len(rows), {}
        width, product = rows.shape[1], faiss.METRIC_INNER_PRODUCT
        if name == "faiss-hnsw":
            self.ef = 16
            self.index = faiss.IndexHNSWFlat(width, 16, product)
            self.index.hnsw.efConstruction = 200
        elif name == "faiss-sq8":
            self.index = faiss.IndexScalarQuantizer(width, faiss.ScalarQuantizer.QT_8bit, product)
            self.index.train(rows)
        else:
            self.index = faiss.IndexFlat(width, product)
        self.index.add(rows)

    def allowed(self, share):
        if share == 1:
            return None
        if share not in self.sets:
            bits = numpy.packbits(numpy.arange(self.count) % share == 0, bitorder="little")
            self.sets[share] = (bits, self.faiss.IDSelectorBitmap(bits))
        return self.sets[share][1]

    def search(self, query, limit, allowed):
        if self.ef:
            plan = self.faiss.SearchParametersHNSW(efSearch=max(self.ef, limit), sel=allowed)
        else:
            plan = self.faiss.SearchParameters(sel=allowed)
        return self.index.search(query[None], limit, params=plan)[1][0]


class USearch(Peer):
    ef = 16

    def __init__(self, rows):
        from usearch.index import Index
        self.index = Index(ndim=rows.shape[1], metric="ip", dtype="f32", connectivity=16, expansion_add=200)
        self.index.add(numpy.arange(len(rows)), rows, threads=1)

    def search(self, query, limit, allowed):
        if allowed is not None:
            raise ValueError("usearch filters in C++ alone")
        self.index.expansion_search = max(self.ef, limit)
        return self.index.search(query, limit, threads=1).keys


def tune(peer, rows, queries, recall, limit):
    wanted = [set(numpy.argpartition(-(rows @ query), limit)[:limit]) for query in queries]
    while peer.ef and peer.ef < 1024:
        found = [len(wanted[number].intersection(peer.search(query, limit, None).tolist()))
                 for number, query in enumerate(queries)]
        if sum(found) >= recall * limit * len(queries):
            break
        peer.ef *= 2


def main():
    name, rows, queries, dimensions, recall, limit = sys.argv[1:]
    dimensions, limit = int(dimensions), int(limit)
    rows = numpy.fromfile(rows, numpy.float32).reshape(-1, dimensions)
    queries = numpy.fromfile(queries, numpy.float32).reshape(-1, dimensions)
    start, busy = time.perf_counter(), time.process_time()
    peer = (HNSWLib(rows) if name == "hnswlib" else USearch(rows) if name == "usearch" else Faiss(rows, name))
    built = (time.perf_counter() - start, time.process_time() - busy)
    tune(peer, rows, queries[:100], float(recall), limit)
    print(f"ready\t{built[0]}\t{built[1]}", flush=True)
    for line in iter(sys.stdin.readline, ""):
        number, share = map(int, line.split("\t"))
        allowed = peer.allowed(share)
        start, busy = time.perf_counter(), time.process_time()
        found = peer.search(queries[number], limit, allowed)
        wall, processor = time.perf_counter() - start, time.process_time() - busy
        print(f"{wall * 1000}\t{processor * 1000}\t{' '.join(map(str, found.tolist()))}", flush=True)


main()
