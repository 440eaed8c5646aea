import SoukCatalog

/// Whom a fetcher may ask, how often, and what it takes.
public struct FetchPolicy: Sendable {
    /// Hosts that may be asked, also by a redirect.
    public var hosts: [PhotoHost]
    /// Requests a second to one host.
    public var rate = 10.0
    /// Requests at a time to one host.
    public var parallelPerHost = 4
    /// Requests at a time in all.
    public var parallel = 16
    /// The largest photo, in bytes.
    public var photoBytes = PhotoLimits().fileBytes
    /// A request with its answer may take so long, in seconds.
    public var seconds = 60.0
    /// A connection may take so long, in seconds.
    public var connectSeconds = 10.0
    /// How many redirects are followed.
    public var redirects = 5
    /// How often a photo is asked for that breaks off, or whose server is busy.
    public var attempts = 3
    /// Seconds before the second attempt; each further one waits twice as long.
    public var backoff = 1.0
    /// The longest wait that a server may ask for, in seconds.
    public var longestWait = 60.0
    /// A host that fails so often in a row is not asked again in this run.
    public var failuresInARow = 8
    /// What a server said holds so long, in seconds, before it is asked again.
    public var freshFor = 86_400

    public init(hosts: [PhotoHost]) { self.hosts = hosts }

    func check(_ address: PhotoAddress) throws(FetchFailure) {
        guard hosts.contains(where: { $0.allows(address) }) else {
            let port = address.port == address.usualPort ? "" : ":\(address.port)"
            throw .transient("the host \(address.host)\(port) is none of those that may be asked")
        }
    }
}
