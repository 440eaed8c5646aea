public import ArgumentParser
import Foundation
public import SoukCatalog

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the listings as a table that can be imported again.",
        discussion: """
            To standard output, or to a file with --output. In CSV, texts that a spreadsheet would take for formulas \
            begin with an apostrophe, which an import takes away again.
            """)

    @OptionGroup var common: CommonOptions

    @Option(help: "csv or jsonl.")
    var format = ListingExport.Format.csv

    @Option(help: "The file to write.")
    var output: String?

    @Flag(help: "Also listings that buyers do not see: sold, withdrawn, expired.")
    var all = false

    func run() throws {
        let export = ListingExport(of: try common.open(), as: format, includingHidden: all)
        guard let output else {
            try export.write { Output.line($0) }
            return
        }
        let url = URL(fileURLWithPath: output)
        let unfinished = url.appendingPathExtension("unfinished")
        guard FileManager.default.createFile(atPath: unfinished.path, contents: nil) else {
            throw CatalogError.io(path: unfinished.path, reason: "cannot be written")
        }
        let file = try FileHandle(forWritingTo: unfinished)
        var buffer = Data()
        let count = try export.write { line in
            buffer.append(contentsOf: line.utf8)
            guard buffer.count > 1 << 16 else { return }
            try file.write(contentsOf: buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        try file.write(contentsOf: buffer)
        try file.close()
        guard rename(unfinished.path, url.path) == 0 else {
            throw CatalogError.io(path: url.path, reason: String(cString: strerror(errno)))
        }
        if common.json {
            try Output.json(["listings": count])
        } else {
            Output.line("\(Figures.grouped(count)) listings in \(url.path)")
        }
    }
}

extension ListingExport.Format: ExpressibleByArgument {}
