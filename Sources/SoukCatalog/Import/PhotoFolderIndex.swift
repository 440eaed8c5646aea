import Foundation

/// The files of a photo folder and its subfolders, found by what tables call them.
///
/// A file fits a name when its path ends with the name's folders and file name. Of several the one that shares the
/// longest ending fits; where two share equally much, none does: a wrong photo is worse than none.
struct PhotoFolderIndex {
    /// What a name led to.
    enum Resolution: Equatable {
        /// - note: how the file is spelled, where it is not as the table has it.
        case file(String, note: String?)
        case none
        /// Files that fit equally well.
        case several([String])
        /// A file of that name is there, in another folder than the name says.
        case elsewhere(String)

        var isFile: Bool { if case .file = self { true } else { false } }
    }

    let root: URL
    /// Paths of pictures below the folder, sorted; spelled as on the disk.
    let pictures: [String]
    /// Files that are not pictures by their names.
    let otherFiles: Int
    /// All files by a key of their name, for each way of comparing.
    private let byKey: [PhotoSpelling: [[UInt8]: [String]]]

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
            guard Self.isFile("\(root.path)/\(path)", inside: resolved) else { continue }
            if Self.pictureExtensions.contains((path as NSString).pathExtension.lowercased()) {
                pictures.append(path)
            } else {
                others.append(path)
            }
        }
        pictures.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        self.root = root
        self.pictures = pictures
        otherFiles = others.count
        var byKey: [PhotoSpelling: [[UInt8]: [String]]] = [:]
        for path in pictures + others.sorted() {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            for spelling in PhotoSpelling.allCases {
                byKey[spelling, default: [:]][spelling.key(ofFile: name), default: []].append(path)
            }
        }
        self.byKey = byKey
    }

    /// The file that a table means.
    ///
    /// - Parameter isContested: whether other names of the tables end alike and have other folders: then the file's
    ///   name alone says nothing.
    func resolve(_ reference: PhotoReference, isContested: Bool = false) -> Resolution {
        guard let last = reference.steps.last else { return .none }
        var elsewhere: String?
        for spelling in PhotoSpelling.allCases {
            let files = byKey[spelling]?[spelling.key(ofFile: last)] ?? []
            let fits = files.map { (file: $0, shared: shared($0, reference, spelling)) }
            guard let most = fits.map(\.shared).max() else { continue }
            let best = fits.filter { $0.shared == most }.map(\.file)
            if most == 1, reference.steps.count > 1 {
                // By the last name alone: only for addresses, whose folders nobody keeps, and for a file that lies
                // in no folder that would say otherwise.
                guard reference.isAddress, !isContested, best.count == 1, !best[0].contains("/") else {
                    elsewhere = elsewhere ?? best.first
                    continue
                }
            }
            guard best.count == 1 else { return .several(best) }
            // A name without an ending is no other spelling.
            let isAsNamed = spelling == .exact || spelling == .stem && !last.contains(".")
            return .file(best[0], note: isAsNamed ? nil : "named \"\(last)\", found as \"\(best[0])\"")
        }
        return elsewhere.map { .elsewhere($0) } ?? .none
    }

    /// The file of a photo that a table names, or that has the photo's id for a name.
    func resolve(photo id: String, named name: String, isContested: Bool = false) -> Resolution {
        let byName = PhotoReference(name).map { resolve($0, isContested: isContested) } ?? .none
        guard byName == .none, let byID = PhotoReference(id) else { return byName }
        return resolve(byID)
    }

    /// How many steps from the end a file's whole path has in common with a name.
    private func shared(_ file: String, _ reference: PhotoReference, _ spelling: PhotoSpelling) -> Int {
        let own = root.path.split(separator: "/") + file.split(separator: "/")
        var count = 1
        while count < min(own.count, reference.steps.count),
            spelling.key(ofFolder: String(own[own.count - 1 - count]))
                == spelling.key(ofFolder: reference.steps[reference.steps.count - 1 - count])
        { count += 1 }
        return count
    }

    /// Links count when they stay inside of the folder.
    private static func isFile(_ path: String, inside root: String) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return false }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return true
        case S_IFLNK:
            let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            guard target.hasPrefix(root + "/"), stat(target, &status) == 0 else { return false }
            return status.st_mode & S_IFMT == S_IFREG
        default: return false
        }
    }
}

/// The ways in which a table may spell a file's name, from the strictest.
enum PhotoSpelling: CaseIterable, Hashable {
    /// Byte for byte.
    case exact
    /// Without regard to case, Unicode form, percent-encoding, and `.jpeg` for `.jpg`.
    case folded
    /// Folded, and without the ending: `7` for `7.jpg`, `a.png` for `a.jpg`.
    case stem

    func key(ofFile name: String) -> [UInt8] {
        switch self {
        case .exact: return Array(name.utf8)
        case .folded:
            let folded = Self.fold(name)
            let ending = ["jpeg", "jpe", "jfif"].first { folded.hasSuffix("." + $0) }
            return Array((ending.map { folded.dropLast($0.count) + "jpg" } ?? folded).utf8)
        case .stem: return Array(PhotoReference.stem(of: Self.fold(name)).utf8)
        }
    }

    func key(ofFolder name: String) -> [UInt8] { Array(self == .exact ? name.utf8 : Self.fold(name).utf8) }

    private static func fold(_ name: String) -> String {
        let decoded = name.contains("%") ? name.removingPercentEncoding ?? name : name
        return decoded.precomposedStringWithCanonicalMapping.lowercased()
    }
}
