import Hummingbird
import SoukCatalog

/// A problem as a small page, which needs no templates: it must work when they are what is broken.
struct ProblemDocument {
    let problem: Problem

    init(_ problem: Problem) { self.problem = problem }

    func response(to request: Request) -> Response {
        let heading = problem.status.code == 401 ? "Log in to see this" : problem.title
        var text = ""
        if let detail = problem.detail { text += "<p>\(Markup.escape(detail))</p>" }
        if problem.status.code == 401 {
            let path = Markup.escape("/login?then=\(LoginTarget.encoded(request.uri.path))")
            text += "<p><a href=\"\(path)\">Log in</a></p>"
        } else {
            if let next = problem.next { text += "<p>\(Markup.escape(next))</p>" }
            text += "<p><a href=\"/\">Look around</a></p>"
        }
        text += "<p class=\"quiet\">\(problem.status.code) · \(Markup.escape(problem.code))"
        text += problem.instance.map { " · \(Markup.escape($0))" } ?? ""
        var response = ServicePage.html(heading, text + "</p>", status: problem.status)
        for field in problem.headers where field.name != .wwwAuthenticate { response.headers.append(field) }
        return response
    }
}
