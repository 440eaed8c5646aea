/// What one request, one connection and all of them together may take.
///
/// The memory ceiling follows from these: bodies in memory, connections times their buffers, and requests in flight.
public struct ServiceLimits: Sendable, Equatable {
    // A request
    /// Bytes of path and query.
    public var uriBytes = 8 << 10
    /// Bytes of all header fields, and of one.
    public var headerBytes = 32 << 10
    public var headerFields = 100
    /// Bytes of a JSON body, or of a line of a batch.
    public var bodyBytes = 1 << 20
    /// Bytes of a photo, or of a form that holds one.
    public var photoBytes = 20 << 20
    /// Lines of a batch.
    public var batchLines = 10_000
    /// How long a request may take, from its head to its answer.
    public var deadline = Duration.seconds(20)
    /// The same for batches and other long streams.
    public var longDeadline = Duration.seconds(600)

    // All requests
    /// Bytes of all bodies in memory at a time.
    public var allBodyBytes = 128 << 20
    public var admission = AdmissionLimits()

    // Connections
    public var connections = 512
    /// Connections beyond those that are taken, told so and closed.
    public var refusals = 64
    /// From the first byte of a head to its end, and from a connection's start to its first byte.
    public var headTime = Duration.seconds(10)
    /// Without a request.
    public var idleTime = Duration.seconds(60)
    /// Between two pieces of a body, and while a client takes nothing of an answer.
    public var stallTime = Duration.seconds(15)
    /// Bytes a second that a body must bring, counted over the time that the service waits for it, beyond `stallTime`.
    public var bodyRate = 1 << 10

    /// From the signal to stop until what is still under way is cancelled.
    public var shutdownTime = Duration.seconds(10)

    public init() {}
}

/// How many requests of each class run and wait at a time.
public struct AdmissionLimits: Sendable, Equatable {
    public struct Class: Sendable, Equatable {
        public var running: Int
        public var waiting: Int

        public init(running: Int, waiting: Int) {
            self.running = running
            self.waiting = waiting
        }
    }

    /// Pages, files and photos that cost little.
    public var light = Class(running: 64, waiting: 256)
    /// What asks models and the index.
    public var search = Class(running: 8, waiting: 64)
    public var write = Class(running: 8, waiting: 64)
    /// Batches, and what the lab compares.
    public var heavy = Class(running: 2, waiting: 8)
    /// Requests that bring photos; how many photos are decoded at a time, the marketplace's `PhotoCleaning` bounds.
    public var photo = Class(running: 4, waiting: 32)
    /// How long a request may wait for its turn.
    public var patience = Duration.seconds(5)

    public init() {}

    public subscript(kind: RouteClass) -> Class {
        switch kind {
        case .free: Class(running: .max, waiting: 0)
        case .light: light
        case .search: search
        case .write: write
        case .heavy: heavy
        case .photo: photo
        }
    }
}
