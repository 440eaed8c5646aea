extension ItemKind {
    /// Things for musicians and DJs.
    static let instruments: [ItemKind] = [
        ItemKind(
            "guitar|acoustic guitar|electric guitar|guitar with case",
            at: [
                "Musical Instruments & DJ Equipment / Guitars & Basses / Guitars"
            ],
            price: 110, .floor, 110, 200,
            Paint.named("pine oak walnut red black blue white turquoise mustard burgundy"),
            by: "Stratley|Fretwell|Tolland",
            "New strings|Low action, easy to play|Soft case included|A few dings on the back",
            InstrumentArt.guitar),
        ItemKind(
            "keyboard piano|electric piano|61 key keyboard|synth",
            at: [
                "Musical Instruments & DJ Equipment / Keyboards & Pianos",
                "Music, Films, Books & Games / Music / Other",
            ],
            price: 95, .worktop, 196, 116, Paint.machine + Paint.named("red navy"),
            by: "Fretwell|Ostinato",
            "61 keys|Power supply included|Stand available|All keys sound",
            InstrumentArt.piano),
        ItemKind(
            "snare drum|drum|drum with sticks",
            at: [
                "Musical Instruments & DJ Equipment / Percussion & Drums"
            ],
            price: 60, .floor, 172, 190, Paint.bright + Paint.named("black white walnut burgundy"),
            by: "Thumpwell|Paradiddle",
            "14 inch|New skin|Sticks included|Neighbours asked me to sell",
            InstrumentArt.drum),
        ItemKind(
            "turntable|DJ deck|record player|direct drive deck",
            at: [
                "Musical Instruments & DJ Equipment / DJ Equipment / Turntables",
                "Music, Films, Books & Games / Headphones & Audio",
            ],
            price: 120, .flat, 192, 148, Paint.machine,
            by: "Ostinato|Sonara",
            "New needle|Pitch fader smooth|Lid has a scratch|33 and 45 rpm",
            InstrumentArt.turntable),
        ItemKind(
            "guitar amp|amplifier|practice amp|combo amp",
            at: [
                "Musical Instruments & DJ Equipment / Amplifiers & Speakers",
                "Music, Films, Books & Games / Headphones & Audio",
            ],
            price: 70, .floor, 170, 190, Paint.cloth + Paint.named("orange"),
            by: "Growler|Tolland",
            "15 watts|Loud enough for a band|Pots do not crackle|Clean and drive channel",
            InstrumentArt.amplifier),
    ]
}
