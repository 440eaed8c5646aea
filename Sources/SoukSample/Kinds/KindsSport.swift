extension ItemKind {
    /// Things for sports, leisure and travel.
    static let sport: [ItemKind] = [
        ItemKind(
            "bike|bicycle|road bike|hybrid bike|town bike",
            at: [
                "Sports, Leisure & Travel / Bicycles / Adults",
                "Sports, Leisure & Travel / Bicycles / Other",
            ],
            price: 110, .floor, 196, 155, Paint.bright + Paint.named("black navy white burgundy"),
            by: "Wheelwright & Daughters|Pennine|Tarmaccio|Larkspur",
            "21 speed, all gears work|New inner tubes fitted last month|Frame 52cm, suits 5ft 6 to 5ft 11|Brakes just adjusted|Comes with a lock",
            SportArt.bicycle),
        ItemKind(
            "tent|2 man tent|family tent|camping tent",
            at: [
                "Sports, Leisure & Travel / Camping & Hiking / Tents",
                "Sports, Leisure & Travel / Camping & Hiking / Other",
            ],
            price: 45, .floor, 198, 152, Paint.bright,
            by: "Campanula|Fellside|Drystone",
            "All poles and pegs there|Used for one festival only|No leaks|Packs into its bag",
            SportArt.tent),
        ItemKind(
            "football|size 5 football|match ball",
            at: [
                "Sports, Leisure & Travel / Ball & Racquet Sport Equipment / Football"
            ],
            price: 8, .worktop, 168, 168, Paint.bright,
            by: "Terrace|Offside",
            "Holds its air|Only used in the garden|Size 5",
            SportArt.football),
        ItemKind(
            "dumbbell|dumbbells|weights set|pair of dumbbells",
            at: [
                "Sports, Leisure & Travel / Fitness & Gym Equipment / Weights"
            ],
            price: 22, .flat, 196, 110, Paint.named("red black blue grey orange green purple"),
            by: "Ironbark|Grafton Gym",
            "10kg each|Rubber coated, kind to the floor|Home gym clear-out",
            SportArt.dumbbell),
        ItemKind(
            "suitcase|cabin suitcase|travel case|trolley case",
            at: [
                "Sports, Leisure & Travel / Luggage & Travel Equipment",
                "Clothes, Footwear & Accessories / Women's Accessories / Bags",
            ],
            price: 24, .floor, 134, 196, Paint.cloth + Paint.bright,
            by: "Wayfarley|Portmanto",
            "Wheels run smoothly|Combination lock, code included|Fits the overhead locker|55 x 40 x 20cm",
            SportArt.suitcase),
        ItemKind(
            "skateboard|complete skateboard|skate deck",
            at: [
                "Sports, Leisure & Travel / Inline Skates & Skateboards",
                "Baby & Kids Stuff / Outdoor Toys",
            ],
            price: 26, .worktop, 196, 56, Paint.bright,
            by: "Kerbstone|Halfpint",
            "7 ply maple|New bearings|Grip tape still good",
            SportArt.skateboard),
    ]
}
