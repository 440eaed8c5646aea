extension ItemKind {
    /// Things for the office.
    static let office: [ItemKind] = [
        ItemKind(
            "desk|office desk|computer desk|writing desk",
            at: [
                "Office Furniture & Equipment / Desks & Tables",
                "Home & Garden / Dining, Living Room Furniture / Desks",
            ],
            price: 60, .floor, 196, 162, Paint.wood + Paint.named("grey cream"),
            by: "Oakhaven|Nordvik|Brackenmoor|Fennwick|Steadwell",
            "120 x 60cm|Drawers run smoothly|Comes apart|Cable hole at the back",
            OfficeArt.desk),
        ItemKind(
            "office chair|swivel chair|desk chair|computer chair",
            at: [
                "Office Furniture & Equipment / Chairs",
                "Home & Garden / Dining, Living Room Furniture / Chairs",
            ],
            price: 35, .floor, 150, 196, Paint.cloth,
            by: "Steadwell|Nordvik",
            "Height adjusts|Good for the back|Wheels for carpet|Arms come off",
            OfficeArt.officeChair),
        ItemKind(
            "filing cabinet|metal filing cabinet|drawer cabinet",
            at: [
                "Office Furniture & Equipment / Storage & Filing",
                "Home & Garden / Dining, Living Room Furniture / Storage",
            ],
            price: 32, .floor, 128, 194, Paint.named("grey black green cream navy silver white"),
            by: "Steadwell|Brunt",
            "Both keys|A4 hanging files|Bring a friend, it is heavy|Small dent on one side",
            OfficeArt.filingCabinet),
        ItemKind(
            "whiteboard|dry wipe board|magnetic whiteboard",
            at: [
                "Office Furniture & Equipment / Supplies & Equipment"
            ],
            price: 22, .wall, 196, 140, Paint.machine,
            by: "Steadwell|Inkwell & Sons",
            "120 x 90cm|Wipes clean|Pens and rubber included|Fixings in a bag",
            OfficeArt.whiteboard),
        ItemKind(
            "desk lamp|angle lamp|reading lamp|office lamp",
            at: [
                "Office Furniture & Equipment / Lighting",
                "Home & Garden / Lamps & Lighting",
            ],
            price: 16, .worktop, 160, 192, Paint.bright + Paint.named("black white navy cream"),
            by: "Lumbrick|Steadwell",
            "LED bulb included|Stays where you put it|Long flex|Clamp also there",
            OfficeArt.deskLamp),
    ]
}
