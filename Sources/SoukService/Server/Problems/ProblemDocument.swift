import Hummingbird

/// A problem as a small page, which needs no templates: it must work when they are what is broken.
struct ProblemDocument {
    let problem: Problem

    init(_ problem: Problem) { self.problem = problem }

    func response(to request: Request) -> Response {
        let heading = problem.status.code == 401 ? "Log in to see this" : problem.title
        var text = ""
        if let detail = problem.detail { text += "<p>\(HTML.escaped(detail))</p>" }
        if problem.status.code == 401 {
            let path = HTML.escaped("/login?then=\(LoginTarget.encoded(request.uri.path))")
            text += "<p><a href=\"\(path)\">Log in</a></p>"
        } else {
            if let next = problem.next { text += "<p>\(HTML.escaped(next))</p>" }
            text += "<p><a href=\"/\">Look around</a></p>"
        }
        text += "<p class=\"quiet\">\(problem.status.code) · \(HTML.escaped(problem.code))"
        text += problem.instance.map { " · \(HTML.escaped($0))" } ?? ""
        var response = HTML.page(heading, text + "</p>", status: problem.status)
        for field in problem.headers where field.name != .wwwAuthenticate { response.headers.append(field) }
        return response
    }
}
