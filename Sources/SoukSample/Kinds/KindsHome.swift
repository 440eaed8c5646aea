extension ItemKind {
    /// Things for the house.
    static let home: [ItemKind] = [
        ItemKind(
            "sofa|2 seater sofa|couch|settee",
            at: [
                "Home & Garden / Dining, Living Room Furniture / Sofas, Armchairs & Suites"
            ],
            price: 140, .floor, 190, 125, Paint.cloth,
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick",
            "Removable covers, all washed|Very comfy, seats two adults and a dog|Cushions keep their shape|W190 x D85cm|Comes apart for the stairs",
            HomeArt.sofa),
        ItemKind(
            "table lamp|lamp|bedside lamp|lamp with shade",
            at: [
                "Home & Garden / Lamps & Lighting",
                "Home & Garden / Other Household Goods",
            ],
            price: 18, .worktop, 124, 196, Paint.cloth,
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick|Lumbrick",
            "Takes a normal screw bulb|Gives a lovely warm light|45cm tall with the shade|Inline switch on the flex",
            HomeArt.lamp),
        ItemKind(
            "mirror|wall mirror|hall mirror",
            at: [
                "Home & Garden / Dining, Living Room Furniture / Mirrors, Clocks & Ornaments"
            ],
            price: 28, .wall, 168, 188, Paint.named("gold silver black white oak walnut navy teal"),
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick",
            "No chips or scratches in the glass|Hook on the back, ready to hang|Heavy, needs a good wall plug|60 x 90cm",
            HomeArt.mirror),
        ItemKind(
            "house plant|potted plant|plant in pot|indoor plant",
            at: [
                "Home & Garden / Garden & Patio / Plants",
                "Home & Garden / Other Household Goods",
                "Other Goods / Hobbies & Collectables",
            ],
            price: 12, .worktop, 190, 180, Paint.cloth,
            by: "Greenmantle|Fernby",
            "Easy to keep, likes a bright window|Repotted this spring|Comes with the pot|About 50cm tall",
            HomeArt.plant),
        ItemKind(
            "wardrobe|double wardrobe|clothes cupboard",
            at: [
                "Home & Garden / Beds & Bedroom Furniture / Wardrobes, Shelving & Storage"
            ],
            price: 95, .floor, 136, 196, Paint.wood + Paint.named("grey navy green cream"),
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick",
            "Hanging rail and a shelf inside|Already taken apart for collection|H190 x W100 x D55cm|Doors close properly",
            HomeArt.wardrobe),
        ItemKind(
            "dining chair|kitchen chair|wooden chair|set of 4 dining chairs",
            at: [
                "Home & Garden / Dining, Living Room Furniture / Dining Tables & Chairs",
                "Office Furniture & Equipment / Chairs",
            ],
            price: 30, .floor, 108, 192, Paint.cloth,
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick",
            "Solid and sturdy, no wobble|Seat pad wipes clean|Two more available|Legs have felt pads",
            HomeArt.chair),
        ItemKind(
            "coffee table|dining table|side table|kitchen table",
            at: [
                "Home & Garden / Dining, Living Room Furniture / Dining Tables & Chairs"
            ],
            price: 60, .floor, 196, 126, Paint.wood + Paint.named("grey cream"),
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick",
            "Seats four|A few ring marks, will sand out|Legs unscrew|120 x 70cm",
            HomeArt.table),
    ]
}
