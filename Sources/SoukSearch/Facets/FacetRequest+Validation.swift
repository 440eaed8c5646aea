extension FacetRequest {
    package func validate() throws(RetrievalError) {
        let ascends = zip(priceBounds, priceBounds.dropFirst()).allSatisfy { $0 < $1 }
        guard ascends, (priceBounds.first ?? 1) > 0, priceBounds.count <= 1000, limit >= 0 else {
            throw .request(
                reason: "price bounds \(priceBounds) and a limit of \(limit)",
                remedy: "Give bounds above 0 that ascend, and a limit of 0 or more.")
        }
    }
}
