/// The counties, council areas and cities by which British sellers say where a town is, as circles around
/// their middle: enough to tell one Newport from another.
enum BritishCounties {
    /// The region of a folded name.
    static func region(_ key: String) -> Region? { regions[key] ?? regions[aliases[key] ?? ""] }

    private static let aliases = [
        "greater london": "london", "greater manchester": "manchester", "tyne wear": "tyne and wear",
        "east riding of yorkshire": "east yorkshire", "durham": "county durham", "co durham": "county durham",
        "antrim": "county antrim", "armagh": "county armagh", "down": "county down",
        "fermanagh": "county fermanagh",
        "londonderry": "county londonderry", "derry": "county londonderry", "tyrone": "county tyrone",
        "co antrim": "county antrim", "co armagh": "county armagh", "co down": "county down",
        "co fermanagh": "county fermanagh", "co londonderry": "county londonderry",
        "co tyrone": "county tyrone",
        "city of edinburgh": "edinburgh", "glasgow city": "glasgow", "aberdeen city": "aberdeen",
        "dundee city": "dundee", "the scottish borders": "scottish borders", "borders": "scottish borders",
        "comhairle nan eilean siar": "western isles", "outer hebrides": "western isles",
        "salop": "shropshire",
        "anglesey": "isle of anglesey", "rhondda": "rhondda cynon taf", "highlands": "highland",
        "hants": "hampshire",
        "herts": "hertfordshire", "bucks": "buckinghamshire", "berks": "berkshire", "oxon": "oxfordshire",
        "beds": "bedfordshire", "cambs": "cambridgeshire", "northants": "northamptonshire",
        "leics": "leicestershire",
        "notts": "nottinghamshire", "lincs": "lincolnshire", "lancs": "lancashire", "staffs": "staffordshire",
        "worcs": "worcestershire", "glos": "gloucestershire", "wilts": "wiltshire", "middx": "middlesex",
        "w yorkshire": "west yorkshire", "s yorkshire": "south yorkshire", "n yorkshire": "north yorkshire",
    ]

    private static let regions: [String: Region] = {
        var regions: [String: Region] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: ":")
            let numbers = parts.last?.split(separator: " ").compactMap { Double($0) } ?? []
            guard parts.count == 2, numbers.count == 3,
                let centre = Coordinates(latitude: numbers[0], longitude: numbers[1])
            else { continue }
            let name = String(parts[0])
            regions[PlaceName.key(name)] = Region(name: name, centre: centre, radius: numbers[2])
        }
        return regions
    }()

    /// Name, degrees north, degrees east, radius in kilometres.
    private static let table = """
        London:51.507 -0.128 32
        Manchester:53.48 -2.24 28
        Bristol:51.455 -2.588 16
        Edinburgh:55.95 -3.19 19
        Glasgow:55.861 -4.25 15
        Cardiff:51.481 -3.18 14
        Belfast:54.597 -5.93 14
        Aberdeen:57.149 -2.1 17
        Dundee:56.462 -2.97 12
        Swansea:51.622 -3.945 24
        Newport:51.588 -2.998 14
        Bedfordshire:52.05 -0.45 35
        Berkshire:51.44 -0.98 48
        Buckinghamshire:51.8 -0.8 48
        Cambridgeshire:52.37 0 58
        Cheshire:53.22 -2.5 52
        Cornwall:50.4 -4.9 92
        Cumbria:54.5 -3 78
        Derbyshire:53.12 -1.6 55
        Devon:50.72 -3.8 80
        Dorset:50.8 -2.3 55
        County Durham:54.7 -1.75 55
        East Sussex:50.93 0.2 55
        East Yorkshire:53.85 -0.45 60
        Essex:51.78 0.55 62
        Gloucestershire:51.8 -2.2 50
        Hampshire:51.02 -1.3 60
        Herefordshire:52.1 -2.75 40
        Hertfordshire:51.81 -0.22 40
        Isle of Wight:50.69 -1.3 25
        Kent:51.2 0.75 68
        Lancashire:53.85 -2.6 58
        Leicestershire:52.67 -1.12 42
        Lincolnshire:53.1 -0.25 75
        Merseyside:53.43 -2.95 32
        Middlesex:51.55 -0.4 28
        Norfolk:52.65 1 72
        North Yorkshire:54.2 -1.3 85
        Northamptonshire:52.3 -0.85 50
        Northumberland:55.25 -2 70
        Nottinghamshire:53.1 -1.02 48
        Oxfordshire:51.77 -1.3 48
        Rutland:52.66 -0.63 18
        Shropshire:52.65 -2.7 55
        Somerset:51.15 -2.8 75
        South Yorkshire:53.5 -1.3 42
        Staffordshire:52.85 -2 52
        Suffolk:52.2 1 65
        Surrey:51.25 -0.42 42
        Tyne and Wear:54.97 -1.6 25
        Warwickshire:52.35 -1.55 45
        West Midlands:52.48 -1.85 32
        West Sussex:50.93 -0.45 52
        West Yorkshire:53.75 -1.65 42
        Wiltshire:51.35 -1.95 55
        Worcestershire:52.22 -2.15 42
        Aberdeenshire:57.25 -2.5 72
        Angus:56.73 -2.9 42
        Argyll and Bute:56.15 -5.4 90
        Clackmannanshire:56.15 -3.75 18
        Dumfries and Galloway:55.05 -3.95 95
        East Ayrshire:55.5 -4.35 38
        East Dunbartonshire:55.95 -4.2 16
        East Lothian:55.95 -2.77 28
        East Renfrewshire:55.77 -4.35 16
        Falkirk:56 -3.78 20
        Fife:56.2 -3.2 45
        Highland:57.5 -4.8 150
        Inverclyde:55.91 -4.75 18
        Midlothian:55.85 -3.1 24
        Moray:57.5 -3.25 45
        North Ayrshire:55.65 -4.8 42
        North Lanarkshire:55.85 -3.95 28
        Orkney:58.98 -3 60
        Perth and Kinross:56.55 -3.75 65
        Renfrewshire:55.85 -4.5 20
        Scottish Borders:55.6 -2.7 65
        Shetland:60.3 -1.25 80
        South Ayrshire:55.3 -4.65 38
        South Lanarkshire:55.65 -3.9 48
        Stirling:56.2 -4.2 52
        West Dunbartonshire:55.96 -4.53 18
        West Lothian:55.9 -3.55 26
        Western Isles:57.8 -7 110
        Blaenau Gwent:51.77 -3.2 16
        Bridgend:51.56 -3.58 20
        Caerphilly:51.65 -3.2 24
        Carmarthenshire:51.85 -4.2 50
        Ceredigion:52.25 -4.1 50
        Conwy:53.15 -3.75 35
        Denbighshire:53.1 -3.35 35
        Flintshire:53.2 -3.15 28
        Gwynedd:52.85 -4 60
        Isle of Anglesey:53.27 -4.35 30
        Merthyr Tydfil:51.74 -3.37 14
        Monmouthshire:51.77 -2.85 32
        Neath Port Talbot:51.67 -3.75 24
        Pembrokeshire:51.85 -4.9 45
        Powys:52.35 -3.4 75
        Rhondda Cynon Taf:51.65 -3.45 26
        Torfaen:51.7 -3.04 16
        Vale of Glamorgan:51.43 -3.4 22
        Wrexham:53.03 -3 24
        County Antrim:54.85 -6.15 55
        County Armagh:54.33 -6.55 40
        County Down:54.35 -5.9 52
        County Fermanagh:54.35 -7.6 48
        County Londonderry:54.95 -6.9 50
        County Tyrone:54.6 -7.1 60
        Isle of Man:54.23 -4.55 32
        """
}
