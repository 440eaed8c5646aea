import Foundation
import SoukModels
import SoukTensors

/// One encoder in Souk and in its peers, who take turns.
struct EncoderTrial {
    /// The precision of each, as `encoders_peer.py` and the report name it.
    static let peers = [
        ("onnxruntime", "ONNX Runtime, float32"), ("onnxruntime-int8", "ONNX Runtime, int8"),
        ("openvino", "OpenVINO, float32"), ("openvino-bfloat16", "OpenVINO, bfloat16"),
    ]

    private let kind: String
    private let others: [(name: String, process: PeerProcess)]

    /// - Parameters:
    ///   - kind: "text" or "photo".
    ///   - weights: A safetensors file.
    init(_ kind: String, weights: URL, side: Int) async throws {
        self.kind = kind
        var others: [(String, PeerProcess)] = []
        // Quantised while it runs, a convolution is ten times as slow.
        for (library, name) in Self.peers where kind == "text" || library != "onnxruntime-int8" {
            let process = try await PeerProcess(
                "encoders_peer.py", [kind, library, weights.path, "\(side)"], send: { _ in })
            if let process { others.append((name, process)) }
        }
        self.others = others
    }

    /// Rows of a measurement, and ratios with the peer of the same precision.
    ///
    /// - Parameters:
    ///   - questions: What a peer is sent for each input.
    ///   - encode: The vector of the first of an input.
    func add(
        to measurement: inout Measurement, _ what: String, questions: [String],
        encode: (Int) throws -> [Float]
    ) throws {
        var ours = Timings()
        var theirs = [Timings](repeating: Timings(), count: others.count)
        var cosines = [Double](repeating: 1, count: others.count)
        let warmUp = questions.count / 10
        for (place, question) in questions.enumerated() {
            let vector = place < warmUp ? try encode(place) : try ours.measure { try encode(place) }
            for (peer, other) in others.enumerated() {
                let answer = try other.process.ask(question)
                cosines[peer] = min(cosines[peer], Self.cosine(vector, answer.numbers.map(Double.init)))
                guard place >= warmUp else { continue }
                theirs[peer].append(wall: answer.wall, processor: answer.processor)
            }
        }
        let precision = PackedLinear.preferredType == .bfloat16 ? "bfloat16" : "float32"
        measurement.rows.append(.init(label: "\(what): Souk, \(precision)", values: ours.summary + [nil]))
        for (peer, other) in others.enumerated() {
            measurement.rows.append(
                .init(label: "\(what): \(other.name)", values: theirs[peer].summary + [cosines[peer]]))
            guard other.name == "OpenVINO, \(precision)" else { continue }
            measurement.ratios.append(
                Ratio(what: "\(kind) encoder, \(what)", to: other.name, ours, theirs[peer], aim: 1 / 0.95))
        }
    }

    static let columns = ["input"] + Timings.summaryColumns + ["least cosine with Souk's"]

    private static func cosine(_ one: [Float], _ other: [Double]) -> Double {
        let (one, count) = (one.map(Double.init), min(one.count, other.count))
        let product = (0..<count).reduce(0) { $0 + one[$1] * other[$1] }
        func length(_ vector: [Double]) -> Double { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }
        return product / max(length(one) * length(other), .leastNormalMagnitude)
    }
}
