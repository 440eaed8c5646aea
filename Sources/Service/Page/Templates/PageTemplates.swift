import Foundation
import Mustache

/// The pages' templates, read once: a template that is missing or malformed stops the start, not a visit.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

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
