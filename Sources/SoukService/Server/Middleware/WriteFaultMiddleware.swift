import HTTPTypes
import Hummingbird
import Logging
import SoukMarketplace

/// Tells a write that broke because nothing can be written now, as on a full disk, from one that we broke.
struct WriteFaultMiddleware: RouterMiddleware {
    typealias Context = SoukRequestContext

    let marketplace: Marketplace

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do { return try await next(request, context) } catch {
            let mayWrite = ![.get, .head, .options].contains(request.method)
            guard mayWrite, Problem(from: error).status.code == 500,
                let fault = await marketplace.lookForWriteFault()
            else { throw error }
            context.logger.error("nothing can be written", metadata: ["error": "\(error)"])
            throw Problem.writesClosed(fault)
        }
    }
}
