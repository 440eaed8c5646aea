extension ItemKind {
    /// Things for appliances.
    static let appliances: [ItemKind] = [
        ItemKind(
            "fridge freezer|fridge|tall fridge|refrigerator",
            at: [
                "Appliances / Refrigerators & Freezers",
                "Home & Garden / Kitchenware & Accessories",
            ],
            price: 95, .floor, 108, 198, Paint.machine + Paint.named("red cream mint"),
            by: "Coldharbour|Frostine|Arkwell",
            "Clean and working|55cm wide, 170cm tall|All shelves there|Energy rating A+|Switched on so you can see it work",
            ApplianceArt.fridge),
        ItemKind(
            "washing machine|7kg washing machine|washer|washer dryer",
            at: [
                "Appliances / Washing Machines & Dryers"
            ],
            price: 90, .floor, 150, 182, Paint.machine,
            by: "Arkwell|Rinsley|Tumblewell",
            "1400 spin|7kg drum|Tested at 60¡C|No leaks, descaled|Hoses included",
            ApplianceArt.washingMachine),
        ItemKind(
            "microwave|microwave oven|800W microwave",
            at: [
                "Appliances / Ovens, Hobs & Cookers / Microwaves",
                "Home & Garden / Kitchenware & Accessories",
            ],
            price: 28, .worktop, 194, 124, Paint.machine + Paint.named("red cream teal"),
            by: "Arkwell|Hobbley",
            "800W, 20 litres|Turntable not cracked|Heats well|Clean inside",
            ApplianceArt.microwave),
        ItemKind(
            "kettle|electric kettle|cordless kettle",
            at: [
                "Appliances / Small Appliances / Kettles",
                "Home & Garden / Kitchenware & Accessories",
            ],
            price: 14, .worktop, 182, 150, Paint.bright + Paint.machine + Paint.named("cream navy mint"),
            by: "Hobbley|Steamworth|Tolva",
            "1.7 litre|Boils fast|Descaled|New filter",
            ApplianceArt.kettle),
        ItemKind(
            "toaster|2 slice toaster|retro toaster",
            at: [
                "Appliances / Small Appliances / Toasters",
                "Home & Garden / Kitchenware & Accessories",
            ],
            price: 15, .worktop, 180, 140, Paint.bright + Paint.machine + Paint.named("cream navy mint"),
            by: "Hobbley|Tolva|Crumpley",
            "2 slices, 6 settings|Crumb tray cleaned|Defrost button works|Matches the kettle I sell too",
            ApplianceArt.toaster),
    ]
}
