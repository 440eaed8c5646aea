#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the system lets this process have (`setrlimit`).
package enum ProcessLimits {
    /// Raises the number of descriptors that may be open as far as the system lets it.
    ///
    /// - Returns: how many may be open.
    @discardableResult
    package static func raiseDescriptors(to wanted: Int = 65_536) -> Int {
        var limit = rlimit()
        guard getrlimit(descriptors, &limit) == 0 else { return 256 }
        let target = min(rlim_t(wanted), limit.rlim_max)
        if limit.rlim_cur < target {
            var raised = limit
            raised.rlim_cur = target
            if setrlimit(descriptors, &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }

    #if canImport(Glibc)
        private static let descriptors = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

        /// No files are written, none is opened beyond a few, no memory is dumped.
        static func forHelper() {
            set(RLIMIT_FSIZE, hard: 0)
            set(RLIMIT_CORE, hard: 0)
            set(RLIMIT_NOFILE, hard: 32)
        }

        /// Seconds of the processor from now on; the process is ended after them.
        static func allow(processorSeconds: Int) {
            var usage = rusage()
            guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return }
            let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1
            set(RLIMIT_CPU, soft: rlim_t(used + processorSeconds))
        }

        /// Bytes of memory on top of what is held now.
        static func allow(bytes: Int) { set(RLIMIT_DATA, soft: rlim_t(held() + bytes)) }

        /// Private memory that may be written to, as `RLIMIT_DATA` counts it.
        private static func held() -> Int {
            guard let file = fopen("/proc/self/statm", "r") else { return 0 }
            defer { fclose(file) }
            var text = [CChar](repeating: 0, count: 256)
            guard fgets(&text, 256, file) != nil else { return 0 }
            let fields = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
                .split(separator: " ")
            return fields.count > 5 ? (Int(fields[5]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
        }

        private static func set(_ kind: __rlimit_resource, soft: rlim_t) {
            let resource = __rlimit_resource_t(kind.rawValue)
            var limit = rlimit()
            guard getrlimit(resource, &limit) == 0 else { return }
            limit.rlim_cur = min(soft, limit.rlim_max)
            setrlimit(resource, &limit)
        }

        private static func set(_ kind: __rlimit_resource, hard: rlim_t) {
            var limit = rlimit(rlim_cur: hard, rlim_max: hard)
            setrlimit(__rlimit_resource_t(kind.rawValue), &limit)
        }
    #else
        private static let descriptors = RLIMIT_NOFILE

        static func forHelper() {}
        static func allow(processorSeconds: Int) {}
        static func allow(bytes: Int) {}
    #endif
}
