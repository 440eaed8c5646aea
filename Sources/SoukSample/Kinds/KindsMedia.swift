extension ItemKind {
    /// Things for music, films, books and games.
    static let media: [ItemKind] = [
        ItemKind(
            "book|hardback book|paperback|novel",
            at: [
                "Music, Films, Books & Games / Books & Magazines / Fiction",
                "Music, Films, Books & Games / Books & Magazines / Other",
            ],
            price: 5, .flat, 140, 184, Paint.cloth,
            by: "Larkhill Press|Quill & Otter",
            "Like new|Read once|No notes inside|First edition|From a smoke free home",
            MediaArt.book),
        ItemKind(
            "bundle of books|job lot of books|set of books|stack of novels",
            at: [
                "Music, Films, Books & Games / Books & Magazines / Bundles",
                "Other Goods / Hobbies & Collectables",
            ],
            price: 14, .worktop, 176, 176, Paint.cloth,
            by: "Larkhill Press|Quill & Otter",
            "Mostly crime and history|Selling together only|Some spines faded|Ideal for holiday",
            MediaArt.bookStack),
        ItemKind(
            "vinyl record|LP|vinyl album|record",
            at: [
                "Music, Films, Books & Games / Music / Vinyl",
                "Musical Instruments & DJ Equipment / Other",
            ],
            price: 12, .flat, 196, 156, Paint.cloth + Paint.bright,
            by: "The Tin Lanterns|Marsh Harrier|Saltmarsh Trio",
            "Plays without a crackle|Sleeve has ring wear|Original inner sleeve|1978 pressing",
            MediaArt.vinyl),
        ItemKind(
            "DVDs|bundle of DVDs|CDs|film box sets",
            at: [
                "Music, Films, Books & Games / Films & TV / DVDs",
                "Music, Films, Books & Games / Music / CDs",
            ],
            price: 6, .flat, 170, 190, Paint.cloth,
            by: "Picturedrome|Saltmarsh Trio",
            "All discs checked|About 20 in total|Postage possible|50p each or the lot",
            MediaArt.discs),
        ItemKind(
            "board game|family board game|chess set|dice game",
            at: [
                "Music, Films, Books & Games / Games & Board Games",
                "Video Games & Consoles / Other",
                "Baby & Kids Stuff / Toys",
            ],
            price: 10, .flat, 184, 184, Paint.cloth + Paint.bright,
            by: "Ludo Lane|Meeplewick",
            "Complete, all pieces counted|2 to 6 players|Box a bit tatty|Great on rainy days",
            MediaArt.boardGame),
    ]
}
