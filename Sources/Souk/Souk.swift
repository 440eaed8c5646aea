// The everyday part of Souk: a workspace of listings, search over it, ranking, and a marketplace in use.
@_exported import SoukCatalog
@_exported import SoukEmbeddedSearch
@_exported import SoukMarketplace
@_exported import SoukRanking
@_exported import SoukSearch
