import SoukAnalysis
import SoukCatalog
import SoukSearch

/// A filter as conditions on `listings` under the name `l`.
struct FilterConditions {
    let schema: GenerationSchema
    let rates: ExchangeRates
    /// What the filter's excluded words are in this generation.
    let excluded: [WordSequence]

    /// `true` where the filter demands nothing.
    func sql(_ filter: SearchFilter, _ sql: inout SQLBuilder) -> String {
        var conditions: [String] = []
        if !filter.categories.isEmpty, !filter.categories.contains([]) {
            let choices = filter.categories.map { within($0, &sql) }
            conditions.append("(\(choices.joined(separator: " OR ")))")
        }
        if let price = filter.minimumPrice { conditions.append(bound(price, ">=", filter, &sql)) }
        if let price = filter.maximumPrice { conditions.append(bound(price, "<=", filter, &sql)) }
        if let circle = filter.near { conditions.append(near(circle, &sql)) }
        if let hasPhoto = filter.hasPhoto { conditions.append("l.has_photo = \(sql.bind(.bool(hasPhoto)))") }
        conditions += AttributeColumn.conditions(filter, &sql)
        if let time = filter.postedAfter { conditions.append("l.posted_at > \(sql.bind(.int(time)))") }
        if let ids = filter.ids { conditions.append("l.id = ANY (\(sql.bind(.texts(ids.map(\.text)))))") }
        if !filter.excludedIDs.isEmpty {
            conditions.append("l.id <> ALL (\(sql.bind(.texts(filter.excludedIDs.map(\.text)))))")
        }
        let words = WordConditions(schema: schema)
        conditions += excluded.map { "NOT \(words.says($0, &sql))" }
        return conditions.isEmpty ? "true" : conditions.joined(separator: " AND ")
    }

    /// A subtree is what begins with its root's key; the byte after the separator is a space.
    private func within(_ category: [String], _ sql: inout SQLBuilder) -> String {
        let key = CategoryKey.key(category)
        let end = String(key.unicodeScalars.dropLast().map(Character.init)) + " "
        return "(l.category >= \(sql.bind(.text(key))) AND l.category < \(sql.bind(.text(end))))"
    }

    private func bound(
        _ price: Int, _ comparison: String, _ filter: SearchFilter, _ sql: inout SQLBuilder
    ) -> String {
        guard let price = rates.inBase(price, filter.priceCurrency) else { return "false" }
        return "l.comparable_price \(comparison) \(sql.bind(.int(price)))"
    }

    private func near(_ circle: SearchFilter.Circle, _ sql: inout SQLBuilder) -> String {
        let box = BoundingBox(circle)
        func between(_ column: String, _ range: ClosedRange<Double>, _ sql: inout SQLBuilder) -> String {
            "\(column) BETWEEN \(sql.bind(.double(range.lowerBound))) AND \(sql.bind(.double(range.upperBound)))"
        }
        let longitudes = box.longitudes.map { between("l.longitude", $0, &sql) }
        let latitudes = between("l.latitude", box.latitudes, &sql)
        return """
            \(latitudes) AND (\(longitudes.joined(separator: " OR ")))
            AND \(Self.kilometres(from: circle, &sql)) <= \(sql.bind(.double(circle.kilometres)))
            """
    }

    /// By the haversine formula, step by step as ``GreatCircle`` computes it, so that both round alike.
    static func kilometres(from circle: SearchFilter.Circle, _ sql: inout SQLBuilder) -> String {
        let latitude = sql.bind(.double(circle.latitude))
        let longitude = sql.bind(.double(circle.longitude))
        let radians = SQLBuilder.literal(Double.pi / 180)
        let north = "sin((l.latitude - \(latitude)) * \(radians) / 2)"
        let east = "sin((l.longitude - \(longitude)) * \(radians) / 2)"
        let a = """
            \(north) * \(north) + cos(\(latitude) * \(radians)) * cos(l.latitude * \(radians)) * \(east) * \(east)
            """
        return "\(SQLBuilder.literal(2 * GreatCircle.earthRadius)) * asin(least(1::float8, sqrt(\(a))))"
    }
}

extension AttributeColumn {
    static func conditions(_ filter: SearchFilter, _ sql: inout SQLBuilder) -> [String] {
        all.compactMap { column in
            filter.chosen[column.attribute].map { values in
                let keys = Set(values.map(column.attribute.key)).sorted()
                return "l.\(column.key) = ANY (\(sql.bind(.texts(keys))))"
            }
        }
    }
}

extension ScanOrder {
    /// An expression that ascends in this order; what lacks the value comes last.
    func key(_ filter: SearchFilter, _ sql: inout SQLBuilder) throws(RetrievalError) -> String {
        try check(filter)
        switch self {
        case .id: return "0::float8"
        case .newest: return "coalesce(-l.posted_at::float8, 1e300)"
        case .cheapest: return "coalesce(l.comparable_price::float8, 1e300)"
        case .dearest: return "coalesce(-l.comparable_price::float8, 1e300)"
        case .nearest:
            guard let circle = filter.near else { return "0::float8" }
            return "coalesce(\(FilterConditions.kilometres(from: circle, &sql)), 1e300)"
        }
    }
}
