import Hummingbird

/// The cookie of the page: who looks, as a random number and nothing more.
struct PageCookies: Sendable {
    static let buyer = "souk_buyer"
    private static let year = 31_536_000

    /// Whether cookies travel over TLS only: behind a proxy that ends it, not on loopback.
    let isSecure: Bool

    /// The buyer who asks; nil for one who has not been here.
    static func buyer(_ request: Request) -> String? {
        guard let value = request.cookies[buyer]?.value, value.count == 32,
            value.allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        return value
    }

    /// A number for one who is new.
    func newBuyer() -> (id: String, cookie: Cookie) {
        let id = RandomText.hexadecimal(bytes: 16)
        return (id, cookie(id, Self.year))
    }

    func forgottenBuyer() -> Cookie { cookie("", 0) }

    private func cookie(_ value: String, _ age: Int) -> Cookie {
        isSecure
            ? Cookie(
                name: Self.buyer, value: value, maxAge: age, path: "/", secure: true, httpOnly: true,
                sameSite: .lax)
            : Cookie(name: Self.buyer, value: value, maxAge: age, path: "/", httpOnly: true, sameSite: .lax)
    }
}
