/// What was done to the files below a folder, in order, with the notes of whoever did it.
enum DiskStep: Sendable {
    /// A name in a folder leads to a new file or folder.
    case create(NameInFolder, node: Int, isFolder: Bool)
    case remove(NameInFolder)
    case rename(NameInFolder, to: NameInFolder)
    case write(node: Int, offset: Int, bytes: [UInt8])
    case truncate(node: Int, length: Int)
    /// Of a file's bytes, or of a folder's names. One that failed leaves some of them behind for ever.
    case synchronise(node: Int, failed: Bool)
    case began(operation: Int)
    /// The operation returned: what it did is kept.
    case acknowledged(operation: Int)
}

struct NameInFolder: Hashable, Sendable {
    var folder: Int
    var name: String
}
