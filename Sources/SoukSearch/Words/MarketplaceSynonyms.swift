extension Synonyms {
    /// A small list for British second-hand marketplaces.
    public static let marketplace: Synonyms = (try? Synonyms(marketplaceText)) ?? .none

    static let marketplaceText = """
        sofa, couch, settee
        armchair, easy chair
        wardrobe, closet
        chest of drawers, dresser, tallboy
        sideboard, buffet
        footstool, pouffe, ottoman
        nightstand, bedside table, bedside cabinet
        cot, crib, cot bed
        duvet, quilt, comforter
        curtains, drapes
        lamp, light
        tv, television, telly
        fridge, refrigerator
        fridge freezer => fridge
        hoover, vacuum, vacuum cleaner
        washing machine, washer
        tumble dryer, tumble drier, clothes dryer
        cooker, stove, oven
        hob, cooktop
        dishwasher, dish washer
        microwave, microwave oven
        mobile, mobile phone, phone, smartphone, cell phone
        laptop, notebook computer
        pc, desktop computer
        headphones, earphones
        ps4, playstation 4
        ps5, playstation 5
        ps3, playstation 3
        pram, pushchair, buggy, stroller
        nappy, diaper
        dummy, pacifier
        trainers, sneakers
        jumper, sweater, pullover
        trousers, pants
        waistcoat, gilet
        handbag, purse
        wellies, wellington boots
        tracksuit, jogging suit
        bike, bicycle, push bike
        motorbike, motorcycle
        car, automobile
        caravan, camper trailer
        campervan, motorhome
        tyre, tire
        number plate, registration plate, private plate
        strimmer, grass trimmer, lawn trimmer
        lawnmower, lawn mower, mower
        secateurs, pruners
        barbecue, bbq
        greenhouse, glasshouse
        spanner, wrench
        torch, flashlight
        tap, faucet
        cupboard, cabinet
        worktop, countertop
        rucksack, backpack
        suitcase, luggage
        board game, boardgame
        jigsaw, puzzle
        vinyl, records, lps
        guitar amp, guitar amplifier
        piano keyboard, electric piano
        puppy => dog
        kitten => cat
        fish tank, aquarium
        holiday, vacation
        flat, apartment
        lorry, truck
        wifi, wi fi
        ac, aircon, air con, air conditioner, air conditioning unit
        .net, dotnet, dot net
        hairdryer, hair dryer, hair drier
        sat nav, satnav, gps
        gpu, graphics card, video card
        psu, power supply
        ssd, solid state drive
        hdd, hard drive, hard disk
        dressing gown, bathrobe
        cutlery, flatware
        crockery, dinnerware
        bin, trash can, dustbin
        pushchair seat, stroller seat
        plaster, band aid
        nail varnish, nail polish
        tights, pantyhose
        bum bag, fanny pack
        skip, dumpster
        vest top, tank top
        hoodie, hooded top
        tee, t shirt
        earbuds, earphones
        mobility scooter, disability scooter
        xbox one, xb1
        nintendo switch, switch console
        macbook, mac book
        """
}
