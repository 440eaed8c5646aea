import SoukService

extension ServiceConfiguration {
    /// As usual, but that a busy machine is no fault of what is tested: nobody is turned away for having waited.
    static var patient: ServiceConfiguration {
        var configuration = ServiceConfiguration()
        configuration.limits.deadline = .seconds(300)
        configuration.limits.admission.patience = .seconds(300)
        return configuration
    }
}
