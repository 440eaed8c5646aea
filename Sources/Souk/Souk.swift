// The everyday part of Souk: a workspace of listings, search over it, ranking, and a marketplace in use.
@_exported public import SoukCatalog
@_exported public import SoukEmbeddedSearch
@_exported public import SoukMarketplace
@_exported public import SoukRanking
@_exported public import SoukSearch
