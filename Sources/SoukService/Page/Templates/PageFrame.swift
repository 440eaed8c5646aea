/// What every page has around its content.
struct PageFrame: Sendable, Equatable {
    /// A class of the body, for the style sheet.
    var name: String
    var title: String
    var heading: String
    var summary = "Search a marketplace by words, by a photo, or both."
    /// What stands in the search box.
    var words = ""
    /// The photo in the search box.
    var searchPhoto: String?
    /// The rest of the search's state, which a new search keeps.
    var fields: [FormField] = []
    var isYou = false
    var isSell = false
    /// What the page does without.
    var missing: String?

    /// nil where nothing is missing.
    static func note(missing parts: [String]) -> String? {
        parts.isEmpty
            ? nil
            : "Some listings are missing at the moment: \(parts.joined(separator: ", ")) of the marketplace cannot be "
                + "asked. Come back soon to see them."
    }
}

/// A hidden field of a form.
struct FormField: Sendable, Equatable {
    var name: String
    var value: String

    /// The state of a search but for what the form itself asks.
    static func all(_ link: SearchLink, but names: Set<String>) -> [FormField] {
        link.items.filter { !names.contains($0.name) && !["page", "cursor"].contains($0.name) }
            .map { FormField(name: $0.name, value: $0.value) }
    }
}
