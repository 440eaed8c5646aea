extension ItemKind {
    /// Things for clothes, footwear and accessories.
    static let clothes: [ItemKind] = [
        ItemKind(
            "jacket|coat|winter jacket|rain jacket",
            at: [
                "Clothes, Footwear & Accessories / Men's Clothing / Jackets & Coats",
                "Clothes, Footwear & Accessories / Women's Clothing / Coats & Jackets",
            ],
            price: 28, .flat, 186, 190, Paint.cloth,
            by: "Marlowe & Wren|Fairweather|Pellow",
            "Size M|Size 12|All zips and buttons work|Lined, very warm|Worn twice",
            ClothesArt.jacket),
        ItemKind(
            "trainers|running shoes|pair of trainers|sneakers",
            at: [
                "Clothes, Footwear & Accessories / Men's Shoes & Boots",
                "Clothes, Footwear & Accessories / Women's Shoes",
                "Sports, Leisure & Travel / Fitness & Gym Equipment / Running",
            ],
            price: 25, .flat, 180, 150, Paint.cloth + Paint.bright + Paint.named("white"),
            by: "Strider|Velmora|Kestora",
            "UK size 8|UK size 6|Plenty of tread left|Boxed|Washed and ready to wear",
            ClothesArt.trainers),
        ItemKind(
            "dress|summer dress|party dress|midi dress",
            at: [
                "Clothes, Footwear & Accessories / Women's Clothing / Dresses"
            ],
            price: 18, .flat, 170, 196, Paint.cloth + Paint.bright,
            by: "Marlowe & Wren|Aurel & Finch|Tansy",
            "Size 10|Size 14|Worn once to a wedding|Hand wash|Has pockets!",
            ClothesArt.dress),
        ItemKind(
            "handbag|leather bag|shoulder bag|ladies bag",
            at: [
                "Clothes, Footwear & Accessories / Women's Accessories / Bags"
            ],
            price: 30, .worktop, 180, 182, Paint.cloth + Paint.bright,
            by: "Aurel & Finch|Zephrine|Pellow",
            "Real leather|Inside pocket with zip|Dust bag included|Strap adjusts",
            ClothesArt.handbag),
        ItemKind(
            "hat|woolly hat|felt hat|bobble hat",
            at: [
                "Clothes, Footwear & Accessories / Men's Accessories",
                "Clothes, Footwear & Accessories / Women's Accessories / Hats",
            ],
            price: 9, .worktop, 190, 156, Paint.cloth + Paint.bright,
            by: "Pellow|Fairweather",
            "One size|Hand knitted|Keeps its shape",
            ClothesArt.hat),
        ItemKind(
            "watch|wrist watch|gents watch|ladies watch",
            at: [
                "Clothes, Footwear & Accessories / Jewellery & Watches / Watches"
            ],
            price: 45, .flat, 116, 196, Paint.cloth,
            by: "Tempora|Quarterbell|Zephrine",
            "New battery|Keeps good time|Stainless steel back|Boxed with papers",
            ClothesArt.watch),
    ]
}
