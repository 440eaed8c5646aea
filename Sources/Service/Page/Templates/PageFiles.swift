import Foundation

/// Where the page's templates and assets lie.
enum PageFiles {
    /// A part of the program: tests see to it that it is whole.
    static let folder = Bundle.module.resourceURL?.appending(path: "Resources/page") ?? URL(filePath: "/nonexistent")
}
