public import Foundation

/// Finds what `Scripts/bootstrap` fetched (weights, gazetteer) in the `.deps` folder of the checkout.
public enum Assets {
    /// The `.deps` folder: `$SOUK_ASSETS`, else the nearest one above the running program,
    /// else the nearest one above the current folder; nil where there is none.
    public static let root: URL? = {
        if let path = ProcessInfo.processInfo.environment["SOUK_ASSETS"] {
            return URL(fileURLWithPath: path, isDirectory: true)
        }
        let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
        let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
        return [program, here].lazy.compactMap { $0 }.compactMap(nearestDeps).first
    }()

    /// The file at a path below `.deps`, when it exists.
    public static func file(_ path: String) -> URL? {
        guard let url = root?.appendingPathComponent(path),
            FileManager.default.fileExists(atPath: url.path)
        else { return nil }
        return url
    }

    private static func nearestDeps(above start: URL) -> URL? {
        var folder = start
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent(".deps", isDirectory: true)
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        return nil
    }
}
