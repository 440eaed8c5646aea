import Testing

import SoukService

@Suite struct ConfigurationTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.9.1", true), ("localhost", true), ("::1", true), ("0.0.0.0", false),
        ("192.168.1.4", false), ("127.0.0.1.example.org", false), ("::", false), ("shop.example.org", false),
    ])
    func knowsThisMachine(_ host: String, _ isLoopback: Bool) throws {
        var configuration = ServiceConfiguration()
        configuration.host = host
        #expect(configuration.isLoopbackOnly == isLoopback)
        if isLoopback {
            try configuration.check()
        } else {
            #expect { try configuration.check() } throws: {
                "\($0)".contains("--open") && "\($0)".contains("--tokens")
            }
            configuration.isOpen = true
            try configuration.check()
            #expect(configuration.isReadingOpen)
            configuration.isOpen = false
            try configuration.tokens.add(AccessTokens.newToken(), .init(name: "a", role: .reader))
            try configuration.check()
            #expect(!configuration.isReadingOpen)
        }
    }

    @Test(arguments: [
        "*", "example.org", "https://example.org/", "https://", "null", "https://a@b.org", "ftp://b.org",
    ])
    func originsAreOrigins(_ origin: String) {
        var configuration = ServiceConfiguration()
        configuration.allowedOrigins = [origin]
        #expect(throws: ServiceError.self) { try configuration.check() }
    }
}
