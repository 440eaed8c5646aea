import Hummingbird
import NIOCore
import NIOHTTP1
import SoukCatalog
import SoukMarketplace
import SoukRanking
import SoukSearch

extension Problem {
    /// What a caller is told about an error: what the caller did apart from what we broke.
    public init(from error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as MarketplaceError: self.init(marketplace: error)
        case let error as RankingError: self.init(ranking: error)
        case let error as RetrievalError: self.init(retrieval: error)
        case let error as CatalogError: self.init(catalog: error)
        case let error as DecodingError: self.init(decoding: error)
        case is HTTPParserError, is ChannelError: self = .brokenBody
        case let error as any HTTPResponseError: self.init(status: error.status)
        case is CancellationError: self = .deadline
        default: self = .broken
        }
        if status.code == 500, cause == nil, !(error is Problem) { cause = String(reflecting: error) }
    }

    private init(ranking error: RankingError) {
        switch error {
        case .request(let reason, let remedy): self = .invalid("request", reason, next: remedy)
        case .photo(let reason, let remedy): self = .invalid("photo", reason, next: remedy)
        case .missingListing: self = .notFound("listing.unknown", "There is no such listing, or no longer.")
        case .modelMissing: self = .modelMissing
        case .file, .examples: self = .broken
        }
    }

    private init(retrieval error: RetrievalError) {
        switch error {
        case .request(let reason, let remedy): self = .invalid("request", reason, next: remedy)
        case .cursor(let reason):
            self = .invalid("cursor", reason, next: "Search again from the first page.")
        case .deadline: self = .deadline
        case .listing(_, let reason): self = .invalid("listing", reason)
        case .unknownListing:
            self = .notFound("listing.unknown", "There is no such listing, or no longer.")
        case .unavailable(let part, _, _): self = .partMissing(part)
        case .database, .missing, .io, .damaged, .wrongModel, .vector: self = .broken
        }
    }

    private init(catalog error: CatalogError) {
        switch error {
        case .photo(_, let reason): self = .invalid("photo", reason)
        case .usage(let reason, let remedy): self = .invalid("request", reason, next: remedy)
        case .interrupted: self = .busy("The service is stopping.", retryAfter: 5)
        case .database, .missing, .noWorkspace, .io, .table: self = .broken
        }
    }

    private init(status: HTTPResponse.Status) {
        switch status.code {
        case 400: self = .invalid("request", "It is not well formed.", status: .badRequest)
        case 404: self = .notFound()
        case 413:
            self = Problem(.contentTooLarge, "body.tooLarge", "The body is larger than this route takes.")
        case 415: self = .unsupportedMediaType(expected: "what /openapi.json describes")
        case 400..<500: self = Problem(status, "request.\(status.code)", status.reasonPhrase)
        default: self = .broken
        }
    }
}
