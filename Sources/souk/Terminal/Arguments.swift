import ArgumentParser
import Catalog
import Models
import Tensors

extension Architecture: ExpressibleByArgument {}
extension Device: ExpressibleByArgument {}
extension SplitKind: ExpressibleByArgument {}
extension SplitPart: ExpressibleByArgument {}

/// What `souk train` trains.
enum TrainingSubject: Sendable, Equatable, CaseIterable, ExpressibleByArgument {
    case classifier(Architecture)
    case listing

    static var allCases: [TrainingSubject] { Architecture.allCases.map(classifier) + [.listing] }
    static var allValueStrings: [String] { allCases.map(\.name) }

    var name: String {
        switch self {
        case .classifier(let architecture): architecture.rawValue
        case .listing: "listing"
        }
    }

    init?(argument: String) {
        guard let subject = Self.allCases.first(where: { $0.name == argument }) else { return nil }
        self = subject
    }
}
