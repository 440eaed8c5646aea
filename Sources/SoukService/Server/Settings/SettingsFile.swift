public import Configuration
public import Foundation
import SoukCatalog

/// A file of settings: one JSON object whose members are named as in `ServiceSetting`.
public enum SettingsFile {
    /// - Throws: `option` for a file that cannot be read or is no JSON object, for a key that is no setting (it names
    ///   the nearest one), and for a value of another type than the setting's.
    public static func read(_ url: URL) throws(ServiceError) -> InMemoryProvider {
        let members: [String: JSON]
        do {
            guard let object = try JSONParser.parse(Data(contentsOf: url)).members else {
                throw JSONFault(offset: 0, reason: "it is no object")
            }
            members = object
        } catch let fault as JSONFault {
            throw .option(
                name: url.path, reason: "this is no settings file: \(fault.reason), at byte \(fault.offset)",
                remedy: #"Write one JSON object, such as {"port": 8080, "name": ["shop.example.org"]}."#)
        } catch {
            throw .option(
                name: url.path, reason: "cannot be read", remedy: "Check that it exists and may be read.")
        }
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            guard let setting = ServiceSetting(rawValue: key) else {
                let keys = ServiceSetting.allCases.map(\.key)
                throw .option(
                    name: "\(url.path): \(key)", reason: "there is no such setting",
                    remedy: NearestName.question(key, among: keys)
                        ?? "There are: \(keys.joined(separator: ", ")).")
            }
            guard let content = setting.content(value) else {
                throw .option(
                    name: "\(url.path): \(key)",
                    reason: "expected \(setting.kind.name), found \(value.kindName)",
                    remedy: "The default is \(setting.standard.isEmpty ? "none" : setting.standard).")
            }
            values[AbsoluteConfigKey([key])] = ConfigValue(content, isSecret: false)
        }
        return InMemoryProvider(name: url.path, values: values)
    }
}

extension ServiceSetting {
    /// A value of a file, as all providers hold it: text, or a list of texts; nil for another type than the setting's.
    fileprivate func content(_ value: JSON) -> ConfigContent? {
        switch (kind, value) {
        case (.text, .string(let text)): return .string(text)
        case (.flag, .bool(let flag)): return .string(flag ? "true" : "false")
        case (.number, .integer(let number)): return .string("\(number)")
        case (.list, .array(let items)):
            let texts = items.compactMap(\.text)
            return texts.count == items.count ? .stringArray(texts) : nil
        default: return nil
        }
    }
}

extension ServiceSetting.Kind {
    var name: String {
        switch self {
        case .text: "a text"
        case .list: "a list of texts"
        case .flag: "true or false"
        case .number(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        }
    }
}
