import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Keeps a connection within its limits: how long a head may take, how long nothing may happen, how long a client may
/// take nothing of its answer. Answers what is no HTTP, and closes gently where an answer says so.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private enum Reading { case nothing, head, body }

    private let runtime: ServiceRuntime
    private var limits: ServiceLimits { runtime.configuration.limits }
    private var reading = Reading.nothing
    private var answersDue = 0
    private var closesAfterAnswer = false
    private var isCounted = false
    private var isOver = false
    private var readAlarm: Scheduled<Void>?
    /// How long the service waited for the body so far, since when it waits now, and what has come.
    private var waited = Duration.zero
    private var waitsSince: ContinuousClock.Instant?
    private var bodyBytes = 0
    private var writeAlarm: Scheduled<Void>?

    init(_ runtime: ServiceRuntime) { self.runtime = runtime }

    func handlerAdded(context: ChannelHandlerContext) {
        // Small fixed buffers: a connection's unread bytes are part of the memory ceiling.
        let options = context.channel.syncOptions
        try? options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 16 << 10))
        try? options?.setOption(.maxMessagesPerRead, value: 1)
        if let codec = try? context.pipeline.syncOperations.handler(type: HTTP1ToHTTPServerCodec.self) {
            try? context.pipeline.syncOperations.addHandler(ConnectionHeader(), position: .before(codec))
        }
        try? options?.setOption(.writeBufferWaterMark, value: .init(low: 64 << 10, high: 256 << 10))
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard !isCounted else { return }
        isCounted = true
        if runtime.connections.enter() > limits.connections {
            refuse(context, .busy("There are too many connections.", retryAfter: 2))
        } else {
            alarm(context, after: limits.headTime)
        }
    }

    private func end() {
        readAlarm?.cancel()
        writeAlarm?.cancel()
        (readAlarm, writeAlarm) = (nil, nil)
        if isCounted { runtime.connections.leave() }
        isCounted = false
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            reading = .body
            answersDue += 1
            (waited, bodyBytes) = (.zero, 0)
            if answersDue == 1, head.headerFields[.expect]?.lowercased() == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(let bytes): bodyBytes += bytes.readableBytes
        case .end: reading = .nothing
        }
        if let since = waitsSince { waited += ContinuousClock.now - since }
        waitsSince = nil
        readAlarm?.cancel()
        readAlarm = nil
        context.fireChannelRead(data)
    }

    /// Time runs against the client only while somebody wants to read on: a service that is busy is no stalled client.
    func read(context: ChannelHandlerContext) {
        if reading == .body, readAlarm == nil {
            waitsSince = .now
            alarm(context, after: min(limits.stallTime, patience))
        }
        context.read()
    }

    /// What is left of the time that a body may keep the service waiting: some, and more for each byte that came.
    private var patience: Duration {
        let earned = Duration.milliseconds(bodyBytes * 1_000 / max(1, limits.bodyRate))
        return max(.milliseconds(1), limits.stallTime + earned - waited)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Bytes came that are not yet a whole head: from now on it has its time, however often more come.
        if reading == .nothing, answersDue == 0, !isOver {
            reading = .head
            alarm(context, after: limits.headTime)
        }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError, answersDue == 0 else {
            return context.fireErrorCaught(error)
        }
        var isLong = false
        if case .headerOverflow = error { isLong = true }
        refuse(
            context,
            isLong
                ? Problem(
                    .requestHeaderFieldsTooLarge, "request.headers",
                    "The header fields are too many or too long.",
                    next: "Send less than \(limits.headerBytes) bytes in \(limits.headerFields) fields.")
                : .invalid("request", "It is not well-formed HTTP/1.1.", status: .badRequest))
    }

    // MARK: Writing

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            closesAfterAnswer = closesAfterAnswer || head.headerFields[.connection] == "close"
            context.write(data, promise: promise)
        case .body: context.write(data, promise: promise)
        case .end:
            answersDue -= 1
            context.write(data, promise: promise)
            if closesAfterAnswer {
                context.flush()
                closeGently(context)
            } else if answersDue == 0, reading == .nothing {
                alarm(context, after: limits.idleTime)
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeAlarm?.cancel()
        writeAlarm = context.channel.isWritable ? nil : closing(context, after: limits.stallTime)
        context.fireChannelWritabilityChanged()
    }

    // MARK: Ends

    private func alarm(_ context: ChannelHandlerContext, after time: Duration) {
        readAlarm?.cancel()
        readAlarm = closing(context, after: time)
    }

    private func closing(_ context: ChannelHandlerContext, after time: Duration) -> Scheduled<Void> {
        context.eventLoop.assumeIsolatedUnsafeUnchecked().scheduleTask(in: TimeAmount(time)) {
            context.close(promise: nil)
        }
    }

    /// An answer to what never became a request.
    private func refuse(_ context: ChannelHandlerContext, _ problem: Problem) {
        isOver = true
        var problem = problem
        problem.instance = RequestIDs.id(for: [:])
        let body = (try? JSONEncoder().encode(problem)) ?? Data()
        var fields = problem.headers
        fields[.contentType] = "application/problem+json; charset=utf-8"
        fields[.contentLength] = "\(body.count)"
        fields[.connection] = "close"
        fields[.requestID] = problem.instance
        runtime.metrics.refused(.free, problem)
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: problem.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        closeGently(context)
    }

    /// Says that no more will come, and gives the client a moment to read: closing with bytes unread would take the
    /// answer away from it.
    private func closeGently(_ context: ChannelHandlerContext) {
        isOver = true
        context.close(mode: .output, promise: nil)
        alarm(context, after: .seconds(1))
    }
}
