public import Hummingbird

extension SoukRoutes {
    /// The page for search engineers, for administrators only: `/lab`.
    ///
    /// - Throws: when a template is missing or damaged.
    public func registerLab(on router: Router<SoukRequestContext>) throws {
        try LabRoutes(marketplace: marketplace, models: models, runtime: runtime).add(to: router)
    }
}
