extension ItemKind {
    /// Things for players.
    static let gaming: [ItemKind] = [
        ItemKind(
            "games console|console bundle|games console with controller",
            at: [
                "Video Games & Consoles / Consoles"
            ],
            price: 130, .worktop, 190, 190, Paint.machine + Paint.named("blue"),
            by: "Playora|Nimbus|Kobold",
            "500GB|All leads|One controller|Runs quiet, dust cleaned|Reset and ready",
            GamingArt.console),
        ItemKind(
            "controller|gamepad|wireless controller|joypad",
            at: [
                "Video Games & Consoles / Accessories",
                "Computers & Software / Accessories",
            ],
            price: 22, .flat, 196, 128, Paint.machine + Paint.bright,
            by: "Playora|Nimbus",
            "No stick drift|Charges by USB|Works on PC too|Grips not worn",
            GamingArt.gamepad),
        ItemKind(
            "handheld console|retro handheld|portable games console",
            at: [
                "Video Games & Consoles / Consoles / Handheld",
                "Phones, Mobile Phones & Telecoms / Other",
            ],
            price: 80, .flat, 196, 186, Paint.machine + Paint.bright,
            by: "Nimbus|Pocketto",
            "Screen has no scratches|Charger included|Three games on it|New shell",
            GamingArt.handheld),
        ItemKind(
            "video game|game|console game|boxed game",
            at: [
                "Video Games & Consoles / Games",
                "Music, Films, Books & Games / Games & Board Games",
            ],
            price: 14, .flat, 128, 180, Paint.named("blue green red black white"),
            by: "Dragonmere|Turbo Hedgerow|Starlane Rally",
            "Disc like new|Complete with booklet|Age 7+|Finished it, passing on",
            GamingArt.gameCase),
    ]
}
