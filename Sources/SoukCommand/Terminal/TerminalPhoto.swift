import SoukCatalog
import Foundation

/// Draws small photos in terminals that can: kitty's and iTerm2's protocols.
struct TerminalPhoto {
    private enum Language { case kitty, iTerm }

    private let kind: Language?

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let term = environment["TERM"] ?? ""
        let program = environment["TERM_PROGRAM"] ?? ""
        if isatty(STDOUT_FILENO) == 0 {
            kind = nil
        } else if environment["KITTY_WINDOW_ID"] != nil || term.contains("kitty") || program == "ghostty" {
            kind = .kitty
        } else if program == "iTerm.app" || program == "WezTerm" {
            kind = .iTerm
        } else {
            kind = nil
        }
    }

    /// The listing's first photo, drawn or as a link; nil where it has none.
    func text(of listing: String, in workspace: Workspace) throws -> String? {
        guard
            let photo = try workspace.photos(of: listing).first(where: {
                $0.verdict.map { !$0.isRejected } ?? false
            })
        else { return nil }
        let link = workspace.photos.url(id: photo.id, size: .large).absoluteString
        guard let kind, let png = try? Data(contentsOf: workspace.photos.url(id: photo.id, size: .small))
        else {
            return link
        }
        switch kind {
        case .kitty: return Self.kitty(png)
        case .iTerm:
            return
                "\u{1B}]1337;File=inline=1;size=\(png.count);width=64px;height=64px:\(png.base64EncodedString())\u{7}"
        }
    }

    /// Chunks of at most 4096 characters, the last with `m=0`.
    private static func kitty(_ png: Data) -> String {
        var rest = Substring(png.base64EncodedString())
        var text = ""
        var isFirst = true
        repeat {
            let chunk = rest.prefix(4096)
            rest = rest.dropFirst(4096)
            text += "\u{1B}_G\(isFirst ? "a=T,f=100," : "")m=\(rest.isEmpty ? 0 : 1);\(chunk)\u{1B}\\"
            isFirst = false
        } while !rest.isEmpty
        return text
    }
}
