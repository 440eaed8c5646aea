import CSoukText
import Synchronization

/// Stems of words by Snowball, each worked out once.
final class Stems: Sendable {
    let languages: [StemLanguage]
    private let state = Mutex(State())

    /// So many stems are remembered; then the memory begins anew.
    private static let mostKept = 1 << 16

    init(_ languages: [StemLanguage]) { self.languages = languages }

    private struct State {
        var known: [String: String] = [:]
        var stemmers: [Stemmer]?
    }

    func stem(_ form: String) -> String {
        let bytes = form.utf8
        guard (3...64).contains(bytes.count), !bytes.contains(where: { $0 < 0x61 }) else { return form }
        return state.withLock { state in
            if let known = state.known[form] { return known }
            if state.known.count >= Self.mostKept { state.known.removeAll(keepingCapacity: true) }
            if state.stemmers == nil { state.stemmers = languages.map(Stemmer.init) }
            let stem = (state.stemmers ?? []).reduce(form) { $1.stem($0) }
            state.known[form] = stem
            return stem
        }
    }
}

/// One language's stemmer, used by one thread at a time.
private final class Stemmer: @unchecked Sendable {
    private let language: StemLanguage
    private let stemmer: OpaquePointer?

    init(_ language: StemLanguage) {
        self.language = language
        stemmer = souk_stemmer_open(language.rawValue)
    }

    deinit { if let stemmer { souk_stemmer_close(stemmer) } }

    func stem(_ word: String) -> String {
        guard language == .english else { return snowball(word) }
        if let singular = EnglishForms.singular[word] { return snowball(singular) }
        if let letters = EnglishForms.initials(word) { return letters }
        let stem = snowball(word)
        return EnglishForms.singular[stem].map(snowball) ?? stem
    }

    private func snowball(_ word: String) -> String {
        guard let stemmer else { return word }
        let bytes = Array(word.utf8)
        var stem = [UInt8](repeating: 0, count: bytes.count + 8)
        let count = souk_stemmer_stem(stemmer, bytes, Int32(bytes.count), &stem, Int32(stem.count))
        return count > 0 ? String(decoding: stem[..<Int(count)], as: UTF8.self) : word
    }
}
