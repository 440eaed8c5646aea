import CLibXML
import Foundation

/// Walks through an XML document of any size, piece by piece, by libxml2's reader.
///
/// Documents that define entities of their own are refused, nothing is fetched from elsewhere, and libxml2's limits
/// on depth and on the length of a text hold.
final class XMLPull {
    enum Event {
        case start(name: String, depth: Int, isEmpty: Bool)
        case text(String)
        case end(name: String, depth: Int)
    }

    private let reader: xmlTextReaderPtr
    private let source: Unmanaged<Source>
    private let path: String

    /// What the reader asks for bytes, and the error that stopped them.
    private final class Source {
        let stream: any ByteStream
        var piece: ArraySlice<UInt8> = []
        var error: CatalogError?
        init(_ stream: any ByteStream) { self.stream = stream }
    }

    init(_ stream: any ByteStream, path: String) throws(CatalogError) {
        self.path = path
        source = Unmanaged.passRetained(Source(stream))
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        let opened = xmlReaderForIO(
            { context, buffer, length in
                guard let context, let buffer else { return -1 }
                let source = Unmanaged<Source>.fromOpaque(context).takeUnretainedValue()
                if source.piece.isEmpty {
                    do throws(CatalogError) { source.piece = try source.stream.read()[...] } catch {
                        source.error = error
                        return -1
                    }
                }
                let taken = source.piece.prefix(Int(length))
                source.piece = source.piece.dropFirst(taken.count)
                taken.withUnsafeBytes { bytes in
                    if let base = bytes.baseAddress { memcpy(buffer, base, bytes.count) }
                }
                return Int32(taken.count)
            }, nil, source.toOpaque(), nil, nil, Int32(bitPattern: options))
        guard let opened else {
            source.release()
            throw .io(path: path, reason: "the reader of XML could not be made")
        }
        reader = opened
    }

    deinit {
        xmlFreeTextReader(reader)
        source.release()
    }

    /// The next event; nil at the end of the document.
    func next() throws(CatalogError) -> Event? {
        while true {
            let status = xmlTextReaderRead(reader)
            if let error = source.takeUnretainedValue().error { throw error }
            guard status >= 0 else { throw broken(lastError) }
            guard status == 1 else { return nil }
            switch UInt32(xmlTextReaderNodeType(reader)) {
            case XML_READER_TYPE_ELEMENT.rawValue:
                return .start(
                    name: name, depth: Int(xmlTextReaderDepth(reader)),
                    isEmpty: xmlTextReaderIsEmptyElement(reader) == 1)
            case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue,
                XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
                return .text(string(xmlTextReaderConstValue(reader)))
            case XML_READER_TYPE_END_ELEMENT.rawValue:
                return .end(name: name, depth: Int(xmlTextReaderDepth(reader)))
            case XML_READER_TYPE_DOCUMENT_TYPE.rawValue:
                throw broken("it declares a document type, which could define entities")
            case XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
                throw broken("it uses the entity \"\(name)\", which XML does not have")
            default: continue
            }
        }
    }

    /// An attribute of the element that was just begun, by its local name.
    func attribute(_ name: String) -> String? {
        guard xmlTextReaderMoveToFirstAttribute(reader) == 1 else { return nil }
        defer { xmlTextReaderMoveToElement(reader) }
        repeat {
            if self.name == name { return string(xmlTextReaderConstValue(reader)) }
        } while xmlTextReaderMoveToNextAttribute(reader) == 1
        return nil
    }

    /// Whether the element's name has a prefix, such as `g:`.
    var hasPrefix: Bool { xmlTextReaderConstPrefix(reader) != nil }

    var line: Int { Int(xmlTextReaderGetParserLineNumber(reader)) }

    private var name: String { string(xmlTextReaderConstLocalName(reader)) }

    private func string(_ pointer: UnsafePointer<xmlChar>?) -> String {
        pointer.map { String(cString: $0) } ?? ""
    }

    private var lastError: String {
        guard let message = xmlGetLastError()?.pointee.message else { return "it is broken" }
        return String(cString: message).trimmingWhitespace()
    }

    func broken(_ reason: String) -> CatalogError {
        .table(
            path: path, line: max(line, 1), reason: "this XML cannot be read: \(reason)",
            remedy: "Export the file again, or as CSV.")
    }
}
