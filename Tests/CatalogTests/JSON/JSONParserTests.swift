import Foundation
import SoukCatalog
import Testing

struct JSONParserTests {
    static let good: [(text: String, value: JSON)] = [
        ("null", .null), (" true ", true), ("false", false), ("0", 0), ("-12", -12), ("1.5", 1.5),
        ("-0.5e2", -50.0),
        ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("\"\"", ""), (#""a\"\\\/\b\f\n\r\t""#, .string("a\"\\/\u{8}\u{C}\n\r\t")),
        (#""\u00e9\ud83d\ude80""#, "é🚀"),
        ("\"é🚀\"", "é🚀"), ("[]", []), ("[1,[2]]", [1, [2]]), ("{}", [:]),
        (#"{"a":{"b":[null]}}"#, ["a": ["b": [.null]]]),
        ("\r\n\t [ 1 , 2 ] ", [1, 2]), (#""\u0000""#, "\0"),
    ]

    @Test(arguments: good) func readsJSON(_ text: String, _ value: JSON) throws {
        #expect(try JSONParser.parse(text.utf8) == value)
    }

    static let bad = [
        "", " ", "nul", "truex", "TRUE", "NaN", "Infinity", "-Infinity", "-", "01", "+1", "1.", ".5", "1e",
        "1e+", "0x10",
        "1e999", "-1e999", "[1,]", "[1 2]", "[", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}",
        "{\"a\":1,\"a\":2}",
        "\"", "\"\\", "\"\\u12", "\"\\u12G4\"", "\"\\x41\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
        "\"\\udc00\"", "\"a\nb\"", "\"a\0b\"",
        "1 2", "{}{}", "// no", "[1]/*x*/", "\u{FEFF}{}", "undefined", "[1,,2]", "{\"\\u0061\":1,\"a\":2}",
    ]

    @Test(arguments: bad) func refusesWhatIsNotJSON(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONParser.parse(text.utf8) }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
        [0x22, 0xE2, 0x82, 0x22], [0xEF, 0xBB],
    ])
    func refusesWhatIsNotUTF8(_ bytes: [Int]) {
        #expect(throws: JSONFault.self) { try JSONParser.parse(bytes.map(UInt8.init)) }
    }

    @Test func depthIsBounded() throws {
        let limit = JSONLimits.standard.depth
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSONParser.parse(nested(limit).utf8)
        #expect(throws: JSONFault.self) { try JSONParser.parse(nested(limit + 1).utf8) }
        #expect(throws: JSONFault.self) {
            try JSONParser.parse(String(repeating: "[", count: 5_000_000).utf8)
        }
        #expect(throws: JSONFault.self) {
            try JSONParser.parse(String(repeating: "{\"a\":", count: 1_000_000).utf8)
        }
    }

    @Test func valuesAreBounded() {
        let text = "[" + String(repeating: "0,", count: JSONLimits.standard.values) + "0]"
        let fault = #expect(throws: JSONFault.self) { try JSONParser.parse(text.utf8) }
        #expect(fault?.reason.contains("values") == true)
    }

    @Test func faultsSayWhere() {
        let fault = #expect(throws: JSONFault.self) { try JSONParser.parse(#"{"a": 01}"#.utf8) }
        #expect(fault == JSONFault(offset: 8, reason: "a number begins with 0"))
    }

    /// What our parser reads, Foundation reads alike; mutated bytes never make it crash.
    @Test func agreesWithFoundationOnMutatedText() throws {
        var random = SplitMix64(seed: 11)
        let seed = Array(
            #"{"query":"oak \u00e9 table","limit":20,"weights":{"a":-1.5e1,"b":2},"list":[true,false,null,"x"]}"#
                .utf8)
        var read = 0
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                default: bytes.insert(seed[Int.random(in: 0..<seed.count, using: &random)], at: place)
                }
            }
            guard let ours = try? JSONParser.parse(bytes) else { continue }
            read += 1
            let theirs = try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
            #expect(Self.plain(ours) == (theirs as AnyObject) as? NSObject)
        }
        #expect(read > 1_000)
    }

    private static func plain(_ value: JSON) -> NSObject {
        switch value {
        case .null: NSNull()
        case .bool(let flag): NSNumber(value: flag)
        case .integer(let number): NSNumber(value: number)
        case .number(let number): NSNumber(value: number)
        case .string(let text): NSString(string: text)
        case .array(let items): NSArray(array: items.map(plain))
        case .object(let members): NSDictionary(dictionary: members.mapValues(plain))
        }
    }
}
