extension ItemKind {
    /// Things for babies and children.
    static let kids: [ItemKind] = [
        ItemKind(
            "pram|pushchair|baby pram|buggy",
            at: [
                "Baby & Kids Stuff / Prams & Strollers / Prams"
            ],
            price: 70, .floor, 186, 188, Paint.cloth,
            by: "Cradlewood|Pip & Acorn|Tumbletot",
            "From birth|Folds flat|Rain cover included|Tyres pumped up|Washed covers",
            KidsArt.pram),
        ItemKind(
            "teddy bear|teddy|soft toy|cuddly toy",
            at: [
                "Baby & Kids Stuff / Toys / Soft Toys",
                "Other Goods / Hobbies & Collectables",
            ],
            price: 8, .worktop, 134, 196, Paint.named("brown beige cream grey pink mustard walnut white"),
            by: "Tumbletot|Bramble Bears",
            "Very soft|40cm tall|Washed|Looking for a new home",
            KidsArt.teddy),
        ItemKind(
            "toy blocks|wooden blocks|building blocks|baby blocks",
            at: [
                "Baby & Kids Stuff / Toys / Wooden & Building Toys"
            ],
            price: 9, .worktop, 160, 156, Paint.bright,
            by: "Pip & Acorn|Tumbletot",
            "All pieces there|Non toxic paint|In a cotton bag|Ages 1 to 5",
            KidsArt.blocks),
        ItemKind(
            "cot|cot bed|baby cot|crib",
            at: [
                "Baby & Kids Stuff / Nursery & Cots / Cots",
                "Home & Garden / Beds & Bedroom Furniture / Beds",
            ],
            price: 55, .floor, 196, 164, Paint.wood + Paint.named("grey mint blue"),
            by: "Cradlewood|Oakhaven",
            "Mattress included|Three base heights|All bolts and the key|120 x 60cm",
            KidsArt.cot),
        ItemKind(
            "rocking horse|wooden rocking horse|toddler rocker",
            at: [
                "Baby & Kids Stuff / Toys / Ride-on Toys",
                "Other Goods / Antiques",
            ],
            price: 45, .floor, 190, 196, Paint.named("pine oak walnut white grey brown beige"),
            by: "Pip & Acorn|Cradlewood",
            "Hand made|Real saddle|Ages 2 to 6|Loved by three children",
            KidsArt.rockingHorse),
    ]
}
