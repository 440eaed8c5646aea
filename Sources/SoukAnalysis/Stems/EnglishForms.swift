/// Forms of English words that no rule about endings brings together.
enum EnglishForms {
    /// From an irregular plural to its singular, and from other spellings to the British one.
    static let singular: [String: String] = {
        var singular: [String: String] = [:]
        for line in plurals.split(separator: ",") {
            let words = line.split(separator: " ").map(String.init)
            for other in words.dropFirst() { singular[other] = words[0] }
        }
        return singular
    }()

    /// Of *dvds*, *cds*, *tvs*: initials have no vowel, and so no ending that Snowball would take off.
    static func initials(_ plural: String) -> String? {
        let letters = plural.utf8
        guard (3...5).contains(letters.count), plural.hasSuffix("s"), !plural.hasSuffix("ss"),
            !letters.contains(where: vowels.contains)
        else { return nil }
        return String(plural.dropLast())
    }

    private static let vowels = Set("aeiouy".utf8)

    private static let plurals = """
        scarf scarves,knife knives,penknife penknives,shelf shelves,bookshelf bookshelves,wolf wolves,leaf leaves,\
        loaf loaves,half halves,calf calves,thief thieves,wife wives,midwife midwives,housewife housewives,elf elves,\
        dwarf dwarves,hoof hooves,wharf wharves,sheaf sheaves,handkerchief handkerchieves,foot feet,tooth teeth,\
        goose geese,mouse mice,dormouse dormice,louse lice,die dice,man men,woman women,child children childrens,\
        ox oxen,person people,gentleman gentlemen,craftsman craftsmen,workman workmen,fireman firemen,\
        policeman policemen,snowman snowmen,fisherman fishermen,postman postmen,cactus cacti,fungus fungi,\
        octopus octopi,hippopotamus hippopotami,stimulus stimuli,radius radii,terminus termini,crisis crises,\
        basis bases,axis axes,thesis theses,matrix matrices,index indices,vertex vertices,appendix appendices,\
        criterion criteria,phenomenon phenomena,bureau bureaux,chateau chateaux,gateau gateaux,plateau plateaux,\
        tableau tableaux,trousseau trousseaux,lens lenses,canvas canvases,bus buses busses,quiz quizzes,\
        iris irises,atlas atlases,gas gases,christmas christmases,chassis chasses,penny pennies pence,\
        aquarium aquaria,medium media,stadium stadia,formula formulae,larva larvae,antenna antennae,\
        colour color,grey gray,tyre tyres,centre center,theatre theater,litre liter,metre meter,fibre fiber,\
        jewellery jewelry jewelery jewellry,aluminium aluminum,pyjama pajama,doughnut donut,mould mold,\
        plough plow,favourite favorite,flavour flavor,armour armor,harbour harbor,cosy cozy,chequered checkered,\
        sulphur sulfur,storey story,programme program,catalogue catalog,dialogue dialog,licence license,\
        practise practice,moustache mustache,whisky whiskey,cheque check,kerb curb,draught draft,\
        maths math,mum mom,yoghurt yogurt,axe ax,neighbour neighbor,humour humor,labour labor,rumour rumor,\
        coloured colored,savoury savory,honour honor,odour odor,parlour parlor,enrol enroll,skilful skillful,\
        woollen woolen,travelling traveling,organiser organizer,organise organize,\
        steriliser sterilizer,moisturiser moisturizer,fertiliser fertilizer,trampoline trampolene
        """
}
