import Configuration
import Foundation
import Testing

import SoukService

struct SettingsTests {
    private func file(_ text: String) throws -> URL {
        let url = FileManager.default.temporaryDirectory.appending(path: "souk-settings-\(UUID()).json")
        try Data(text.utf8).write(to: url)
        return url
    }

    private func read(_ text: String) throws -> ServiceConfiguration {
        let url = try file(text)
        defer { try? FileManager.default.removeItem(at: url) }
        return try ServiceConfiguration(ConfigReader(provider: SettingsFile.read(url)))
    }

    @Test func everySettingIsRead() throws {
        let found = try read(
            """
            {"host": "0.0.0.0", "port": 81, "open": true, "origin": ["https://a.org"],
             "name": ["a.org", "b.org"], "https": true, "max-connections": 7, "max-searches": 3,
             "max-waiting": 0, "max-body-bytes": 99999999, "max-seconds": 9}
            """)
        #expect(found.host == "0.0.0.0" && found.port == 81 && found.isOpen && found.isBehindHTTPS)
        #expect(found.allowedOrigins == ["https://a.org"] && found.allowedHosts == ["a.org", "b.org"])
        #expect(found.limits.connections == 7 && found.limits.allBodyBytes == 99_999_999)
        #expect(found.limits.admission.search == .init(running: 3, waiting: 0))
        #expect(found.limits.deadline == .seconds(9))
    }

    @Test func nothingLeavesTheDefaults() throws {
        let found = try read("{}")
        let usual = ServiceConfiguration()
        #expect(found.host == usual.host && found.port == usual.port && found.limits == usual.limits)
        #expect(!found.isOpen && found.allowedHosts.isEmpty && found.tokens.isEmpty)
    }

    @Test(arguments: [
        (#"{"max-conections": 5}"#, "Did you mean max-connections?"), (#"{"Port": 1}"#, "Did you mean port?"),
        (#"{"zzzz": 1}"#, "There are: host, port"), (#"{"port": "80"}"#, "found a string"),
        (#"{"port": 99999}"#, "0 to 65535"), (#"{"port": 8.5}"#, "found a number"),
        (#"{"open": 1}"#, "true or false"), (#"{"name": "a.org"}"#, "a list of texts"),
        (#"{"port": 1, "port": 2}"#, "there already"), ("[]", "no object"), ("{", "byte 1"),
    ])
    func whatMakesNoSenseIsAnError(_ text: String, _ says: String) throws {
        #expect {
            _ = try read(text)
        } throws: { error in
            "\(error)".contains(says)
        }
    }

    @Test func whatComesFirstGoesFirst() throws {
        let url = try file(#"{"host": "file", "port": 1, "max-searches": 3}"#)
        defer { try? FileManager.default.removeItem(at: url) }
        let options = InMemoryProvider(values: ["host": "option"])
        let environment = EnvironmentVariablesProvider(environmentVariables: [
            "SOUK_HOST": "variable", "SOUK_PORT": "2", "SOUK_NAME": "a.org,b.org", "SOUK_OPEN": "true",
        ])
        let found = try ServiceConfiguration(
            ConfigReader(providers: [
                options, environment.prefixKeys(with: "souk"), try SettingsFile.read(url),
            ]))
        #expect(found.host == "option" && found.port == 2 && found.isOpen)
        #expect(found.limits.admission.search.running == 3)
        #expect(found.allowedHosts == ["a.org", "b.org"])
    }

    @Test(arguments: [("SOUK_PORT", "eighty"), ("SOUK_OPEN", "perhaps"), ("SOUK_MAX_SECONDS", "0")])
    func variablesAreChecked(_ name: String, _ value: String) {
        let environment = EnvironmentVariablesProvider(environmentVariables: [name: value])
        #expect {
            _ = try ServiceConfiguration(ConfigReader(provider: environment.prefixKeys(with: "souk")))
        } throws: { error in
            "\(error)".contains(name) && "\(error)".contains(value)
        }
    }

    @Test func theTableIsDocumented() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/deploy.md"), encoding: .utf8)
        #expect(text.contains("\n" + ServiceSetting.table + "\n"), "\(ServiceSetting.table)")
    }
}
