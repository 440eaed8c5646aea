import Foundation
import Synchronization
import Testing

/// Buyers who search a service all the time, wherever it is at the moment, and what became of their searches.
final class Searchers: Sendable {
    private struct State {
        var service: Served
        /// Searches under way, by the service's address.
        var underWay: [String: Int] = [:]
        /// Put, and acknowledged: every search from then on has to find them.
        var known: [String] = []
        var answers = 0
        /// How many answers each generation gave.
        var generations: [String: Int] = [:]
        var isOver = false
    }

    /// A search, and what it finds whoever answers.
    typealias Question = (words: String, ids: Set<String>)

    private let state: Mutex<State>
    private let questions: [Question]

    init(at service: Served, _ questions: [Question]) {
        state = Mutex(State(service: service))
        self.questions = questions
    }

    var service: Served { state.withLock { $0.service } }
    var generations: [String: Int] { state.withLock { $0.generations } }

    /// Searches go there from now on, as when a proxy's target is changed; returns when those under way are answered.
    func go(to service: Served) async throws {
        let old = state.withLock { state in
            defer { state.service = service }
            return state.service.address
        }
        while state.withLock({ $0.underWay[old, default: 0] > 0 }) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Puts a listing on sale that is found by one word.
    func put(_ id: String) async throws {
        let service = service
        let answer = try await service.ask(
            "/v1/listings/\(id)", "PUT", token: service.token,
            json: #"{"title": "Zyxwvut number \#(id)", "price": "90"}"#)
        try #require(answer.status == 201, "\(answer.text)")
        state.withLock { $0.known.append(id) }
    }

    /// Waits for a number of answers from now on.
    func answers(_ count: Int) async throws {
        let end = state.withLock { $0.answers } + count
        while state.withLock({ $0.answers < end && !$0.isOver }) {
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Searches by several at once for as long as the work lasts; a search that fails is an issue.
    func search<Value: Sendable>(
        by count: Int, during work: @Sendable () async throws -> Value
    ) async throws -> Value {
        async let searching: Void = withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    do { try await self.searchOn(number) } catch {
                        self.state.withLock { $0.isOver = true }
                        throw error
                    }
                }
            }
            try await group.waitForAll()
        }
        do {
            let value = try await work()
            state.withLock { $0.isOver = true }
            try await searching
            return value
        } catch {
            state.withLock { $0.isOver = true }
            throw error
        }
    }

    private func searchOn(_ number: Int) async throws {
        var turn = number
        while state.withLock({ !$0.isOver }) {
            let question = questions[turn % questions.count]
            let found = try await ask(question.words)
            #expect(found == question.ids, "\(question.words)")
            let known = state.withLock { Set($0.known) }
            let put = try await ask("zyxwvut")
            #expect(put.isSuperset(of: known))
            turn += 1
        }
    }

    private func ask(_ words: String) async throws -> Set<String> {
        let query = words.replacingOccurrences(of: " ", with: "%20")
        let service = state.withLock { state in
            state.underWay[state.service.address, default: 0] += 1
            return state.service
        }
        defer { state.withLock { $0.underWay[service.address, default: 0] -= 1 } }
        let (status, text) = try await service.ask("/v1/search?limit=200&q=\(query)")
        try #require(status == 200, "\(text)")
        let answer = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let generation = try #require(answer["generation"] as? String)
        state.withLock { state in
            state.answers += 1
            state.generations[generation, default: 0] += 1
        }
        let results = try #require(answer["results"] as? [[String: Any]])
        return Set(results.compactMap { ($0["listing"] as? [String: Any])?["id"] as? String })
    }
}
