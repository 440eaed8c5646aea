import CSoukPostings
import SoukCatalog
import Testing

/// Each kernel against a plain twin.
@Suite struct PostingKernelTests {
    @Test(arguments: 0...32)
    func numbersComeOutAsTheyWentIn(_ width: Int) {
        var random = SplitMix64(seed: UInt64(width))
        let mask = width == 32 ? UInt32.max : (1 << UInt32(width)) - 1
        for count in [0, 1, 7, 127, 128] {
            let values = (0..<count).map { _ in UInt32.random(in: 0...UInt32.max, using: &random) & mask }
            let needed = sp_width(values, count)
            #expect(needed <= UInt32(width) && values.allSatisfy { needed == 32 || $0 >> needed == 0 })
            let length = sp_packed_length(count, UInt32(width))
            #expect(length == (count * width + 7) / 8)
            var bytes = [UInt8](repeating: 0xAA, count: length + SPPadding)
            sp_pack(values, count, UInt32(width), &bytes)
            #expect(bytes[length...].allSatisfy { $0 == 0xAA }, "nothing is written behind the numbers")
            var unpacked = [UInt32](repeating: .max, count: count)
            sp_unpack(bytes, count, UInt32(width), &unpacked)
            #expect(unpacked == values)
            #expect(
                values.enumerated().allSatisfy { index, value in
                    (0..<width).allSatisfy { bit in
                        let place = index * width + bit
                        return bytes[place / 8] >> UInt8(place % 8) & 1 == UInt8(value >> UInt32(bit) & 1)
                    }
                })
        }
    }

    @Test func phrasesStandWhereTheirWordsFollow() {
        var random = SplitMix64(seed: 4)
        for _ in 0..<400 {
            let terms = 6
            let length = Int.random(in: 2...4, using: &random)
            let roles = (0..<terms).map { _ in
                UInt16.random(in: 0..<(1 << UInt16(length)), using: &random)
            }
            let weights = (0..<terms).map { _ in Double(Int.random(in: 1...4, using: &random)) / 2 }
            let tokens = (0..<Int.random(in: 0...14, using: &random)).map { place -> UInt32 in
                let isSame = place > 0 && Int.random(in: 0..<4, using: &random) == 0
                return UInt32.random(in: 0..<UInt32(terms), using: &random) | (isSame ? 1 << 31 : 0)
            }
            #expect(
                sp_phrase(tokens, tokens.count, roles, weights, UInt32(length))
                    == Self.phrase(tokens, roles, weights, length))
        }
    }

    private static func phrase(
        _ tokens: [UInt32], _ roles: [UInt16], _ weights: [Double], _ length: Int
    ) -> Double {
        var positions: [[Int]] = []
        for token in tokens {
            let term = Int(token & UInt32(SPTermMask))
            if token >> 31 != 0 {
                positions[positions.count - 1].append(term)
            } else {
                positions.append([term])
            }
        }
        var sum = 0.0
        for start in positions.indices where start + length <= positions.count {
            let isThere = (0..<length).allSatisfy { word in
                positions[start + word].contains { roles[$0] >> UInt16(word) & 1 != 0 }
            }
            guard isThere else { continue }
            sum += positions[start].filter { roles[$0] & 1 != 0 }.reduce(0) { $0 + weights[$1] }
        }
        return sum
    }

    @Test func soughtTokensAreFoundWithTheirPositions() {
        let tokens: [UInt32] = [5, 70, 3 | 1 << 31, 70 | 3 << 26, 2]
        var terms = [UInt64](repeating: 0, count: 2)
        for term in [3, 70] { terms[term / 64] |= 1 << UInt64(term % 64) }
        var positions = [UInt32](repeating: 0, count: 5)
        var found = positions
        let count = sp_find(tokens, tokens.count, terms, &positions, &found)
        #expect(count == 3)
        #expect(Array(positions.prefix(3)) == [1, 1, 2])
        #expect(Array(found.prefix(3)) == [tokens[1], tokens[2], tokens[3]])
    }

    @Test func scoresAreThoseOfTheFormula() {
        var random = SplitMix64(seed: 9)
        var touched = [UInt64](repeating: 0, count: SPWindow / 64)
        var sums = [Double](repeating: 0, count: SPWindow)
        var covered = sums
        let unwanted = (0..<SPWindow).map { $0 % 3 == 0 ? -0.25 : 0 }
        let documents = (0..<500).map { _ in Int.random(in: 0..<SPWindow, using: &random) }
        for document in documents {
            touched[document / 64] |= 1 << UInt64(document % 64)
            sums[document] = Double.random(in: 0...4, using: &random)
            covered[document] = Double.random(in: 0...3, using: &random)
        }
        let expected = Set(documents).sorted().map { document in
            (document, sums[document] * (0.5 + 0.5 * min(1, covered[document] / 2)) + unwanted[document])
        }.filter { $0.1 >= 1 }
        var offsets = [UInt32](repeating: 0, count: SPWindow)
        var scores = [Double](repeating: 0, count: SPWindow)
        let count = sp_scores(touched, &sums, &covered, unwanted, 2, 0.5, 1, &offsets, &scores)
        #expect(offsets.prefix(count).map(Int.init) == expected.map(\.0))
        #expect(zip(scores, expected).allSatisfy { abs($0 - $1.1) < 1e-12 })
        #expect(sums.allSatisfy { $0 == 0 } && covered.allSatisfy { $0 == 0 })
    }
}
