extension ItemKind {
    /// Things for telephones.
    static let phones: [ItemKind] = [
        ItemKind(
            "mobile phone|smartphone|phone 128GB|unlocked phone",
            at: [
                "Phones, Mobile Phones & Telecoms / Mobile Phones / Smartphones",
                "Phones, Mobile Phones & Telecoms / Mobile Phones / Other",
            ],
            price: 140, .flat, 96, 186,
            Paint.named("black white blue red green purple gold silver pink mint"),
            by: "Orba|Pixelwick|Tenzo|Callisto",
            "Unlocked to all networks|128GB|64GB|Battery health 91%|Small scratch on the corner|Factory reset, no accounts on it",
            PhoneArt.phone),
        ItemKind(
            "telephone|home phone|retro telephone|landline phone",
            at: [
                "Phones, Mobile Phones & Telecoms / Home Phones & Answering Machines",
                "Other Goods / Antiques",
            ],
            price: 20, .worktop, 190, 170, Paint.cloth + Paint.bright,
            by: "Bellcote|Dialby",
            "Works on any line|Lead included|Lovely ring|Big buttons, easy to use",
            PhoneArt.landline),
        ItemKind(
            "headphones|wireless headphones|over ear headphones|headset",
            at: [
                "Phones, Mobile Phones & Telecoms / Accessories / Headphones",
                "Music, Films, Books & Games / Headphones & Audio",
                "Video Games & Consoles / Accessories",
            ],
            price: 35, .flat, 172, 186, Paint.machine + Paint.bright,
            by: "Sonara|Pixelwick|Tenzo",
            "Bluetooth, pairs at once|20 hours from one charge|Ear pads replaced|Cable and case included",
            PhoneArt.headphones),
        ItemKind(
            "phone charger|fast charger|charger and cable|USB charger",
            at: [
                "Phones, Mobile Phones & Telecoms / Accessories / Chargers",
                "Computers & Software / Accessories",
            ],
            price: 7, .flat, 180, 176, Paint.machine + Paint.bright,
            by: "Orba|Tenzo|Wattle",
            "2 metre cable|Fast charge|Fits most phones|Never used, came with phone",
            PhoneArt.charger),
    ]
}
