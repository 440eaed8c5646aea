import SoukCatalog
import Foundation
import Hummingbird
import SoukMarketplace

/// Many changes of listings in one request: a line in, an answer out, and nothing piles up in between. The next
/// line is read when the answer to the last one was taken.
struct BatchRoute: Sendable {
    let changes: ListingChanges
    /// Bytes of a line.
    let lineBytes: Int
    /// Lines of one request; the rest gets one last answer.
    let mostLines: Int

    var routes: [Route] { [Route(Self.batch, batch)] }

    private func batch(_ call: Call) async throws -> Response {
        guard call.request.hasMedia(["application/x-ndjson", "application/jsonl", "application/json"]) else {
            throw Problem.unsupportedMediaType(expected: "application/x-ndjson")
        }
        let (request, route, context) = (call.request, self, call.context)
        let body = ResponseBody { writer in
            var splitter = LineSplitter(longest: route.lineBytes)
            var number = 0
            for try await piece in request.body {
                if ContinuousClock.now >= context.deadline {
                    try await writer.write(route.tooLate(number + 1))
                    return try await writer.finish(nil)
                }
                for line in splitter.take(piece.readableBytesView) {
                    number += 1
                    guard number <= route.mostLines else {
                        try await writer.write(route.tooMany(number))
                        return try await writer.finish(nil)
                    }
                    if let answer = await route.answer(line, number) { try await writer.write(answer) }
                }
            }
            if let line = splitter.finish(), let answer = await route.answer(line, number + 1) {
                try await writer.write(answer)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "application/x-ndjson", .cacheControl: "no-store"],
            body: body)
    }

    /// nil for an empty line.
    private func answer(_ line: LineSplitter.Line, _ number: Int) async -> ByteBuffer? {
        let verdict: BatchVerdict
        switch line {
        case .tooLong:
            verdict = BatchVerdict(
                number, nil, problem: .invalid("body", "This line is longer than \(lineBytes) bytes."))
        case .text(let bytes) where bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }: return nil
        case .text(let bytes): verdict = await self.verdict(bytes, number)
        }
        return Self.line(verdict)
    }

    private func verdict(_ bytes: [UInt8], _ number: Int) async -> BatchVerdict {
        var id: String?
        do {
            let change = try Self.line.read(bytes)
            id = change["id"]?.text
            return BatchVerdict(number, id, receipt: try await apply(change, id ?? ""))
        } catch {
            return BatchVerdict(number, id, problem: Problem(from: error))
        }
    }

    private func apply(_ change: JSON, _ id: String) async throws -> ReceiptAnswer {
        let listing = change["listing"]
        let action = change["action"]?.text ?? "put"
        guard action == "delete" || listing != nil else {
            throw Problem.invalid("/listing", "Expected an object; found nothing.")
        }
        guard let listing, action != "delete" else { return try await changes.delete(id) }
        let schema = action == "put" ? ListingInput.draft : ListingInput.change
        do throws(SchemaFault) { try schema.check(listing, at: .root.appending("listing")) } catch {
            throw Problem.invalid(
                error.pointer.description, "Expected \(error.expected); found \(error.found).",
                next: error.remedy)
        }
        return action == "put" ? try await changes.put(id, listing) : try await changes.patch(id, listing)
    }

    private func tooMany(_ number: Int) -> ByteBuffer {
        Self.line(
            BatchVerdict(
                number, nil,
                problem: .invalid(
                    "body", "There are more than \(mostLines) lines; nothing from here on was done.",
                    next: "Send the rest in another request.")))
    }

    private func tooLate(_ number: Int) -> ByteBuffer {
        var problem = Problem.deadline
        problem.detail = "Nothing from this line on was done."
        problem.next = "Send the rest in another request."
        return Self.line(BatchVerdict(number, nil, problem: problem))
    }

    private static func line(_ verdict: BatchVerdict) -> ByteBuffer {
        var bytes = (try? AnswerEncoder.encode(verdict)) ?? Data("{}".utf8)
        bytes.append(0x0A)
        return ByteBuffer(bytes: bytes)
    }
}

/// What became of one line.
struct BatchVerdict: Sendable, Encodable {
    /// From 1.
    var line: Int
    var id: String?
    var status: Int
    var receipt: ReceiptAnswer?
    var problem: Problem?

    init(_ line: Int, _ id: String?, receipt: ReceiptAnswer) {
        (self.line, self.id, self.receipt) = (line, id, receipt)
        status = receipt.status
    }

    init(_ line: Int, _ id: String?, problem: Problem) {
        (self.line, self.id, self.problem) = (line, id, problem)
        status = problem.status.code
    }

    static let schema = Schema.object(
        "BatchVerdict", "What became of one line.",
        [
            .required("line", .integer(1...9_007_199_254_740_991, "From 1.")), .optional("id", .text()),
            .required("status", .integer(200...599, "As the same request by itself would have had.")),
            .optional("receipt", ReceiptAnswer.schema), .optional("problem", ProblemShape.schema),
        ])
}

extension BatchRoute {
    static let endpoints = [batch]

    private static let line = Schema.object(
        "BatchLine", "One change of one listing.",
        [
            .required("id", .listingID),
            .optional("action", .choice(["put", "patch", "delete"], "put unless told.")),
            .optional("listing", ListingInput.change.noted("For put and patch, as those routes take it.")),
        ])

    static let batch = Endpoint(
        method: .post, path: "/v1/listings:batch", operation: "changeListings", group: .listings,
        summary: "Change many listings",
        note:
            "A JSON object a line in, an answer a line out, in the same order; a bad line does not stop the rest.",
        role: .writer,
        body: .lines(
            line,
            example: [
                ["id": "b-1042", "listing": ListingInput.example], ["id": "b-1043", "action": "delete"],
            ]),
        answers: [
            .init(
                status: 200, note: "An answer a line.",
                content: .lines(
                    BatchVerdict.schema,
                    example: [
                        ["line": 1, "id": "b-1042", "status": 201, "receipt": ReceiptAnswer.example],
                        [
                            "line": 2, "id": "b-1043", "status": 404,
                            "problem": [
                                "type": "urn:souk:problem:listing.unknown", "title": "There is nothing here.",
                                "status": 404, "code": "listing.unknown",
                            ],
                        ],
                    ]))
        ],
        problems: [415])
}
