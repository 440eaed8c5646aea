/// A page that stands alone: style and pictures inside, no script, no other host.
struct Page {
    var title: String
    /// A sentence below the title.
    var lead: String
    var sections: [Section]

    struct Section {
        /// The anchor, also in the table of contents.
        var id: String
        var title: String
        var content: HTML

        init(_ id: String, _ title: String, _ content: HTML) {
            self.id = id
            self.title = title
            self.content = content
        }
    }

    func html() -> String {
        let style = HTML.svg(StyleSheet.text)
        let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
        let bodies = sections.map { section in
            """
            <section id="\(section.id)" aria-labelledby="\(section.id)-title">
            <h2 id="\(section.id)-title">\(section.title)</h2>
            \(section.content)
            </section>
            """ as HTML
        }
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"/>
            <title>\(title)</title>
            <style>
            \(style)
            </style>
            </head>
            <body>
            <header>
            <p class="brand">Souk</p>
            <h1>\(title)</h1>
            <p class="lead">\(lead)</p>
            </header>
            <nav aria-label="Contents"><ul>\(links)</ul></nav>
            <main>
            \(bodies)
            </main>
            <footer><p>Made by Souk. This page holds everything it shows and loads nothing.</p></footer>
            </body>
            </html>

            """
        return page.markup
    }
}
