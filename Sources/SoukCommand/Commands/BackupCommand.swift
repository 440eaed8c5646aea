import ArgumentParser
import Foundation
import SoukCatalog

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the workspace to a folder of backups, while it serves and changes.",
        discussion: """
            The folder keeps each content once: a second backup copies what is new, and any number of backups fit in \
            one folder. What is written is read back and compared. An interrupted backup goes on when the same \
            command runs again. Features and uploads are left out: they are made again.

            Bring one back with: souk restore FOLDER --workspace NEW-FOLDER
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The folder of backups, best on another disk.")
    var target: String

    @Flag(help: "Copy nothing: compare every file of the newest backup with its hash.")
    var check = false

    func run() throws {
        let folder = URL(fileURLWithPath: target, isDirectory: true)
        Interruption.watch()
        let line = ProgressLine(check ? "check" : "backup", total: nil, unit: "files", quiet: common.quiet)
        let done =
            check
            ? try WorkspaceRestore.check(
                folder, progress: { line.update(done: $0.files) }, isCancelled: Interruption.isRequested)
            : try common.open().backUp(
                to: folder, progress: { line.update(done: $0.files) }, isCancelled: Interruption.isRequested)
        line.finish()
        if common.json { return try Output.json(done) }
        Output.line(
            check
                ? "\(Figures.grouped(done.files)) files of \(done.snapshot) are as they were"
                : """
                snapshot \(done.snapshot): \(Figures.grouped(done.files)) files, \
                \(Figures.grouped(done.unchanged)) of them there before, \(done.bytes >> 20) MiB new
                bring it back: souk restore \(target) --workspace NEW-FOLDER
                """)
    }
}

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a workspace back from a folder of backups.",
        discussion: """
            Writes to a new folder; a workspace is never overwritten. Every file is compared with its hash on the way, \
            and the catalogue comes last. An interrupted restore goes on when the same command runs again.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The folder of backups.")
    var source: String

    @Option(help: "Which snapshot; the newest unless told.")
    var snapshot: String?

    @Flag(help: "Only list the snapshots.")
    var list = false

    func run() throws {
        let folder = URL(fileURLWithPath: source, isDirectory: true)
        if list {
            let names = WorkspaceRestore.snapshots(in: folder)
            if common.json { return try Output.json(names) }
            return names.forEach(Output.line)
        }
        Interruption.watch()
        let line = ProgressLine("restore", total: nil, unit: "files", quiet: common.quiet)
        let done = try WorkspaceRestore.run(
            folder, snapshot: snapshot, to: common.url, progress: { line.update(done: $0.files) },
            isCancelled: Interruption.isRequested)
        line.finish()
        if common.json { return try Output.json(done) }
        Output.line(
            """
            \(Figures.grouped(done.files)) files of \(done.snapshot) are in \(common.workspace)
            serve it: souk serve\(common.suffix)
            """)
    }
}
