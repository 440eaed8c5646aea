import Foundation
import SoukModels
import SoukTensors

/// all-MiniLM-L6-v2 as `Scripts/bootstrap` fetches it; nil and failures on a machine without it.
enum MiniLM {
    static let folder = Reference.asset("weights/all-minilm-l6-v2")
    static let vocabulary = folder.map { $0.appendingPathComponent("vocab.txt") }

    static let tokenizer = Result { try WordPieceTokenizer(vocabulary: vocabulary ?? missing) }
    /// One for all tests that change nothing.
    static let encoder = Result { try TextEncoder(folder: folder ?? missing) }

    private static let missing = URL(fileURLWithPath: "/nowhere")
}
