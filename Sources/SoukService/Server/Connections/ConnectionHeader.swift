import NIOCore
import NIOHTTP1

/// Says in one spelling which connections end with their answer: those that ask for it in any case of letters or among
/// other words, and those of HTTP/1.0.
final class ConnectionHeader: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), Self.ends(head) else {
            return context.fireChannelRead(data)
        }
        head.headers.replaceOrAdd(name: "Connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    static func ends(_ head: HTTPRequestHead) -> Bool {
        head.version.major < 1 || head.version == .http1_0
            || head.headers[canonicalForm: "Connection"].contains { $0.lowercased() == "close" }
    }
}
