extension ItemKind {
    /// Things for those who do it themselves.
    static let tools: [ItemKind] = [
        ItemKind(
            "cordless drill|drill|18V drill|combi drill",
            at: [
                "DIY Tools & Materials / Power Tools / Drills",
                "Home & Garden / Garden & Patio / Tools",
            ],
            price: 45, .flat, 194, 166, Paint.tool,
            by: "Brunt|Hexham Tools|Torquil",
            "Two batteries and charger|Keyless chuck|18V|Bits thrown in",
            ToolArt.drill),
        ItemKind(
            "hammer|claw hammer|old hammer",
            at: [
                "DIY Tools & Materials / Hand Tools"
            ],
            price: 7, .flat, 130, 194, Paint.tool,
            by: "Brunt|Hexham Tools",
            "16oz|Head is tight|Grandad’s, plenty of life left",
            ToolArt.hammer),
        ItemKind(
            "hand saw|saw|wood saw|tenon saw",
            at: [
                "DIY Tools & Materials / Hand Tools"
            ],
            price: 8, .flat, 196, 110, Paint.tool,
            by: "Brunt|Cutler & Daughter",
            "Sharp|20 inch|Blade cover included|No rust",
            ToolArt.saw),
        ItemKind(
            "step ladder|ladder|folding ladder|aluminium ladder",
            at: [
                "DIY Tools & Materials / Ladders & Access",
                "Home & Garden / Garden & Patio / Tools",
            ],
            price: 28, .floor, 160, 198, Paint.tool,
            by: "Topstep|Hexham Tools",
            "6 tread|Folds flat|Rated 150kg|Light to carry",
            ToolArt.ladder),
        ItemKind(
            "toolbox|tool box with tools|metal toolbox",
            at: [
                "DIY Tools & Materials / Tool Storage",
                "Other Goods / House Clearance",
            ],
            price: 18, .floor, 186, 196, Paint.tool + Paint.named("black navy"),
            by: "Brunt|Torquil",
            "Catches work|Tray inside|Some tools included|48cm long",
            ToolArt.toolbox),
        ItemKind(
            "tin of paint|emulsion paint|paint 2.5L|leftover paint",
            at: [
                "DIY Tools & Materials / Paint & Decorating",
                "Home & Garden / Other Household Goods",
            ],
            price: 9, .floor, 150, 200, Paint.cloth + Paint.bright + Paint.named("white mint"),
            by: "Dulcimer Paints|Whitelaw",
            "2.5 litres|Only opened to look|Matt|Enough for one wall",
            ToolArt.paintTin),
    ]
}
