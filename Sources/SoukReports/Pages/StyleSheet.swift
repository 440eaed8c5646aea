/// How all reports look, by day and by night.
enum StyleSheet {
    static let text = light + "@media (prefers-color-scheme:dark){\(dark)\(Ink.darkRules)}"

    private static let light = """
        :root{--ground:#f7f8fa;--card:#fff;--text:#1b2330;--soft:#5a6472;--line:#e1e5ea;--accent:#1f6fb2;--bad:#b3401a}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--text);font:16px/1.55 system-ui,"Helvetica Neue",Arial,\
        sans-serif}
        header,nav,main,footer{max-width:48rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:3rem}
        .brand{margin:0;color:var(--accent);font-weight:650;letter-spacing:.04em}
        h1{margin:.1rem 0 .4rem;font-size:2rem;line-height:1.2;letter-spacing:-.015em;overflow-wrap:anywhere}
        .lead{margin:0;color:var(--soft);font-size:1.1rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin:1.4rem 0 0;padding:.8rem 0;list-style:none;\
        border-block:1px solid var(--line);font-size:.92rem}
        a{color:var(--accent);text-underline-offset:.15em}
        nav a{text-decoration:none}nav a:hover{text-decoration:underline}
        section{margin:2.75rem 0}
        h2{margin:0 0 .8rem;font-size:1.3rem;letter-spacing:-.01em}
        h3{margin:1.8rem 0 .6rem;font-size:1.05rem}
        p{margin:.6rem 0}.note{color:var(--soft);font-size:.92rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0}
        .tiles div{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem;\
        display:flex;flex-direction:column}
        .tiles dt{color:var(--soft);font-size:.88rem}
        .tiles dd{margin:0}.tiles .value{font-size:1.7rem;font-weight:650;letter-spacing:-.02em;line-height:1.3}
        .tiles .note{font-size:.82rem}
        .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px;margin:1rem 0}
        table{border-collapse:collapse;width:100%;font-size:.92rem;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:.8rem 1rem .3rem;color:var(--soft)}
        th,td{padding:.42rem 1rem;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
        thead th{border-top:0;color:var(--soft);font-weight:500}
        tbody th{font-weight:500}
        .n{text-align:right;white-space:nowrap}
        tr.own th,tr.own td{font-weight:650}
        .text{max-width:22rem;overflow-wrap:anywhere;white-space:pre-wrap}
        figure{margin:1rem 0}
        figure.scroll svg{display:block;width:100%;min-width:34rem;height:auto}
        figure.narrow{max-width:32rem}figure.narrow svg{min-width:22rem}
        @media (min-width:64rem){figure.wide{width:60rem;margin-left:calc(50% - 30rem)}}
        figure.wide svg{min-width:46rem}
        figure img{display:block;max-width:100%;height:auto;border-radius:8px}
        .gallery{display:grid;grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr));gap:1rem;padding:0;\
        margin:1rem 0;list-style:none}
        .gallery li{background:var(--card);border:1px solid var(--line);border-radius:10px;overflow:hidden}
        .gallery img,.gallery .none{display:block;width:100%;aspect-ratio:1;object-fit:contain;background:var(--line)}
        .gallery .none{display:grid;place-items:center;color:var(--soft);font-size:.88rem}
        .gallery p{margin:0;padding:.15rem .8rem;font-size:.88rem;line-height:1.4;overflow-wrap:anywhere}
        .gallery p:first-of-type{padding-top:.6rem;font-weight:600}.gallery p:last-of-type{padding-bottom:.7rem}
        .wrong{color:var(--bad)}
        footer{padding-block:1.2rem 3rem;color:var(--soft);font-size:.88rem}
        @media (max-width:32rem){header{padding-top:1.6rem}h1{font-size:1.55rem}table{font-size:.86rem}\
        th,td{padding:.42rem .5rem}caption{padding-inline:.5rem}th.n{white-space:normal}\
        .gallery{grid-template-columns:repeat(2,1fr);gap:.7rem}}
        @media print{body{background:#fff}nav{display:none}.scroll,.tiles div,.gallery li{break-inside:avoid}}

        """

    private static let dark = """
        :root{--ground:#0f1319;--card:#171c24;--text:#e8ebf0;--soft:#a3adba;--line:#2b323d;--accent:#6cb2ee;--bad:#f2935c}
        """
}
