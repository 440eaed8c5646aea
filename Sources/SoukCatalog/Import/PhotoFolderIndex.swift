import Foundation

/// The files of a photo folder and its subfolders, found by path, name or stem.
struct PhotoFolderIndex {
    let root: URL
    /// Paths of pictures below the folder, sorted.
    let pictures: [String]
    /// Files that are not pictures by their names.
    let otherFiles: Int
    private let paths: Set<String>
    private let byName: [String: String]
    private let byStem: [String: String]

    private static let pictureExtensions: Set = [
        "jpg", "jpeg", "jpe", "jfif", "png", "webp", "gif", "tif", "tiff", "heic", "heif", "avif", "bmp", "",
    ]

    init(_ root: URL) throws(CatalogError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue,
            let walker = FileManager.default.enumerator(atPath: root.path)
        else {
            throw .missing(path: root.path, remedy: "Name the folder of photos.")
        }
        let resolved = root.resolvingSymlinksInPath().path
        var pictures: [String] = []
        var others: [String] = []
        for case let path as String in walker {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            guard Self.isFile(root.appendingPathComponent(path), inside: resolved) else { continue }
            if Self.pictureExtensions.contains((path as NSString).pathExtension.lowercased()) {
                pictures.append(path)
            } else {
                others.append(path)
            }
        }
        pictures.sort()
        self.root = root
        self.pictures = pictures
        otherFiles = others.count
        let all = pictures + others.sorted()
        let names = all.map { ($0 as NSString).lastPathComponent }
        paths = Set(all)
        byName = Dictionary(zip(names, all), uniquingKeysWith: { first, _ in first })
        byStem = Dictionary(zip(names.map(PhotoReference.stem), all), uniquingKeysWith: { first, _ in first })
    }

    /// The path below the folder of the photo that a table means; by its path, else its name, else
    /// its name without the ending.
    func path(of reference: PhotoReference) -> String? {
        if paths.contains(reference.path) { return reference.path }
        return byName[reference.lastComponent] ?? byStem[reference.lastComponent] ?? byStem[reference.stem]
    }

    /// The file of a photo that a table names, or that has the photo's id for a name.
    func path(ofPhoto id: String, named name: String) -> String? {
        PhotoReference(name).flatMap(path) ?? PhotoReference(id).flatMap(path)
    }

    /// Links count when they stay inside of the folder.
    private static func isFile(_ url: URL, inside root: String) -> Bool {
        var status = stat()
        guard lstat(url.path, &status) == 0 else { return false }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return true
        case S_IFLNK:
            let target = url.resolvingSymlinksInPath().path
            guard target.hasPrefix(root + "/"), stat(target, &status) == 0 else { return false }
            return status.st_mode & S_IFMT == S_IFREG
        default: return false
        }
    }
}
