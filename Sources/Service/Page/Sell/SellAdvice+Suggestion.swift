import Marketplace

extension SellAdvice {
    init(_ suggestion: ListingSuggestion) {
        self.init()
    }
}
