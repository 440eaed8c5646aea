import SoukSearch
import Synchronization

/// The forms of all shards together with how many listings hold them, so that a word is as rare for a search over many
/// shards as it would be in one index.
final class MergedVocabulary: Sendable {
    private let merged = Mutex(VocabularyWords())

    var words: VocabularyWords { merged.withLock { $0 } }

    func add(_ changes: [VocabularyWords.Change]) {
        merged.withLock { merged in
            for change in changes { merged.add(change) }
        }
    }
}

extension WordPlan {
    /// The same plan by the numbers that a shard has for its forms. What it lacks cannot be met there; what a term is
    /// worth stays as it is.
    func localised(to words: VocabularyWords) -> WordPlan {
        var plan = self
        for place in plan.terms.indices {
            plan.terms[place].variants = plan.terms[place].variants.compactMap { $0.localised(to: words) }
        }
        plan.exclusions = exclusions.compactMap { $0.localised(to: words) }
        return plan
    }
}

extension WordSequence {
    fileprivate func localised(to words: VocabularyWords) -> WordSequence? {
        var sequence = self
        sequence.positions = positions.map { forms in
            forms.compactMap { form in
                guard let number = words.number(of: form.form) else { return nil }
                var own = form
                own.number = number
                return own
            }
        }
        return sequence.isKnown ? sequence : nil
    }
}
