import Foundation
import Mustache

/// The pages' templates, read once.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// Those of this package; none where its resources are missing, and then no page is shown.
    static let bundled =
        (try? PageTemplates(
            folder: PageFiles.folder.appending(path: "templates"), assets: PageAssets.bundled.address))
        ?? PageTemplates()

    private init() { library = MustacheLibrary() }

    /// - Parameters:
    ///   - folder: with `.mustache` files.
    ///   - assets: the address of the style sheets and scripts, which templates call `{{assets}}`.
    init(folder: URL, assets: String) throws {
        var library = MustacheLibrary()
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in files where file.pathExtension == "mustache" {
            let text = try String(contentsOf: file, encoding: .utf8)
            try library.register(
                text.replacing("{{assets}}", with: assets),
                named: file.deletingPathExtension().lastPathComponent)
        }
        self.library = library
    }

    /// - Returns: nil for a template that there is not.
    func render(_ page: some Sendable, _ name: String) -> String? {
        library.render(page, withTemplate: name)
    }
}
