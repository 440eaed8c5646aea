import Dispatch
import Foundation
import Synchronization

/// Cleans untrusted photos in helper processes: a photo that takes too much time or memory ends its helper and
/// nothing else.
///
/// How many decode at a time is bounded by number and by the memory that their headers announce.
public final class IsolatedPhotoCleaning: PhotoCleaning {
    /// What photos may take, together and each.
    public struct Limits: Sendable, Equatable {
        public var helpers = 2
        /// Bytes of memory that all photos that decode at a time may need; none may need more.
        public var memory = 640 << 20
        /// Seconds of the processor, and seconds by the clock for each of the two steps, header and decoding.
        public var processorSeconds = 10
        public var seconds = 15
        /// Bytes of memory until a header is read, beside some times the file. Some decoders set the whole picture's
        /// memory aside by then, and do not yet use it.
        public var headerMemory = 320 << 20

        public init() {}
    }

    private let program: String
    private let arguments: [String]
    private let photoLimits: PhotoLimits
    private let limits: Limits
    private let places: Allowance
    private let memory: Allowance
    private let idle = Mutex<[PhotoHelperProcess]>([])
    private let lost = Atomic(0)
    private let queue = DispatchQueue(
        label: "souk.photo-helpers", qos: .userInitiated, attributes: .concurrent)

    /// - Parameters:
    ///   - program: a program that calls `PhotoHelper.run()` when it gets these arguments; this one unless told.
    ///   - arguments: what tells the program that it is a helper.
    ///   - photoLimits: what a photo may be, as for `PhotoCleaner`.
    ///   - limits: how many helpers there are, and what each may take.
    public init(
        program: String = "/proc/self/exe", arguments: [String] = [PhotoHelper.argument],
        photoLimits: PhotoLimits = PhotoLimits(), limits: Limits = Limits()
    ) {
        self.program = program
        self.arguments = arguments
        self.photoLimits = photoLimits
        self.limits = limits
        places = Allowance(max(1, limits.helpers))
        memory = Allowance(limits.memory)
    }

    public var givenUp: Int { lost.load(ordering: .relaxed) }

    public func cleaned(_ bytes: [UInt8], name: String = "") async throws -> CleanedPhoto {
        guard bytes.count <= photoLimits.fileBytes else {
            let limit = photoLimits.fileBytes
            return Self.rejected("\(PhotoRejection.fileTooLarge(bytes: bytes.count, limit: limit))")
        }
        try await places.take(1)
        defer { places.give(1) }
        let helper = try helper()
        let answer = try await withTaskCancellationHandler {
            try await decode(bytes, name, by: helper)
        } onCancel: {
            helper.kill()
        }
        return try cleaned(answer, by: helper)
    }

    /// Seconds count while the helper works, not while the photo waits for its memory.
    private func decode(
        _ bytes: [UInt8], _ name: String, by helper: PhotoHelperProcess
    ) async throws -> PhotoHelperProcess.Answer {
        let name = Array(name.utf8.prefix(1024))
        let request = PhotoMessages.Request(
            nameBytes: name.count, photoBytes: bytes.count, limits: photoLimits,
            processorSeconds: limits.processorSeconds, headerBytes: limits.headerMemory)
        let seconds = Duration.seconds(limits.seconds)
        let answer = await queue.run { helper.ask(request, name, bytes, until: .now + seconds) }
        guard case .needs(let need) = answer, need <= memory.whole else { return answer }
        try await memory.take(need)
        defer { memory.give(need) }
        return await queue.run { helper.grant(until: .now + seconds) }
    }

    /// Nothing kills the helper from now on, so one that is alive may be asked again.
    private func cleaned(
        _ answer: PhotoHelperProcess.Answer, by helper: PhotoHelperProcess
    ) throws -> CleanedPhoto {
        switch answer {
        case .done(let photo):
            if helper.isAlive { idle.withLock { $0.append(helper) } }
            return photo
        case .ended(let signal):
            try Task.checkCancellation()
            guard signal != nil else {
                throw CatalogError.io(path: program, reason: "a photo helper ended by itself")
            }
            lost.add(1, ordering: .relaxed)
            return Self.rejected("decoding took more time or memory than it may, or broke the decoder")
        case .needs(let need) where need > memory.whole:
            return Self.rejected(
                "decoding needs \(need >> 20) MiB of memory, at most \(memory.whole >> 20) are given")
        case .needs:
            throw CatalogError.io(path: program, reason: "a photo helper answered out of turn")
        }
    }

    private func helper() throws(CatalogError) -> PhotoHelperProcess {
        if let helper = idle.withLock({ $0.popLast() }) { return helper }
        return try PhotoHelperProcess(program: program, arguments: arguments)
    }

    private static func rejected(_ reason: String) -> CleanedPhoto {
        CleanedPhoto(outcome: PhotoOutcome(verdict: .rejected(reason)), photo: nil)
    }
}
