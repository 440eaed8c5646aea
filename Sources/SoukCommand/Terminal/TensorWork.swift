import ArgumentParser
import Foundation

/// A command that computes with tensors on many threads for long.
protocol TensorWork: ParsableCommand {}

extension TrainPhotosCommand: TensorWork {}
extension TrainListingsCommand: TensorWork {}
extension IndexCommand: TensorWork {}
extension EmbedCommand: TensorWork {}
extension ServeCommand: TensorWork {}
extension EvaluateClassifierCommand: TensorWork {}
extension EvaluateSearchCommand: TensorWork {}
extension FeaturesCommand: TensorWork {}

#if os(Linux)
    import Glibc

    /// How OpenMP's threads wait for each other inside one operation.
    enum WaitingThreads {
        private static let settings = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"]

        /// Lets them sleep rather than spin, where the environment does not say otherwise.
        ///
        /// A thread that spins for another takes the very processor that the other waits for as soon as a machine has
        /// more to do than processors. libgomp reads the setting when it is loaded, which is before `main`: the
        /// program starts once more, as the same process.
        static func sleep() {
            guard settings.allSatisfy({ getenv($0) == nil }) else { return }
            setenv("OMP_WAIT_POLICY", "passive", 1)
            var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
            execv("/proc/self/exe", &arguments)
            // Without /proc the threads spin, as they did.
        }
    }
#else
    enum WaitingThreads { static func sleep() {} }
#endif
