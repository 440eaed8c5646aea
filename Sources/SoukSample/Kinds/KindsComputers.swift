extension ItemKind {
    /// Things for computers.
    static let computers: [ItemKind] = [
        ItemKind(
            "laptop|14 inch laptop|notebook computer|student laptop",
            at: [
                "Computers & Software / Laptops",
                "Computers & Software / Other Computers & Software",
            ],
            price: 190, .worktop, 190, 158, Paint.machine + Paint.named("pink gold navy"),
            by: "Orba|Lintel|Quantock|Tenzo",
            "8GB memory, 256GB SSD|New battery|Fresh install, no password|Charger included|Great for school",
            ComputerArt.laptop),
        ItemKind(
            "monitor|24 inch monitor|computer screen|PC monitor",
            at: [
                "Computers & Software / Monitors & Projectors",
                "Office Furniture & Equipment / Other",
            ],
            price: 65, .worktop, 194, 184, Paint.machine,
            by: "Lintel|Vistaline",
            "Full HD|No dead pixels|Leads included|Height adjusts",
            ComputerArt.monitor),
        ItemKind(
            "computer keyboard|mechanical keyboard|wireless keyboard|USB keyboard",
            at: [
                "Computers & Software / Keyboards, Mice & Input Devices"
            ],
            price: 22, .flat, 196, 76, Paint.machine + Paint.bright,
            by: "Clackton|Lintel",
            "UK layout|All keys work|Cleaned key by key|USB dongle included",
            ComputerArt.keyboard),
        ItemKind(
            "printer|inkjet printer|scanner printer|wifi printer",
            at: [
                "Computers & Software / Printers & Scanners",
                "Office Furniture & Equipment / Supplies & Equipment",
            ],
            price: 30, .worktop, 182, 184, Paint.machine + Paint.named("cream"),
            by: "Inkwell & Sons|Quantock",
            "Prints and scans|Half full cartridges|Wifi setup takes two minutes|Paper included",
            ComputerArt.printer),
        ItemKind(
            "computer mouse|wireless mouse|gaming mouse",
            at: [
                "Computers & Software / Keyboards, Mice & Input Devices",
                "Video Games & Consoles / Accessories",
            ],
            price: 9, .flat, 142, 188, Paint.machine + Paint.bright,
            by: "Clackton|Lintel",
            "1600 dpi|New batteries|Left or right hand",
            ComputerArt.mouse),
    ]
}
