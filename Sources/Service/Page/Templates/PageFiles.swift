import Foundation

/// Where the page's templates and assets lie.
enum PageFiles {
    static let folder = Bundle.module.resourceURL?.appending(path: "Resources/page") ?? URL(filePath: "/nonexistent")
}
