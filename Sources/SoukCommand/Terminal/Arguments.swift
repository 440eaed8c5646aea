import ArgumentParser
import SoukCatalog
import SoukModels
import SoukTensors

extension Architecture: ExpressibleByArgument {}
extension Device: ExpressibleByArgument {}
extension SplitKind: ExpressibleByArgument {}
extension SplitPart: ExpressibleByArgument {}
extension TextEncoder.Pretrained: ExpressibleByArgument {}

/// What `souk train` trains.
enum TrainingSubject: Sendable, Equatable, CaseIterable, ExpressibleByArgument {
    case classifier(Architecture)
    case listing
    case ranker

    static var allCases: [TrainingSubject] { Architecture.allCases.map(classifier) + [.listing, .ranker] }
    static var allValueStrings: [String] { allCases.map(\.name) }

    var name: String {
        switch self {
        case .classifier(let architecture): architecture.rawValue
        case .listing: "listing"
        case .ranker: "ranker"
        }
    }

    init?(argument: String) {
        guard let subject = Self.allCases.first(where: { $0.name == argument }) else { return nil }
        self = subject
    }
}
