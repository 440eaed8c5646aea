"""A text or a photo encoder in ONNX Runtime or OpenVINO, and then a vector for each line.

    encoders_peer.py text|photo onnxruntime|onnxruntime-int8|openvino|openvino-bfloat16 WEIGHTS SIDE

The graph (MiniLM, or EfficientNet-Lite2 for photos of SIDE pixels) is made here from the safetensors of WEIGHTS. Says
`ready TAB seconds TAB seconds of the processor`; then a line of token numbers, or the path of a file of normalised
float32 photos, is answered by `milliseconds TAB milliseconds of the processor TAB vector of the first, in millionths`.
One thread. Install them with `Benchmarks/peers/install`.
"""
import json
import math
import struct
import sys
import tempfile
import time

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper


def safetensors(path):
    data = open(path, "rb").read()
    size, = struct.unpack("<Q", data[:8])
    header, base = json.loads(data[8:8 + size]), 8 + size
    return {
        name: numpy.frombuffer(data[base + about["data_offsets"][0]:base + about["data_offsets"][1]],
                               numpy.float32).reshape(about["shape"])
        for name, about in header.items() if name != "__metadata__" and about["dtype"] == "F32"
    }


class Graph:
    def __init__(self):
        self.nodes, self.constants, self.count = [], [], 0

    def constant(self, value, kind=numpy.float32):
        self.count += 1
        name = f"c{self.count}"
        self.constants.append(numpy_helper.from_array(numpy.ascontiguousarray(value, kind), name))
        return name

    def __call__(self, kind, *inputs, **attributes):
        self.count += 1
        name = f"n{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def linear(self, x, weight, bias):
        return self("Add", self("MatMul", x, self.constant(weight.T)), self.constant(bias))

    def model(self, shape, kind, output):
        self.nodes.append(helper.make_node("Identity", [output], ["y"]))
        graph = helper.make_graph(
            self.nodes, "encoder", [helper.make_tensor_value_info("x", kind, shape)],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def minilm(weights):
    """BERT of six layers and twelve heads; the mean of its tokens, of length 1."""
    g = Graph()

    def norm(x, place):
        return g("LayerNormalization", x, g.constant(weights[place + ".weight"]), g.constant(weights[place + ".bias"]),
                 epsilon=1e-12)

    words = g("Gather", g.constant(weights["embeddings.word_embeddings.weight"]), "x")
    length = g("Shape", "x", start=1, end=2)
    places = g("Slice", g.constant(weights["embeddings.position_embeddings.weight"]), g.constant([0], numpy.int64),
               length, g.constant([0], numpy.int64))
    kind = g.constant(weights["embeddings.token_type_embeddings.weight"][0])
    x = norm(g("Add", g("Add", words, places), kind), "embeddings.LayerNorm")
    for layer in range(6):
        def linear(x, part):
            place = f"encoder.layer.{layer}.{part}"
            return g.linear(x, weights[place + ".weight"], weights[place + ".bias"])

        def heads(x, order):
            return g("Transpose", g("Reshape", x, g.constant([0, 0, 12, 32], numpy.int64)), perm=order)

        query = heads(linear(x, "attention.self.query"), [0, 2, 1, 3])
        key = heads(linear(x, "attention.self.key"), [0, 2, 3, 1])
        value = heads(linear(x, "attention.self.value"), [0, 2, 1, 3])
        weight = g("Softmax", g("Mul", g("MatMul", query, key), g.constant(1 / math.sqrt(32))), axis=-1)
        mixed = g("Reshape", g("Transpose", g("MatMul", weight, value), perm=[0, 2, 1, 3]),
                  g.constant([0, 0, 384], numpy.int64))
        x = norm(g("Add", linear(mixed, "attention.output.dense"), x), f"encoder.layer.{layer}.attention.output.LayerNorm")
        inner = g("Gelu", linear(x, "intermediate.dense"))
        x = norm(g("Add", linear(inner, "output.dense"), x), f"encoder.layer.{layer}.output.LayerNorm")
    mean = g("ReduceMean", x, g.constant([1], numpy.int64), keepdims=0)
    return g.model([1, "length"], TensorProto.INT64, g("LpNormalization", mean, axis=-1))


def lite2(weights, side):
    """EfficientNet-Lite2 up to its pooled features, batch normalisation folded."""
    g = Graph()

    def convolve(x, side, place, norm, kernel, stride, groups, then):
        weight, scale = weights[place + ".weight"], weights[norm + ".weight"] / numpy.sqrt(
            weights[norm + ".running_var"] + 1e-3)
        out = -(-side // stride)
        zeros = max((out - 1) * stride + kernel - side, 0)
        x = g("Conv", x, g.constant(weight * scale[:, None, None, None]),
              g.constant(weights[norm + ".bias"] - weights[norm + ".running_mean"] * scale),
              pads=[zeros // 2, zeros // 2, zeros - zeros // 2, zeros - zeros // 2], strides=[stride, stride], group=groups)
        return (g("Clip", x, g.constant(0), g.constant(6)) if then else x), out

    x, side = convolve("x", side, "_conv_stem", "_bn0", 3, 2, 1, True)
    number, before = 0, 32
    for repeats, kernel, first, channels in [(1, 3, 1, 16), (3, 3, 2, 24), (3, 5, 2, 48), (4, 3, 2, 88), (4, 5, 1, 120),
                                             (5, 5, 2, 208), (1, 3, 1, 352)]:
        for repeat in range(repeats):
            place, stride, y = f"_blocks.{number}", first if repeat == 0 else 1, x
            if number:
                y, _ = convolve(y, side, place + "._expand_conv", place + "._bn0", 1, 1, 1, True)
            hidden = len(weights[place + "._depthwise_conv.weight"])
            y, after = convolve(y, side, place + "._depthwise_conv", place + "._bn1", kernel, stride, hidden, True)
            y, _ = convolve(y, after, place + "._project_conv", place + "._bn2", 1, 1, 1, False)
            x = g("Add", y, x) if stride == 1 and before == channels else y
            number, side, before = number + 1, after, channels
    x, _ = convolve(x, side, "_conv_head", "_bn1", 1, 1, 1, True)
    return g.model(["count", 3, "side", "side"], TensorProto.FLOAT,
                   g("ReduceMean", x, g.constant([2, 3], numpy.int64), keepdims=0))


def load(model, library, folder):
    path = folder + "/encoder.onnx"
    onnx.save(model, path)
    if library.startswith("openvino"):
        import openvino
        core = openvino.Core()
        kind = "bf16" if library == "openvino-bfloat16" else "f32"
        compiled = core.compile_model(core.read_model(path), "CPU", {
            "INFERENCE_NUM_THREADS": 1, "INFERENCE_PRECISION_HINT": kind, "PERFORMANCE_HINT": "LATENCY"})
        request = compiled.create_infer_request()
        return lambda x: request.infer([x])[0]
    import onnxruntime
    if library == "onnxruntime-int8":
        from onnxruntime.quantization import QuantType, quantize_dynamic
        quantize_dynamic(path, folder + "/int8.onnx", weight_type=QuantType.QInt8, per_channel=True)
        path = folder + "/int8.onnx"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options)
    return lambda x: session.run(None, {"x": x})[0]


def main():
    kind, library, path, side = sys.argv[1:]
    start, busy = time.perf_counter(), time.process_time()
    weights = safetensors(path)
    with tempfile.TemporaryDirectory() as folder:
        run = load(minilm(weights) if kind == "text" else lite2(weights, int(side)), library, folder)
    print(f"ready\t{time.perf_counter() - start}\t{time.process_time() - busy}", flush=True)
    for line in iter(sys.stdin.readline, ""):
        if kind == "text":
            x = numpy.array([line.split()], numpy.int64)
        else:
            x = numpy.fromfile(line.strip(), numpy.float32).reshape(-1, 3, int(side), int(side))
        start, busy = time.perf_counter(), time.process_time()
        vector = run(x)
        wall, processor = time.perf_counter() - start, time.process_time() - busy
        print(f"{wall * 1000}\t{processor * 1000}\t{' '.join(str(round(v * 1e6)) for v in vector[0].tolist())}", flush=True)


main()
