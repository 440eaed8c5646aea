import Testing

@testable import SoukFetching

/// Which addresses of the network may be asked for a photo.
struct AddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.127.255.255", "192.0.0.170", "192.0.2.1",
        "198.18.0.1",
        "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1",
        "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001::1", "2001:db8::1",
        "2002:7f00:1::1", "2002:a00:1::", "3fff::1", "::7f00:1", "fd00:ec2::254", "100::1",
    ])
    func areNotPublic(text: String) throws {
        #expect(try !#require(InternetAddress(text)).isPublic)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.167.1.1",
        "198.17.0.1",
        "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2001:4860:4860::8888",
    ])
    func arePublic(text: String) throws { #expect(try #require(InternetAddress(text)).isPublic) }

    /// However a private address is spelled, the system reads it, and the rule sees what it read.
    @Test(arguments: ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0x7f.1", "localhost", "0"])
    func spellings(host: String) async {
        let found = await HostResolver.addresses(of: host)
        #expect(found.allSatisfy { !$0.isPublic })
    }

    @Test func addressesAreTakenApart() throws {
        #expect(
            try PhotoAddress(" https://CDN.Example.com/a b/ü.jpg?w=1#x ").text
                == "https://cdn.example.com/a%20b/%C3%BC.jpg?w=1")
        #expect(try PhotoAddress("//cdn.example.com").text == "https://cdn.example.com/")
        #expect(try PhotoAddress("http://cdn.example.com:80/x").text == "http://cdn.example.com/x")
        let base = try PhotoAddress("https://a.example/x/y.jpg")
        #expect(try PhotoAddress("../z.jpg", relativeTo: base).text == "https://a.example/z.jpg")
        #expect(try PhotoAddress("//b.example/z.jpg", relativeTo: base).host == "b.example")
    }

    @Test(arguments: [
        "ftp://cdn.example.com/a.jpg", "file:///etc/passwd", "https://user@cdn.example.com/a",
        "https:///a.jpg",
        "https://[::1]/a.jpg", "https://cdn.example.com\\@evil.example/a", "https://exa mple.com/",
        "photo.jpg", "",
        "https://cdn.example.com:99999/", "javascript:alert(1)", "https://.example.com/", "gopher://x/",
    ])
    func foreignAddressesAreRefused(text: String) {
        #expect(throws: FetchFailure.self) { try PhotoAddress(text) }
    }

    @Test func hostsAreNamed() throws {
        let address = try PhotoAddress("https://img1.cdn.example.com/a.jpg")
        for (text, isAllowed) in [
            ("img1.cdn.example.com", true), ("IMG1.cdn.example.com", true), ("*.cdn.example.com", true),
            ("*.example.com", true), ("cdn.example.com", false), ("example.com", false),
            ("img1.cdn.example.com:8443", false), ("img1.cdn.example.com:443", true), ("*.ample.com", false),
        ] {
            #expect(try #require(PhotoHost(text)).allows(address) == isAllowed, "\(text)")
        }
        for text in ["", "*", "*.com", "https://a.example", "a.example/", "a b", "a:0", "a:x", "*.*.com"] {
            #expect(PhotoHost(text) == nil, "\(text)")
        }
    }
}
