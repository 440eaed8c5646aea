/// How a shop's program exports its products: which columns hold what, and which rows belong together.
protocol ShopFormat: Sendable {
    /// For people: `Shopify`.
    var name: String { get }
    /// What the columns hold, those that ``product(_:variants:)`` adds included.
    var mapping: ColumnMapping { get }
    /// What a row is to its neighbours.
    func role(of row: TableRecord) -> RowRole
    /// One listing of a product's rows: the columns of the mapping hold what the whole product says.
    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord
    /// One listing for each variant; nil where the rows tell of none.
    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]?
}

/// What a row is to its neighbours.
enum RowRole {
    /// A product of its own, named by these keys where its variants stand elsewhere.
    case product(keys: [String])
    /// Belongs to the row above when that has the same key, else it begins a product.
    case sameAs(key: String)
    /// Belongs to the row above, whatever that is.
    case continuation
    /// Belongs to the product of this key, wherever that stands; a product of its own where there is none.
    case member(of: String)
    /// The first row of its group is the product, the others belong to it.
    case group(String)
}

extension ShopFormat {
    func role(of row: TableRecord) -> RowRole { .product(keys: []) }
    func product(_ lead: TableRecord, with members: [TableRecord]) -> TableRecord { lead }
    func variants(_ lead: TableRecord, with members: [TableRecord]) -> [TableRecord]? { nil }
}

/// The formats that are recognised by their headers.
enum ShopFormats {
    /// - Parameter preamble: lines above the header.
    static func recognise(_ columns: [String], preamble: [String]) -> (any ShopFormat)? {
        let columns = ShopColumns(columns)
        return Shopify(columns) ?? WooCommerce(columns) ?? Magento(columns) ?? EBay(columns) ?? Amazon(
            columns)
            ?? SchemaOrg(columns) ?? ProductFeed(columns) ?? Etsy(columns)
    }
}

/// The columns of a table by their names without case, spaces and marks.
struct ShopColumns {
    let all: [String]
    private let byKey: [String: String]

    init(_ columns: [String]) {
        all = columns
        byKey = Dictionary(columns.map { (ColumnName.key($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The column of the first of the names that there is.
    func first(_ names: String...) -> String? { names.lazy.compactMap { byKey[ColumnName.key($0)] }.first }

    func has(_ names: String...) -> Bool { names.allSatisfy { byKey[ColumnName.key($0)] != nil } }

    /// `Image1`, `Image2`, …, as far as there are such columns.
    func numbered(_ name: String, upTo limit: Int = 20) -> [String] {
        (1...limit).compactMap { byKey[ColumnName.key("\(name)\($0)")] }
    }
}

extension TableRecord {
    /// The text of a column without white space around it; empty where there is none.
    func cell(_ column: String?) -> String {
        column.flatMap { self[$0] }?.trimmingWhitespace() ?? ""
    }

    /// Sets a column, or adds it.
    mutating func set(_ column: String?, to value: String) {
        guard let column else { return }
        if let place = fields.firstIndex(where: { $0.name == column }) {
            fields[place].value = value
        } else {
            fields.append((column, value))
        }
    }
}

/// Parts of products that the formats share.
enum ProductCells {
    /// `29.00 - 33.00` of the variants' prices, or the one that all have; empty where none has any.
    static func priceRange(_ prices: [String]) -> String {
        let read = prices.compactMap { text in
            PriceText(text, form: NumberForm(decimal: ".")).price.map { (text: text, amount: $0.amount) }
        }
        guard let least = read.min(by: { $0.amount < $1.amount }),
            let most = read.max(by: { $0.amount < $1.amount })
        else { return "" }
        return least.amount == most.amount ? least.text : "\(least.text) - \(most.text)"
    }

    /// The names as a JSON list, each once.
    static func list(_ names: [String]) -> String {
        var seen: Set<String> = []
        let unique = names.filter { !$0.isEmpty && seen.insert($0).inserted }
        return unique.isEmpty ? "" : JSON.array(unique.map(JSON.string)).fieldText
    }

    /// `Size: S, M; Colour: red` of the options' names and values in their order.
    static func options(_ options: [(name: String, value: String)]) -> String {
        var names: [String] = []
        var values: [String: [String]] = [:]
        for (name, value) in options where !name.isEmpty && !value.isEmpty {
            if values[name] == nil { names.append(name) }
            if values[name]?.contains(value) != true { values[name, default: []].append(value) }
        }
        return names.map { "\($0): \((values[$0] ?? []).joined(separator: ", "))" }.joined(separator: "; ")
    }

    /// `A, B` behind a variant's product: the values of its options.
    static func title(_ title: String, _ values: [String]) -> String {
        let values = values.filter { !$0.isEmpty }
        return values.isEmpty ? title : "\(title) - \(values.joined(separator: ", "))"
    }

    /// Whether a number of pieces says that there is none left.
    static func isNone(_ quantity: String) -> Bool { Double(quantity).map { $0 <= 0 } ?? false }
}
