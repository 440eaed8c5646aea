/// Towns of the United Kingdom and their counties.
struct Town: Sendable {
    let name, county: String

    var location: String { "\(name), \(county)" }

    static let all: [Town] = list.split(separator: "\n").flatMap { line in
        let parts = line.split(separator: ":")
        return parts[1].split(separator: ",").map { Town(name: String($0), county: String(parts[0])) }
    }

    private static let list = """
        Bedfordshire:Bedford,Luton,Dunstable
        Berkshire:Reading,Slough,Wokingham,Newbury
        Bristol:Bristol
        Buckinghamshire:Aylesbury,High Wycombe
        Cambridgeshire:Cambridge,Ely,Peterborough
        Cheshire:Chester,Crewe,Macclesfield
        Cornwall:Truro,Falmouth,Penzance
        County Durham:Durham,Darlington
        Cumbria:Carlisle,Kendal,Penrith
        Derbyshire:Derby,Buxton,Chesterfield
        Devon:Exeter,Plymouth,Barnstaple
        Dorset:Dorchester,Poole,Weymouth
        East Sussex:Brighton,Hastings,Lewes
        Essex:Chelmsford,Colchester,Southend-on-Sea
        Gloucestershire:Gloucester,Cheltenham,Stroud
        Greater Manchester:Manchester,Bolton,Stockport,Oldham
        Hampshire:Winchester,Southampton,Portsmouth
        Hertfordshire:Watford,St Albans,Stevenage
        Kent:Canterbury,Maidstone,Margate,Dover
        Lancashire:Preston,Lancaster,Blackpool
        Leicestershire:Leicester,Loughborough
        Lincolnshire:Lincoln,Skegness,Boston
        London:Camden Town,Hackney,Croydon,Ealing
        Merseyside:Liverpool,Southport
        Norfolk:Norwich,Great Yarmouth,Cromer
        North Yorkshire:York,Harrogate,Whitby
        Northamptonshire:Northampton,Kettering
        Nottinghamshire:Nottingham,Mansfield
        Oxfordshire:Oxford,Banbury,Witney
        Shropshire:Shrewsbury,Telford
        Somerset:Bath,Taunton,Frome
        South Yorkshire:Sheffield,Doncaster,Rotherham
        Staffordshire:Stafford,Stoke-on-Trent
        Suffolk:Ipswich,Bury St Edmunds
        Surrey:Guildford,Woking
        Tyne and Wear:Newcastle upon Tyne,Sunderland
        West Midlands:Birmingham,Coventry,Wolverhampton
        West Sussex:Chichester,Crawley,Worthing
        West Yorkshire:Leeds,Bradford,Huddersfield,Halifax
        Wiltshire:Salisbury,Swindon
        Edinburgh:Edinburgh
        Glasgow:Glasgow
        Highland:Inverness
        Fife:Dunfermline,St Andrews
        Cardiff:Cardiff
        Swansea:Swansea
        Gwynedd:Bangor
        County Antrim:Belfast,Lisburn
        """
}
