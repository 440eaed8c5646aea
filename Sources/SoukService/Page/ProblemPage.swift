/// An error, for people.
struct ProblemPage: Sendable, Equatable {
    var frame: PageFrame
    var heading: String
    var words: String
    var next: String?
    var code: String?
    /// The request's id, for the operator; where the fault is ours.
    var instance: String?

    init(
        heading: String, words: String, next: String? = nil, code: String? = nil, instance: String? = nil
    ) {
        frame = PageFrame(name: "problem", title: "\(heading) · Souk", heading: heading)
        self.heading = heading
        self.words = words
        self.next = next
        self.code = code
        self.instance = instance
    }
}
