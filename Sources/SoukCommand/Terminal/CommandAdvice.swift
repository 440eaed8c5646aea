import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch

/// Which commands do what an error of a library advises. Libraries know no commands: this is the one place that maps
/// kinds of errors to them.
enum CommandAdvice {
    /// What to type, the likeliest first; empty where the error names no command's work.
    static func commands(for error: any Error) -> [String] {
        switch error {
        case CatalogError.noWorkspace: ["souk import"]
        case StoredModelError.missing: ["souk train photos cnn", "souk train listings", "souk models list"]
        case StoredModelError.weightsMissing(let architecture, _): ["souk models fetch \(architecture)"]
        case StoredModelError.unusable: ["souk models list", "souk train"]
        case RetrievalError.missing: ["souk index"]
        case RetrievalError.damaged: ["souk index rollback", "souk index"]
        case RetrievalError.wrongModel: ["souk index", "souk models promote"]
        case RankingError.missingListing: ["souk index"]
        case RankingError.modelMissing: ["souk models list", "souk index"]
        case MarketplaceError.noModel: ["souk train listings", "souk index"]
        default: []
        }
    }
}
