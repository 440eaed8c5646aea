import Foundation

/// What a shop's variants of one product become.
public enum VariantHandling: String, Sendable, Codable, CaseIterable {
    /// One listing with options, and the range of their prices.
    case one
    /// A listing for each variant.
    case several
}

/// How a table of listings is to be read, where the table itself does not tell.
public struct TableOptions: Sendable, Codable, Equatable {
    /// nil: it is found out.
    public var encoding: TextEncoding?
    public var variants: VariantHandling

    public init(encoding: TextEncoding? = nil, variants: VariantHandling = .one) {
        (self.encoding, self.variants) = (encoding, variants)
    }
}

/// Reads a table of listings: rows that a shop's format spreads a product over come as one record.
struct ListingTable {
    let format: (any ShopFormat)?
    let summary: String
    /// Those of the file.
    let columns: [String]
    private var reader: TableReader
    private let options: TableOptions
    private let separated: SeparatedRows?
    private var seenGroups: Set<String> = []
    private var pending: Product?
    private var ready: ArraySlice<TableRecord> = []
    private var number = 0

    private struct Product {
        var key: String?
        var group: String?
        var lead: TableRecord
        var members: [TableRecord] = []
    }

    /// A product of more rows is cut there.
    private static let memberLimit = 10_000

    /// - Parameter separated: variants that stand apart from their product, as a first pass found them; nil for that pass.
    init(
        url: URL, options: TableOptions = .init(), separated: SeparatedRows? = nil
    ) throws(CatalogError) {
        reader = try TableReader(url: url, encoding: options.encoding)
        format = ShopFormats.recognise(reader.columns, preamble: reader.preamble)
        summary = (format.map { "\($0.name), " } ?? "") + reader.summary
        columns = reader.columns
        self.options = options
        self.separated = separated
    }

    var bytesRead: Int { reader.bytesRead }
    var totalBytes: Int { reader.totalBytes }

    /// The next listing's record; nil at the end.
    mutating func next() throws(CatalogError) -> TableRecord? {
        guard let format else { return try reader.next() }
        while ready.isEmpty {
            guard let row = try reader.next() else {
                guard let last = pending else { return nil }
                pending = nil
                finish(last, format)
                continue
            }
            if row.problem != nil, row.isRagged {
                if let last = pending { finish(last, format) }
                pending = nil
                ready.append(row)
            } else {
                take(row, format)
            }
        }
        guard var record = ready.popFirst() else { return nil }
        number += 1
        record.number = number
        return record
    }

    private mutating func take(_ row: TableRecord, _ format: any ShopFormat) {
        switch format.role(of: row) {
        case .product: begin(row, key: nil, format)
        case .sameAs(let key):
            if pending?.key == key, !key.isEmpty { append(row) } else { begin(row, key: key, format) }
        case .continuation:
            if pending != nil { append(row) } else { begin(row, key: nil, format) }
        case .member(let key):
            if separated?.orphans.contains(key) == true { begin(row, key: nil, format) }
        case .group(let key):
            if pending?.group == key {
                append(row)
            } else if seenGroups.insert(key).inserted {
                begin(row, key: nil, format)
                pending?.group = key
            }
        }
    }

    private mutating func append(_ row: TableRecord) {
        guard let product = pending, product.members.count < Self.memberLimit else { return }
        pending?.members.append(row)
    }

    private mutating func begin(_ row: TableRecord, key: String?, _ format: any ShopFormat) {
        if let last = pending { finish(last, format) }
        pending = Product(key: key, lead: row)
    }

    private mutating func finish(_ product: Product, _ format: any ShopFormat) {
        var members = product.members
        if let group = product.group { members += separated?.rows(of: ["group:" + group]) ?? [] }
        if case .product(let keys) = format.role(of: product.lead) {
            members += separated?.rows(of: keys) ?? []
        }
        if options.variants == .several, let variants = format.variants(product.lead, with: members) {
            ready.append(contentsOf: variants)
        } else {
            ready.append(format.product(product.lead, with: members))
        }
    }
}

/// Rows of variants that do not stand below their product, kept in memory up to a limit.
struct SeparatedRows {
    /// In bytes.
    static let limit = 256 << 20

    private var members: [String: [TableRecord]] = [:]
    private var size = 0
    /// Keys of products that are not in the table: their variants are products of their own.
    private(set) var orphans: Set<String> = []

    var isEmpty: Bool { members.isEmpty }

    func rows(of keys: [String]) -> [TableRecord] { keys.flatMap { members[$0] ?? [] } }

    /// Looks through the whole table; nil where nothing stands apart.
    init?(url: URL, options: TableOptions) throws(CatalogError) {
        var reader = try TableReader(url: url, encoding: options.encoding)
        guard let format = ShopFormats.recognise(reader.columns, preamble: reader.preamble) else {
            return nil
        }
        var products: Set<String> = []
        var group: String?
        var groups: Set<String> = []
        while let row = try reader.next() {
            guard !row.isRagged else { continue }
            switch format.role(of: row) {
            case .member(let key):
                try keep(row, of: key, url)
                group = nil
            case .group(let key):
                if groups.insert(key).inserted {
                    group = key
                } else if group != key {
                    try keep(row, of: "group:" + key, url)
                }
            case .product(let keys):
                products.formUnion(keys)
                group = nil
            case .sameAs, .continuation: break
            }
        }
        orphans = Set(members.keys.filter { !$0.hasPrefix("group:") && !products.contains($0) })
        if members.isEmpty { return nil }
    }

    private mutating func keep(_ row: TableRecord, of key: String, _ url: URL) throws(CatalogError) {
        size += row.fields.reduce(256) { $0 + $1.value.utf8.count + 48 }
        guard size <= Self.limit else {
            throw .table(
                path: url.path, line: row.line,
                reason: "more than \(Self.limit >> 20) MiB of variants stand apart from their products",
                remedy: "Split the export into parts of fewer products.")
        }
        members[key, default: []].append(row)
    }
}
