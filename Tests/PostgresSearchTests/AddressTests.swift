import SoukPostgresSearch
import SoukSearch
import Testing

@Suite struct AddressTests {
    @Test(
        arguments: [
            (
                "postgres://amber@db.example.org:5432/shop?sslmode=verify-full",
                "postgres://amber@db.example.org:5432/shop", "souk"
            ),
            (
                "postgresql://amber:p@ss:word@db/shop?namespace=north&shard_deadline=3",
                "postgresql://amber@db/shop", "north"
            ),
            ("postgres:///shop?password=word", "postgres:///shop", "souk"),
        ])
    func passwordsAreNeverShown(_ text: String, _ shown: String, _ namespace: String) throws {
        let address = try PostgresAddress(text)
        #expect(address.shown == shown)
        #expect(address.namespace == namespace)
        #expect(!"\(address.shown)".contains("word"))
    }

    @Test(
        arguments: [
            "", "mysql://a/b", "postgres", "postgres://a/b?namespace=", "postgres://a/b?namespace=Shop",
            "postgres://a/b?namespace=a;drop", "postgres://a/b?namespace=pg_x", "postgres://a/b?namespace=1a",
            "postgres://a/b?shard_deadline=0", "postgres://a/b?shard_deadline=soon", "postgres://a/b\0",
            "postgres://a/" + String(repeating: "b", count: 5_000),
        ])
    func whatIsNoAddressIsRefused(_ text: String) {
        #expect(throws: RetrievalError.self) { try PostgresAddress(text) }
    }

    @Test(arguments: [
        "standby=b", "ssl_mode=require", "Namespace=a", "sslmode=require&shard-deadline=3", "a",
    ])
    func anUnknownOptionNamesTheKnownOnes(_ options: String) {
        let error = #expect(throws: RetrievalError.self) { try PostgresAddress("postgres://a/b?\(options)") }
        let said = error.map { "\($0)" } ?? ""
        for known in [
            "namespace", "standbys", "allowed_lag", "shard_deadline", "sslmode", "target_session_attrs",
        ] {
            #expect(said.contains(known), "\(said)")
        }
    }

    @Test func whatLibPQTakesIsTaken() throws {
        let address = try PostgresAddress(
            "postgres://a/b?sslmode=verify-full&ssl=true&connect_timeout=3&standbys=c&allowed_lag=2&options=-cjit=off"
        )
        #expect(address.standbys.count == 1 && address.allowedLag == .seconds(2))
    }
}
