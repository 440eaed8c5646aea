"""From a table and a folder of photos to the first answer, as people write it: pandas, Pillow, PyTorch, faiss, rank_bm25, FastAPI.

    pipeline_peer.py PRODUCTS IMAGES PHOTOS WEIGHTS WORK QUERY

Rows are cleaned, photos are kept at 512 and 64 pixels below WORK, titles with descriptions become vectors by MiniLM and
photos by EfficientNet-Lite2 (the weights that Souk uses), and one service answers words by BM25 and vectors, fused by
their ranks. Prints `step TAB seconds TAB seconds of the processor` after each step. Install with `Benchmarks/peers/install`.
"""
import html
import pathlib
import re
import resource
import sys
import threading
import time
import urllib.parse
import urllib.request

import faiss
import fastapi
import numpy
import pandas
import torch
import uvicorn
from PIL import Image, ImageOps
from rank_bm25 import BM25Okapi

# torchvision's own operators belong to its build with CUDA; nothing here calls them, but its import looks for two.
operators = torch.library.Library("torchvision", "DEF")
for name in ("nms", "qnms"):
    operators.define(f"{name}(Tensor boxes, Tensor scores, float threshold) -> Tensor")
import timm  # noqa: E402
from sentence_transformers import SentenceTransformer  # noqa: E402

PRODUCTS, IMAGES, PHOTOS, WEIGHTS, WORK = map(pathlib.Path, sys.argv[1:6])
QUERY = sys.argv[6]


class Clock:
    def __init__(self):
        self.wall, self.used = time.monotonic(), self.processor()

    @staticmethod
    def processor():
        use = resource.getrusage(resource.RUSAGE_SELF)
        return use.ru_utime + use.ru_stime

    def lap(self, step):
        wall, used = time.monotonic(), self.processor()
        print(step, wall - self.wall, used - self.used, sep="\t", flush=True)
        self.wall, self.used = wall, used


def clean(text):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.unescape(str(text)))).strip()


clock = Clock()
listings = pandas.read_csv(PRODUCTS, lineterminator="\n", on_bad_lines="skip")
names = {name.lower().strip(): name for name in listings.columns}
identity, title, description = (names[key] for key in ("id", "product_name", "product_description"))
listings = listings.dropna(subset=[identity, title])
texts = [f"{clean(a)}. {clean(b)}" for a, b in zip(listings[title], listings[description].fillna(""))]
images = pandas.read_csv(IMAGES)
clock.lap("table")

files = []
for photo in images["id"]:
    source = next((path for path in (PHOTOS / f"{photo}.jpg", PHOTOS / f"{photo}.png") if path.exists()), None)
    if source is None:
        continue
    picture = ImageOps.exif_transpose(Image.open(source)).convert("RGB")
    for side in (512, 64):
        ImageOps.pad(picture, (side, side)).save(WORK / f"{photo}-{side}.jpg", quality=90)
    files.append(WORK / f"{photo}-512.jpg")
clock.lap("photos")

encoder = SentenceTransformer(str(WEIGHTS / "all-minilm-l6-v2"), device="cpu")
vectors = encoder.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
clock.lap("vectors of texts")

network = timm.create_model("tf_efficientnet_lite2", num_classes=1000)
# The same layers in the same order, under other names.
weights = torch.load(WEIGHTS / "efficientnet-lite2.pth", weights_only=True).values()
network.load_state_dict(dict(zip(network.state_dict(), weights, strict=True)))
network.reset_classifier(0)
network.eval()
features = []
with torch.inference_mode():
    for start in range(0, len(files), 32):
        batch = [numpy.asarray(Image.open(file).resize((260, 260))) for file in files[start:start + 32]]
        pixels = torch.from_numpy(numpy.stack(batch)).permute(0, 3, 1, 2).float() / 127.5 - 1
        features.append(network(pixels).numpy())
features = numpy.concatenate(features)
faiss.normalize_L2(features)
clock.lap("vectors of photos")

words = BM25Okapi([re.findall(r"\w+", text.lower()) for text in texts])
graphs = []
for rows in (vectors, features):
    graph = faiss.IndexHNSWFlat(rows.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    graph.add(rows)
    graphs.append(graph)
clock.lap("index")

app = fastapi.FastAPI()


@app.get("/search")
def search(q: str):
    by_words = numpy.argsort(-words.get_scores(re.findall(r"\w+", q.lower())))[:200]
    by_vector = graphs[0].search(encoder.encode([q], normalize_embeddings=True, show_progress_bar=False), 200)[1][0]
    scores = {}
    for found in (by_words, by_vector):
        for rank, row in enumerate(found):
            scores[int(row)] = scores.get(int(row), 0) + 1 / (60 + rank)
    best = sorted(scores, key=scores.get, reverse=True)[:20]
    return [{"id": str(listings[identity].iloc[row]), "text": texts[row]} for row in best]


server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
threading.Thread(target=server.run, daemon=True).start()
while not server.started:
    time.sleep(0.01)
port = server.servers[0].sockets[0].getsockname()[1]
answer = urllib.request.urlopen(f"http://127.0.0.1:{port}/search?{urllib.parse.urlencode({'q': QUERY})}").read()
assert answer.count(b'"id"') == 20
clock.lap("first answer")
server.should_exit = True
