public import Configuration
import Foundation

extension ServiceConfiguration {
    /// Reads the settings of `ServiceSetting` by their keys; what is not set stays as it is by default.
    ///
    /// - Throws: `option` for a value that makes no sense, and what reading the file of tokens throws.
    public init(_ settings: ConfigReader) throws(ServiceError) {
        self.init()
        if let host = settings.text(.host) { self.host = host }
        if let port = try settings.number(.port) { self.port = port }
        if let isOpen = try settings.flag(.open) { self.isOpen = isOpen }
        if let origins = settings.list(.origin) { allowedOrigins = origins }
        if let names = settings.list(.name) { allowedHosts = names }
        if let isBehindHTTPS = try settings.flag(.https) { self.isBehindHTTPS = isBehindHTTPS }
        if let count = try settings.number(.maxConnections) { limits.connections = count }
        if let count = try settings.number(.maxSearches) { limits.admission.search.running = count }
        if let count = try settings.number(.maxWaiting) { limits.admission.search.waiting = count }
        if let bytes = try settings.number(.maxBodyBytes) { limits.allBodyBytes = bytes }
        if let seconds = try settings.number(.maxSeconds) { limits.deadline = .seconds(seconds) }
        if let file = settings.text(.tokensFile) { tokens = try .read(URL(fileURLWithPath: file)) }
    }
}

extension ConfigReader {
    fileprivate func text(_ setting: ServiceSetting) -> String? { string(forKey: ConfigKey(setting.key)) }

    fileprivate func list(_ setting: ServiceSetting) -> [String]? {
        stringArray(forKey: ConfigKey(setting.key))?.filter { !$0.isEmpty }
    }

    fileprivate func flag(_ setting: ServiceSetting) throws(ServiceError) -> Bool? {
        guard let text = text(setting) else { return nil }
        guard let flag = Bool(text) else { throw setting.fault(text) }
        return flag
    }

    fileprivate func number(_ setting: ServiceSetting) throws(ServiceError) -> Int? {
        guard let text = text(setting), case .number(let range) = setting.kind else { return nil }
        guard let number = Int(text), range.contains(number) else { throw setting.fault(text) }
        return number
    }
}

extension ServiceSetting {
    fileprivate func fault(_ text: String) -> ServiceError {
        .option(
            name: key, reason: "expected \(kind.name), found \"\(text.prefix(100))\"",
            remedy: "It was given as \(option), as \(variable), or in the file of settings.")
    }
}
