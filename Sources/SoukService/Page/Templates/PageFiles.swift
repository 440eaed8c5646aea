import Foundation

/// Where the page's templates and assets lie.
enum PageFiles {
    /// A part of the program: tests see to it that it is whole.
    static let folder = Bundle.module.bundleURL.appending(path: "Resources/page")
}
