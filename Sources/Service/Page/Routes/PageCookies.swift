import Hummingbird

/// The two cookies of the page: who looks (a random number, nothing more) and who may sell.
struct PageCookies: Sendable {
    static let buyer = "souk_buyer"
    static let seller = "souk_seller"
    private static let year = 31_536_000
    private static let day = 86_400

    /// Whether cookies travel over TLS only: behind a proxy that ends it, not on loopback.
    let isSecure: Bool

    /// The buyer who asks; nil for one who has not been here.
    static func buyer(_ request: Request) -> String? {
        guard let value = request.cookies[buyer]?.value, value.count == 32,
            value.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        return value
    }

    static func seller(_ request: Request) -> String? { request.cookies[seller]?.value }

    func newBuyer() -> (id: String, cookie: Cookie) {
        let id = RandomText.hexadecimal(bytes: 16)
        return (id, cookie(Self.buyer, id, Self.year, .lax))
    }

    func forgottenBuyer() -> Cookie { cookie(Self.buyer, "", 0, .lax) }

    func newSeller(_ token: String) -> Cookie { cookie(Self.seller, token, Self.day, .strict) }

    private func cookie(_ name: String, _ value: String, _ age: Int, _ site: Cookie.SameSite) -> Cookie {
        isSecure
            ? Cookie(name: name, value: value, maxAge: age, path: "/", secure: true, httpOnly: true, sameSite: site)
            : Cookie(name: name, value: value, maxAge: age, path: "/", httpOnly: true, sameSite: site)
    }
}
