import Foundation

/// The end of a photo helper that decodes: a process of the same program with little to lose.
///
/// It may write no file and open almost none, its memory and time are limited by the system for every photo anew, and
/// it ends with the process that started it.
public enum PhotoHelper {
    /// The one argument of a program that is to be a helper.
    public static let argument = "photo-helper"

    /// Cleans what comes on standard input, a socket, until it closes.
    public static func run() -> Never {
        closeInherited()
        ProcessLimits.forHelper()
        let socket = MessageSocket(descriptor: 0)
        while let head = socket.read(PhotoMessages.Request.size) {
            let request = PhotoMessages.Request(head)
            ProcessLimits.allow(processorSeconds: request.processorSeconds)
            ProcessLimits.allow(bytes: request.headerBytes + 4 * request.photoBytes)
            guard let name = socket.read(request.nameBytes), let bytes = socket.read(request.photoBytes)
            else {
                break
            }
            guard answer(request, String(decoding: name, as: UTF8.self), bytes, socket) else { break }
        }
        exit(0)
    }

    private static func answer(
        _ request: PhotoMessages.Request, _ name: String, _ bytes: [UInt8], _ socket: MessageSocket
    ) -> Bool {
        let cleaner = PhotoCleaner(limits: request.limits)
        let (outcome, photo) = cleaner.clean(bytes: bytes, name: name) { need in
            guard socket.write(PhotoMessages.Reply(need: need).bytes), socket.read(1) != nil else { exit(0) }
            ProcessLimits.allow(bytes: need + need / 2)
        }
        guard let json = try? JSONEncoder().encode(PhotoOutcomeMessage(outcome)) else { return false }
        let reply = PhotoMessages.Reply(
            need: 0, outcomeBytes: json.count, largeBytes: photo?.large.count ?? 0,
            smallBytes: photo?.small.count ?? 0)
        return socket.write(reply.bytes + [UInt8](json) + (photo?.large ?? []) + (photo?.small ?? []))
    }

    /// Sockets and files of the process that started this one are none of its business.
    private static func closeInherited() {
        let listed = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        for descriptor in listed.compactMap({ Int32($0) }) where descriptor > 2 { close(descriptor) }
    }
}
