// local, untracked: only until live lands
import Catalog
import Foundation
import Ranking
import Retrieval
import Training
public struct MarketplaceOptions: Sendable { public init() {} }
public struct MarketplaceState: Sendable, Codable { public var generation: String; public var modelHash: String?; public var listings: Int; public var pendingChanges: Int; public var isReady: Bool }
public final class Marketplace: Sendable {
  public let workspace: Workspace
  public let engine: SearchEngine
  public init(_ workspace: Workspace, options: MarketplaceOptions = .init()) async throws {
    self.workspace = workspace
    engine = try SearchEngine(workspace, encoder: try TrainedListingModel.newest(in: workspace).map { QueryEncoder($0) })
  }
  public var state: MarketplaceState { MarketplaceState(generation: "1", modelHash: "m", listings: 0, pendingChanges: 0, isReady: true) }
  public func search(_ r: SearchRequest) async throws -> SearchAnswer { try await engine.search(r) }
}
