"""Steps of training in PyTorch as people write it, on the cleaned photos of a workspace.

    training_peer.py cnn|resnet50 plain|tuned PHOTOS BATCH SECONDS

plain: float32, a data set that opens each photo with Pillow, DataLoader's defaults. tuned: bfloat16 and channels last,
photos decoded and cropped by two workers that keep, fused AdamW. Both crop, mirror and change the light as Souk does. Prints
`photos TAB seconds TAB seconds of the processor`, without the first five steps. resnet50: its last layers of two, on a
frozen rest. Install PyTorch with `Benchmarks/peers/install`.
"""
import math
import pathlib
import random
import resource
import sys
import time

import numpy
import torch
from PIL import Image, ImageEnhance
from torch import nn
from torch.nn import functional as F

NET, MODE, FOLDER, BATCH, SECONDS = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5])
SIDE = {"cnn": 64, "resnet50": 224}[NET]
CLASSES = 12
TUNED = MODE == "tuned"


class Photos(torch.utils.data.Dataset):
    def __init__(self):
        self.files = sorted((FOLDER / ("64" if NET == "cnn" else "512")).rglob("*.*"))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, place):
        photo = Image.open(self.files[place]).convert("RGB")
        area, stretch = random.uniform(0.3, 1), math.exp(random.uniform(-1, 1) * math.log(4 / 3) / 2)
        width = min(photo.width, photo.width * math.sqrt(area) * stretch)
        height = min(photo.height, photo.height * math.sqrt(area) / stretch)
        left, top = random.uniform(0, photo.width - width), random.uniform(0, photo.height - height)
        photo = photo.resize((SIDE, SIDE), Image.BILINEAR, (left, top, left + width, top + height))
        if random.random() < 0.5:
            photo = photo.transpose(Image.FLIP_LEFT_RIGHT)
        for change in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
            photo = change(photo).enhance(random.uniform(0.7, 1.3))
        pixels = torch.from_numpy(numpy.array(photo)).permute(2, 0, 1).float() / 255
        return (pixels - 0.45) / 0.225, place % CLASSES


class SmallCNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 48, 5, padding=2, bias=False), nn.BatchNorm2d(48), nn.ReLU(), nn.MaxPool2d(4),
            nn.Conv2d(48, 96, 5, padding=2, bias=False), nn.BatchNorm2d(96), nn.ReLU(), nn.MaxPool2d(4), nn.Flatten(),
            nn.Dropout(0.15), nn.Linear(96 * 16, 256), nn.ReLU(), nn.Dropout(0.15), nn.Linear(256, 128), nn.ReLU())
        self.head = nn.Linear(128, CLASSES)

    def forward(self, photos):
        return self.head(self.body(photos))


class Bottleneck(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(before, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width, 3, stride, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, width * 4, 1, bias=False), nn.BatchNorm2d(width * 4))
        self.short = nn.Sequential(
            nn.Conv2d(before, width * 4, 1, stride, bias=False), nn.BatchNorm2d(width * 4)
        ) if stride > 1 or before != width * 4 else nn.Identity()

    def forward(self, x):
        return F.relu(self.path(x) + self.short(x))


class ResNet50(nn.Module):
    def __init__(self):
        super().__init__()
        stages, before = [], 64
        for width, blocks, stride in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
            stages.append(nn.Sequential(*[
                Bottleneck(before if k == 0 else width * 4, width, stride if k == 0 else 1) for k in range(blocks)]))
            before = width * 4
        self.frozen = nn.Sequential(
            nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1), *stages[:3])
        self.last, self.head = stages[3], nn.Linear(2048, CLASSES)

    def forward(self, photos):
        with torch.no_grad():
            x = self.frozen(photos)
        return self.head(self.last(x).mean((2, 3)))

    def train(self, mode=True):
        super().train(mode)
        self.frozen.eval()
        return self


def processor():
    return sum(use.ru_utime + use.ru_stime for use in map(
        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))) + workers()


def workers():
    """Of the children that still run, which getrusage leaves out."""
    total = 0
    for child in torch.multiprocessing.active_children():
        fields = pathlib.Path(f"/proc/{child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / 100
    return total


torch.manual_seed(1)
model = SmallCNN() if NET == "cnn" else ResNet50()
if TUNED:
    model = model.to(memory_format=torch.channels_last)
learnt = model.parameters() if NET == "cnn" else [*model.last.parameters(), *model.head.parameters()]
optimiser = torch.optim.AdamW(learnt, lr=1e-3, **({"fused": True} if TUNED else {}))
loader = torch.utils.data.DataLoader(
    Photos(), BATCH, shuffle=True, drop_last=True,
    **({"num_workers": 2, "persistent_workers": True} if TUNED else {}))
model.train()
steps, photos, began = 0, 0, None
while began is None or time.monotonic() - began[0] < SECONDS:
    for pixels, labels in loader:
        if TUNED:
            pixels = pixels.to(memory_format=torch.channels_last)
        with torch.autocast("cpu", torch.bfloat16, enabled=TUNED):
            logits = model(pixels)
        loss = F.cross_entropy(logits.float(), labels, label_smoothing=0.1)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()
        steps += 1
        if steps == 5:
            began = (time.monotonic(), processor())
        elif steps > 5:
            photos += len(labels)
            if time.monotonic() - began[0] >= SECONDS:
                break
print(photos, time.monotonic() - began[0], processor() - began[1], sep="\t")
