/// Connections within the descriptors that the system lets the process have: a process without a free one can neither
/// answer nor read its index.
enum DescriptorBudget {
    /// For the catalogue, the index, photos and their helpers while requests run.
    private static let reserve = 16

    /// Lowers the number of connections to what fits.
    ///
    /// - Parameters:
    ///   - limit: descriptors that may be open.
    ///   - used: those that are open before the first connection.
    /// - Returns: what an operator should know, where fewer connections are taken than asked for.
    /// - Throws: `ServiceError.option` where not even a few fit.
    static func apply(_ limits: inout ServiceLimits, limit: Int, used: Int) throws(ServiceError) -> String? {
        let room = limit - used - reserve
        guard room >= 4 else {
            throw .option(
                name: "open files", reason: "the system lets this process have \(limit), \(used) are in use",
                remedy:
                    "Raise the limit to \(used + reserve + 600) or more: ulimit -n, or LimitNOFILE of the unit."
            )
        }
        guard limits.connections + limits.refusals > room else { return nil }
        limits.refusals = min(limits.refusals, max(1, room / 4))
        let asked = limits.connections
        limits.connections = min(asked, room - limits.refusals)
        guard limits.connections < asked else { return nil }
        return """
            \(limits.connections) connections are taken, not \(asked): the system lets this process have \(limit) \
            open files. Raise it by ulimit -n, or LimitNOFILE of the unit.
            """
    }
}

extension ServiceConfiguration {
    /// Lowers the number of connections to what the system's limit of open files leaves room for.
    ///
    /// - Parameter descriptors: how many may be open.
    /// - Returns: what an operator should know, where fewer connections are taken than asked for.
    /// - Throws: `ServiceError.option` where not even a few fit.
    public mutating func fit(descriptors: Int) throws(ServiceError) -> String? {
        guard let used = ProcessFigures.openDescriptors else { return nil }
        return try DescriptorBudget.apply(&limits, limit: descriptors, used: used)
    }
}
