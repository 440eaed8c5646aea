import CLibPQ
import SoukSearch

/// What the server or libpq said.
struct PostgresFailure: Error, Equatable {
    /// Five characters of the SQL standard; empty when the server was not reached or the connection broke.
    var state: String
    var message: String

    /// Classes of the SQL standard and of PostgreSQL that are told apart.
    static let cancelled = "57014"
    static let undefinedTable = "42P01"
    static let undefinedSchema = "3F000"

    init(state: String, message: String) { (self.state, self.message) = (state, message) }

    /// Of a connection that could not be made or broke.
    init(connection: OpaquePointer?) {
        state = ""
        message = Self.trimmed(PQerrorMessage(connection))
    }

    init(result: OpaquePointer?) {
        state = PQresultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let primary = PQresultErrorField(result, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
        message = primary ?? Self.trimmed(PQresultErrorMessage(result))
    }

    private static func trimmed(_ text: UnsafeMutablePointer<CChar>?) -> String {
        let text = text.map { String(cString: $0) } ?? "no answer"
        return text.split(separator: "\n").map { $0.drop { $0 == " " || $0 == "\t" } }.joined(separator: "; ")
    }

    /// Whether the connection may not be used again.
    var isConnectionLost: Bool { state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P") }
}

extension RetrievalError {
    /// What PostgreSQL said, with what to do about it.
    init(_ failure: PostgresFailure, at address: PostgresAddress) {
        let remedy =
            switch failure.state {
            case "28P01", "28000":
                "Check the user and the password: libpq reads it from PGPASSWORD or ~/.pgpass."
            case "3D000": "Create the database, or name another one in the address."
            case "42501": "Give the user of the address the right to create schemas in the database."
            case "53100": "Free some disk space on the server, and try again."
            case "53200": "The server has too little memory for this: ask for less, or give it more."
            case "53300":
                "The server takes no more connections: raise max_connections, or run fewer programs."
            case "55P03", "40001", "40P01": "Another program is writing; try again."
            case "57014": "The server's statement_timeout ended it: ask for less, or raise the timeout."
            case "25006":
                "The server is a standby that cannot be written to: name the primary in the address."
            case let state where state.isEmpty || state.hasPrefix("08") || state.hasPrefix("57P"):
                "Check that the server runs and can be reached; the next call connects again."
            default: "Try again; if it stays, look into the server's log."
            }
        let code = failure.state.isEmpty ? "" : " (SQLSTATE \(failure.state))"
        let isPassword = failure.state.isEmpty && failure.message.contains("password")
        self = .database(
            path: address.shown, reason: failure.message + code,
            remedy: isPassword
                ? "Check the user and the password: libpq reads it from PGPASSWORD or ~/.pgpass." : remedy)
    }
}
