/// One message of a TensorBoard event file (`tensorflow.Event`), framed as a TFRecord.
enum TensorBoardEvent {
    /// The first event of every file.
    static func version(time: Double) -> [UInt8] {
        var event = start(time: time)
        event.string("brain.Event:2", field: 3)
        return framed(event.bytes)
    }

    /// Scalars of one step.
    static func scalars(_ scalars: [String: Double], step: Int, time: Double) -> [UInt8] {
        var summary = ProtobufWriter()
        for (tag, value) in scalars.sorted(by: { $0.key < $1.key }) {
            var entry = ProtobufWriter()
            entry.string(tag, field: 1)
            entry.float(Float(value), field: 2)
            summary.message(entry, field: 1)
        }
        var event = start(time: time)
        event.integer(Int64(step), field: 2)
        event.message(summary, field: 5)
        return framed(event.bytes)
    }

    /// A resumed run begins: TensorBoard forgets what earlier files say about this step and later ones.
    static func sessionStart(step: Int, time: Double) -> [UInt8] {
        var session = ProtobufWriter()
        session.integer(1, field: 1)
        var event = start(time: time)
        event.integer(Int64(step), field: 2)
        event.message(session, field: 7)
        return framed(event.bytes)
    }

    private static func start(time: Double) -> ProtobufWriter {
        var event = ProtobufWriter()
        event.double(time, field: 1)
        return event
    }

    /// Length, its masked checksum, the data, its masked checksum.
    private static func framed(_ data: [UInt8]) -> [UInt8] {
        let length = littleEndian(UInt64(data.count))
        return length + littleEndian(CRC32C.masked(length)) + data + littleEndian(CRC32C.masked(data))
    }
}
