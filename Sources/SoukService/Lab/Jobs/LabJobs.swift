import Foundation
import HTTPTypes
import SoukCatalog
import SoukEvaluation
import SoukRanking
import SoukSearch
import Synchronization

/// Long work that the lab started, one at a time; the newest stays to be read when it is over.
final class LabJobs: Sendable {
    struct Status: Sendable, Equatable {
        var title: String
        /// What is being done right now.
        var stage = ""
        var isRunning = true
        var isFailure = false
        /// What came of it, a line each.
        var lines: [String] = []
    }

    /// What work comes to: whether it did what was asked, and what to tell.
    struct Outcome: Sendable {
        var isDone: Bool
        var text: String
    }

    private let state = Mutex<Status?>(nil)

    var status: Status? { state.withLock { $0 } }

    /// - Throws: 409 while other work runs.
    func start(
        _ title: String,
        _ work: @escaping @Sendable (@escaping ModelPromotion.Progress) async throws -> Outcome
    ) throws(Problem) {
        let isFree = state.withLock { status in
            guard status?.isRunning != true else { return false }
            status = Status(title: title)
            return true
        }
        guard isFree else {
            throw Problem(
                .conflict, "lab.busy", "Other work of the lab is under way.",
                next: "Wait until it is done: /lab shows it.")
        }
        Task.detached(priority: .utility) { [self] in
            let outcome: Outcome
            do {
                outcome = try await work { stage, done, total in self.note(stage, done, total) }
            } catch {
                outcome = Outcome(isDone: false, text: Self.words(error))
            }
            finish(outcome)
        }
    }

    private func note(_ stage: String, _ done: Int, _ total: Int?) {
        let text = total.map { "\(stage): \(done) of \($0)" } ?? "\(stage): \(done)"
        state.withLock { status in
            guard status != nil else { return }
            status?.stage = text
        }
    }

    private func finish(_ outcome: Outcome) {
        state.withLock { status in
            status?.isRunning = false
            status?.stage = ""
            status?.isFailure = !outcome.isDone
            status?.lines = outcome.text.split(separator: "\n").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
    }

    /// What the administrator can act on; where files lie stays out of pages.
    private static func words(_ error: any Error) -> String {
        switch error {
        case StoredModelError.missing(_, let reason, let remedy),
            StoredModelError.unusable(_, let reason, let remedy),
            EvaluationError.examples(let reason, let remedy), RankingError.file(_, let reason, let remedy),
            RankingError.examples(let reason, let remedy):
            return "\(reason). \(remedy)"
        case RetrievalError.missing(_, let remedy), RetrievalError.damaged(_, _, let remedy): return remedy
        default:
            let problem = Problem(from: error)
            return [problem.title, problem.detail, problem.next].compactMap { $0 }.joined(separator: " ")
        }
    }
}
