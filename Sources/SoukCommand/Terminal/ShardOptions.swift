import ArgumentParser
import Foundation
import SoukCatalog

/// Which of several workers a command is.
struct ShardOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Which share of the work to do, from 0: 2/8 is the third of eight workers. Unless given: \
            JOB_COMPLETION_INDEX (Kubernetes) of SOUK_SHARDS, or SLURM_ARRAY_TASK_ID among SLURM_ARRAY_TASK_COUNT, or \
            else all of it.
            """, valueName: "i/n"))
    var shard: String?

    func validate() throws { _ = try chosen }

    /// What was named, or else what the environment names.
    var chosen: WorkShard {
        get throws {
            guard let shard else { return try Self.ofEnvironment(ProcessInfo.processInfo.environment) }
            guard let chosen = WorkShard(shard) else {
                throw ValidationError(
                    "--shard: expected i/n with i from 0 to n - 1, such as 2/8, and found \"\(shard)\"")
            }
            return chosen
        }
    }

    static func ofEnvironment(_ variables: [String: String]) throws -> WorkShard {
        func number(_ name: String) throws -> Int? {
            guard let text = variables[name] else { return nil }
            guard let number = Int(text) else {
                throw ValidationError("\(name) is \"\(text)\"; expected a number")
            }
            return number
        }
        if let index = try number("JOB_COMPLETION_INDEX") {
            guard let count = try number("SOUK_SHARDS"), let shard = WorkShard(index: index, count: count)
            else {
                throw ValidationError(
                    "JOB_COMPLETION_INDEX is \(index): set SOUK_SHARDS to the number of completions, or give --shard"
                )
            }
            return shard
        }
        if let task = try number("SLURM_ARRAY_TASK_ID") {
            let first = try number("SLURM_ARRAY_TASK_MIN") ?? 0
            guard let count = try number("SLURM_ARRAY_TASK_COUNT"),
                let shard = WorkShard(index: task - first, count: count)
            else {
                throw ValidationError(
                    "SLURM_ARRAY_TASK_ID is \(task), which is not one of an array without gaps: give --shard")
            }
            return shard
        }
        return .only
    }
}
