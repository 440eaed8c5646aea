import ArgumentParser
import SoukCatalog

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the workspace for damage, and repair what can be repaired.",
        discussion: """
            Looks at the catalogue's file, at every clean photo, and for photo files that belong to nothing. --repair \
            makes a damaged photo anew from its original; where that is gone, too, the photo gets a verdict and is not \
            shown any more. Ends with 1 when something is wrong and was not mended.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Repair what can be repaired, and remove files that belong to no photo.")
    var repair = false

    func run() throws {
        let workspace = try common.open()
        Interruption.watch()
        let check = try workspace.check(repair: repair) { _, _ in !Interruption.isRequested() }
        if common.json { try Output.json(check) } else { Output.line(text(check)) }
        if !check.isSound { throw Stop(code: 1) }
    }

    private func text(_ check: CatalogCheck) -> String {
        var lines = check.database.map { "catalogue: \($0)" }
        lines += check.photos.map { fault in
            let listing = fault.listing.map { " of listing \"\($0)\"" } ?? ""
            return "photo \"\(fault.photo)\"\(listing): \(fault.reason): \(Self.words(fault.outcome))"
        }
        if !check.strayFiles.isEmpty {
            lines.append(
                "files of no photo: \(Figures.grouped(check.strayFiles.count))"
                    + (check.removedStrayFiles ? ", removed" : ""))
        }
        lines.append(
            "\(Figures.grouped(check.photosChecked)) photos looked at, "
                + (lines.isEmpty ? "nothing is wrong" : "\(Figures.grouped(check.photos.count)) damaged"))
        if !repair, !check.isSound { lines.append("mend: souk check --repair\(common.suffix)") }
        return lines.joined(separator: "\n")
    }

    private static func words(_ outcome: PhotoFault.Outcome) -> String {
        switch outcome {
        case .found: "not mended"
        case .mended: "mended"
        case .rejected: "not shown any more"
        }
    }
}
