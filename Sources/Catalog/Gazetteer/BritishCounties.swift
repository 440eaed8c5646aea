/// The middles of British counties and council areas that no town shares its name with, to a tenth of
/// a degree: enough to tell Newport in Shropshire from Newport on the Isle of Wight.
enum BritishCounties {
    static func center(of name: String) -> (latitude: Double, longitude: Double)? {
        var key = String(decoding: PlaceKey.fold(name), as: UTF8.self)
        if key.hasPrefix("county ") { key = String(key.dropFirst("county ".count)) }
        return centers[key]
    }

    private static let centers: [String: (latitude: Double, longitude: Double)] = [
        "bedfordshire": (52.1, -0.5), "berkshire": (51.4, -1.0), "buckinghamshire": (51.8, -0.8),
        "cambridgeshire": (52.4, 0.0), "cheshire": (53.2, -2.6), "cornwall": (50.4, -4.9),
        "cumbria": (54.6, -2.9),
        "derbyshire": (53.1, -1.6), "devon": (50.7, -3.8), "dorset": (50.8, -2.3),
        "county durham": (54.7, -1.8),
        "durham": (54.7, -1.8), "east sussex": (50.9, 0.3), "east yorkshire": (53.8, -0.5),
        "east riding of yorkshire": (53.8, -0.5), "essex": (51.8, 0.6), "gloucestershire": (51.8, -2.2),
        "greater london": (51.5, -0.1), "london": (51.5, -0.1), "greater manchester": (53.5, -2.3),
        "manchester": (53.5, -2.2), "hampshire": (51.1, -1.3), "herefordshire": (52.1, -2.7),
        "hertfordshire": (51.8, -0.2), "isle of wight": (50.7, -1.3), "kent": (51.2, 0.7),
        "lancashire": (53.9, -2.6),
        "leicestershire": (52.7, -1.1), "lincolnshire": (53.1, -0.2), "merseyside": (53.4, -2.9),
        "norfolk": (52.6, 1.0), "north yorkshire": (54.2, -1.4), "northamptonshire": (52.3, -0.9),
        "northumberland": (55.2, -2.0), "nottinghamshire": (53.1, -1.0), "oxfordshire": (51.8, -1.3),
        "rutland": (52.7, -0.6), "shropshire": (52.6, -2.7), "somerset": (51.1, -2.9),
        "south yorkshire": (53.5, -1.4), "staffordshire": (52.8, -2.0), "suffolk": (52.2, 1.0),
        "surrey": (51.3, -0.4),
        "tyne and wear": (54.95, -1.6), "warwickshire": (52.3, -1.6), "west midlands": (52.5, -1.9),
        "west sussex": (50.9, -0.5), "west yorkshire": (53.8, -1.6), "wiltshire": (51.3, -1.9),
        "worcestershire": (52.2, -2.2),
        "aberdeenshire": (57.2, -2.7), "angus": (56.7, -2.9), "argyll and bute": (56.2, -5.2),
        "ayrshire": (55.5, -4.5),
        "clackmannanshire": (56.1, -3.8), "dumfries and galloway": (55.1, -3.9),
        "east ayrshire": (55.5, -4.3),
        "east dunbartonshire": (55.9, -4.2), "east lothian": (55.95, -2.8), "east renfrewshire": (55.8, -4.4),
        "fife": (56.2, -3.1), "highland": (57.5, -4.7), "highlands": (57.5, -4.7), "inverclyde": (55.9, -4.8),
        "midlothian": (55.8, -3.1), "moray": (57.5, -3.2), "north ayrshire": (55.7, -4.7),
        "north lanarkshire": (55.8, -3.9), "orkney": (59.0, -3.1), "perth and kinross": (56.6, -3.8),
        "renfrewshire": (55.8, -4.5), "scottish borders": (55.6, -2.8), "shetland": (60.3, -1.3),
        "south ayrshire": (55.3, -4.7), "south lanarkshire": (55.6, -3.8),
        "west dunbartonshire": (56.0, -4.5),
        "west lothian": (55.9, -3.6), "western isles": (57.9, -6.8),
        "anglesey": (53.3, -4.4), "isle of anglesey": (53.3, -4.4), "blaenau gwent": (51.8, -3.2),
        "caerphilly": (51.6, -3.2), "carmarthenshire": (51.9, -4.2), "ceredigion": (52.3, -4.1),
        "clwyd": (53.1, -3.3),
        "conwy": (53.2, -3.7), "denbighshire": (53.1, -3.3), "dyfed": (52.0, -4.4),
        "flintshire": (53.2, -3.1),
        "glamorgan": (51.6, -3.5), "gwent": (51.7, -2.9), "gwynedd": (52.9, -4.0),
        "merthyr tydfil": (51.7, -3.4),
        "mid glamorgan": (51.6, -3.5), "monmouthshire": (51.8, -2.9), "neath port talbot": (51.7, -3.8),
        "pembrokeshire": (51.9, -4.9), "powys": (52.4, -3.4), "rhondda cynon taf": (51.6, -3.4),
        "torfaen": (51.7, -3.1), "vale of glamorgan": (51.4, -3.4), "wrexham": (53.0, -3.0),
        "antrim": (54.8, -6.2), "armagh": (54.3, -6.6), "down": (54.4, -5.9), "fermanagh": (54.3, -7.6),
        "londonderry": (55.0, -6.9), "tyrone": (54.6, -7.1),
    ]
}
