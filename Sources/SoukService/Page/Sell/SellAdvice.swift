/// What Souk suggests to a seller, from the photo and the words so far.
struct SellAdvice: Sendable, Equatable {
    var category: Category?
    var price: Price?
    var duplicates: [Duplicate] = []
    var hasDuplicates = false
    var hints: [String] = []
    var hasHints = false

    struct Category: Sendable, Equatable {
        var label: String
        var probability: String
        var words: String
        var choices: [Choice]
    }

    struct Choice: Sendable, Equatable {
        /// As the form takes it: a path with ` / `.
        var value: String
        var label: String
        var probability: String
    }

    struct Price: Sendable, Equatable {
        var range: String
        var words: String
        /// For the field, where one price stands out.
        var value: String?
        var label: String?
    }

    struct Duplicate: Sendable, Equatable {
        var title: String
        var link: String
        var words: String
    }
}

/// The fragment that a form's page fetches while the seller types.
struct SellAdviceView: Sendable, Equatable {
    var advice: SellAdvice?
}
