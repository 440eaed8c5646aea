import Foundation
import Testing

import SoukService

/// swift-mustache renders a name that it does not find as nothing: each name must be a property of the models.
struct TemplateNamesTests {
    @Test func everyNameIsAProperty() throws {
        var (seen, unseen): (Set<String>, Set<String>) = ([], [])
        for (template, page) in try PageExamples.all() {
            var check = TemplateCheck(folder: PageExamples.folder)
            try check.walk(template, stack: [page])
            #expect(check.problems.isEmpty, "\(template): \(check.problems.joined(separator: "\n"))")
            #expect(check.names > 0, "\(template) uses no name")
            seen.formUnion(check.seen)
            unseen.formUnion(check.unseen)
        }
        #expect(unseen.subtracting(seen).isEmpty, "inside sections that no example enters")
    }

    @Test func everyTemplateIsWalked() throws {
        var walked: Set<String> = []
        for (template, page) in try PageExamples.all() {
            var check = TemplateCheck(folder: PageExamples.folder)
            try check.walk(template, stack: [page])
            walked.formUnion(check.templates)
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: PageExamples.folder.path)
            .filter { $0.hasSuffix(".mustache") }.map { String($0.dropLast(9)) }
        #expect(Set(files) == walked)
    }

    @Test func aWrongNameIsFound() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "souk-templates-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("{{heading}}{{^hedding}}{{/hedding}}{{> missing}}".utf8).write(
            to: folder.appending(path: "bad.mustache"))
        var check = TemplateCheck(folder: folder)
        try check.walk("bad", stack: [PageExamples.problem])
        #expect(check.problems == ["bad: no \"hedding\"", "bad: no template \"missing\""])
    }
}

/// Follows a template's tags through an example of its model, as rendering would.
struct TemplateCheck {
    let folder: URL
    var problems: [String] = []
    var templates: Set<String> = []
    var names = 0
    /// Names that were found, and those inside sections that this example leaves out.
    var seen: Set<String> = []
    var unseen: Set<String> = []

    private struct LeftOut {}

    init(folder: URL) { self.folder = folder }

    mutating func walk(_ name: String, stack: [Any]) throws {
        templates.insert(name)
        let file = folder.appending(path: "\(name).mustache")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return }
        var stacks = [stack]
        for match in text.matches(of: /\{\{(?<sign>[#^\/>&<$!]?)\s*(?<tag>[^}]+?)\s*\}\}/) {
            let tag = String(match.output.tag)
            switch match.output.sign {
            case "/":
                if stacks.count > 1 { stacks.removeLast() }
            case ">", "<":
                if FileManager.default.fileExists(atPath: folder.appending(path: "\(tag).mustache").path) {
                    try walk(tag, stack: stacks[stacks.count - 1])
                } else {
                    problems.append("\(name): no template \"\(tag)\"")
                }
                if match.output.sign == "<" { stacks.append(stacks[stacks.count - 1]) }
            case "$": stacks.append(stacks[stacks.count - 1])
            case "!": break
            case "#", "^": stacks.append(enter(tag, stacks[stacks.count - 1], name))
            default: _ = enter(tag, stacks[stacks.count - 1], name)
            }
        }
        if stacks.count != 1 { problems.append("\(name): sections do not end") }
    }

    /// The stack inside a section of this name.
    private mutating func enter(_ tag: String, _ stack: [Any], _ template: String) -> [Any] {
        names += 1
        if tag == "." || tag == "assets" { return stack }
        guard let value = value(tag.split(separator: "."), stack) else {
            if stack.contains(where: { $0 is LeftOut }) {
                unseen.insert("\(template): \(tag)")
                return stack
            }
            problems.append("\(template): no \"\(tag)\"")
            return stack
        }
        seen.insert("\(template): \(tag)")
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional, .collection: return stack + [mirror.children.first?.value ?? LeftOut()]
        default: return value is Bool ? stack : stack + [value]
        }
    }

    private func value(_ path: [Substring], _ stack: [Any]) -> Any? {
        for object in stack.reversed() {
            if let first = path.first, let child = child(first, of: object) {
                return path.count == 1 ? child : value(Array(path.dropFirst()), [child])
            }
        }
        return nil
    }

    private func child(_ name: Substring, of object: Any) -> Any? {
        Mirror(reflecting: object).children.first { $0.label == String(name) }?.value
    }
}
