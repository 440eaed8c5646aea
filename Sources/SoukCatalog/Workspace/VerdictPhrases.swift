extension Verdict {
    /// The verdict's phrases for counting: a number in them becomes `N`, a quoted name `"…"`.
    public var phrases: [String] {
        switch self {
        case .ok: ["ok"]
        case .repaired(let repairs): Set(repairs.map { "repaired: " + Self.general($0) }).sorted()
        case .rejected(let reason): ["rejected: " + Self.general(reason)]
        }
    }

    private static func general(_ phrase: String) -> String {
        var general = ""
        var isQuoted = false
        var isNumber = false
        for character in phrase {
            if character == "\"" {
                general += isQuoted ? "…\"" : "\""
                isQuoted.toggle()
            } else if isQuoted {
                continue
            } else if character.isASCII, character.isNumber {
                if !isNumber { general += "N" }
            } else {
                general.append(character)
            }
            isNumber = character.isASCII && character.isNumber
        }
        return general
    }
}
