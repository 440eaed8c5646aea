extension ItemKind {
    /// Things for everything else.
    static let other: [ItemKind] = [
        ItemKind(
            "clock|wall clock|mantel clock|old clock",
            at: [
                "Other Goods / Antiques",
                "Home & Garden / Dining, Living Room Furniture / Mirrors, Clocks & Ornaments",
            ],
            price: 24, .wall, 186, 190, Paint.named("walnut oak black white red teal gold navy pine green"),
            by: "Quarterbell|Tempora",
            "Runs on one AA battery|Keeps good time|Quiet tick|30cm across",
            OtherArt.clock),
        ItemKind(
            "painting|framed picture|oil painting|framed print",
            at: [
                "Other Goods / Hobbies & Collectables / Art",
                "Home & Garden / Dining, Living Room Furniture / Mirrors, Clocks & Ornaments",
            ],
            price: 26, .wall, 192, 184, Paint.named("gold walnut oak black white silver pine"),
            by: "Ferrers|A. Penhallow",
            "Signed in the corner|Ready to hang|From a house clearance|Frame has a small chip",
            OtherArt.painting),
        ItemKind(
            "teapot|china teapot|vintage teapot",
            at: [
                "Other Goods / Antiques",
                "Home & Garden / Kitchenware & Accessories",
            ],
            price: 14, .worktop, 198, 150, Paint.bright + Paint.cloth + Paint.named("white mint"),
            by: "Potbank|Staithes",
            "No chips|Holds 4 cups|Lid fits|Hand painted",
            OtherArt.teapot),
        ItemKind(
            "knitting wool|balls of wool|yarn and needles|knitting bundle",
            at: [
                "Other Goods / Hobbies & Collectables / Crafts"
            ],
            price: 8, .worktop, 190, 200, Paint.bright + Paint.cloth,
            by: "Woolcombe|Purl Lane",
            "100g balls|Acrylic and wool mix|Needles included|From my nan’s stash",
            OtherArt.yarn),
        ItemKind(
            "trophy|vintage trophy|silver cup|prize cup",
            at: [
                "Other Goods / Hobbies & Collectables / Trophies",
                "Sports, Leisure & Travel / Other",
            ],
            price: 11, .worktop, 160, 196, Paint.named("walnut black navy green burgundy"),
            by: "Laurel & Sons",
            "Plate can be engraved|Bowls club 1983|Polishes up well|25cm tall",
            OtherArt.trophy),
        ItemKind(
            "bird cage|birdcage|decorative cage",
            at: [
                "Other Goods / Pet Equipment & Accessories",
                "Home & Garden / Garden & Patio / Other",
            ],
            price: 20, .worktop, 140, 196, Paint.cloth,
            by: "Finch & Perch",
            "Door closes|Bird not included|Tray slides out|Lovely with a plant inside",
            OtherArt.birdcage),
    ]
}
