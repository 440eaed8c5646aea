/// What a column of a listings table may hold.
enum ListingField: String, CaseIterable {
    case id, title, description, price, salePrice, category, location, county, latitude, longitude, currency,
        photos
    case condition, availability, postedAt, seller

    /// Names of such columns in the tables of known shops, the surest first, without case, spaces and marks.
    var synonyms: [String] {
        switch self {
        case .id:
            [
                "id", "listingid", "productid", "itemid", "adid", "advertid", "uniqid", "uuid", "sku", "asin",
                "pid",
                "articleid", "offerid", "postid", "handle", "artnr", "artikelnr", "artikelnummer",
                "articlenumber",
                "itemnumber", "productcode", "reference", "referencia", "référence", "codigo", "codice",
                "kod",
            ]
        case .title:
            [
                "title", "productname", "producttitle", "name", "listingtitle", "itemtitle", "itemname",
                "adtitle",
                "headline", "productdisplayname", "subject", "heading", "bezeichnung", "titel", "artikelname",
                "produktname", "produkt", "titre", "nom", "désignation", "título", "titulo", "nombre",
                "titolo", "nome",
                "naam", "omschrijving", "tytuł", "nazwa", "название", "наименование", "заголовок", "商品名",
                "タイトル",
                "标题", "商品名称", "title1",
            ]
        case .description:
            [
                "description", "productdescription", "itemdescription", "longdescription",
                "listingdescription",
                "desc", "details", "productdetails", "body", "bodyhtml", "text", "content", "aboutproduct",
                "shortdescription", "about", "beschreibung", "artikelbeschreibung", "descripción",
                "descripcion",
                "descrizione", "descrição", "descricao", "beschrijving", "opis", "описание", "説明", "描述",
                "beskrivning",
            ]
        case .price:
            [
                "price", "discountedprice", "saleprice", "sellingprice", "askingprice", "currentprice",
                "retailprice",
                "listprice", "variantprice", "actualprice", "finalprice", "amount", "cost", "priceusd",
                "priceeur",
                "pricegbp", "mrp", "preis", "verkaufspreis", "prix", "precio", "prezzo", "preço", "preco",
                "prijs", "cena",
                "pris", "hinta", "цена", "価格", "价格", "値段", "unitprice", "priceamount",
            ]
        case .category:
            [
                "category", "categorypath", "productcategorytree", "categories", "categoryname",
                "productcategory",
                "categorytree", "breadcrumb", "breadcrumbs", "taxonomy", "department", "productcategories",
                "producttype", "articletype", "type", "kategorie", "warengruppe", "catégorie", "categoría",
                "categoria",
                "categorie", "kategoria", "kategori", "категория", "カテゴリ", "カテゴリー", "分类", "类别", "rubrik",
                "rubrique",
            ]
        case .location:
            [
                "location", "town", "city", "place", "itemlocation", "locality", "area", "sellerlocation",
                "locationname", "address", "ort", "standort", "stadt", "lieu", "ville", "ciudad", "ubicación",
                "città",
                "plaats", "stad", "miasto", "город", "localité", "cidade", "所在地",
            ]
        case .county: ["county", "region", "state", "province"]
        case .latitude: ["latitude", "lat"]
        case .longitude: ["longitude", "lon", "lng", "long"]
        case .currency:
            [
                "currency", "currencycode", "pricecurrency", "währung", "waehrung", "devise", "moneda",
                "valuta", "валюта",
            ]
        case .photos:
            [
                "image", "images", "photo", "photos", "imageurl", "imageurls", "imageref", "photourl",
                "photourls",
                "picture", "pictures", "imagefile", "filename", "imagename", "imagesrc", "imagelink",
                "imgurl", "img",
                "mainimage", "thumbnail", "imagepath", "pictureurl", "photofile", "bild", "bilder", "foto",
                "fotos", "imagen",
                "imagenes", "immagine", "afbeelding", "zdjęcie", "фото", "画像", "图片", "mainimageurl",
                "additionalimages",
            ]
        case .salePrice:
            ["saleprice", "specialprice", "offerprice", "discountprice", "promoprice", "angebotspreis"]
        case .condition:
            [
                "condition", "itemcondition", "productcondition", "conditionname", "zustand", "état",
                "estado", "staat",
            ]
        case .availability:
            [
                "availability", "stockstatus", "instock", "isinstock", "listingstatus", "itemstatus",
                "verfügbarkeit",
                "disponibilité", "status", "issold",
            ]
        case .postedAt:
            [
                "postedat", "posted", "dateposted", "posteddate", "listedat", "listingdate", "createdat",
                "created",
                "createtime", "datecreated", "creationdate", "publishedat", "date", "timestamp", "datum",
                "fecha", "data",
            ]
        case .seller: ["seller", "sellerid", "sellername", "sellerusername", "shop", "postedby", "verkäufer"]
        }
    }
}

extension ListingField {
    /// The last step of the path of a nested value: `amount` of `price.amount`. Empty where only the value itself counts.
    private var leaves: [String] {
        switch self {
        case .price, .salePrice: ["amount", "value", "current", "price", "lowprice"]
        case .category: ["name", "title", "path", "label", "fullpath", "breadcrumb"]
        case .location: ["city", "town", "name", "addresslocality", "locality", "label", "text"]
        case .photos:
            ["url", "uri", "src", "href", "contenturl", "file", "filename", "path", "link", "name", "large"]
        case .seller: ["name", "username", "displayname", "id"]
        case .condition, .availability: ["name", "value", "label", "status"]
        case .title, .description: ["text", "value", "plain"]
        case .id: ["value"]
        case .currency: ["code"]
        case .county, .latitude, .longitude, .postedAt: []
        }
    }

    /// What may stand above a value whose own name tells what it is: `location.latitude`, `price.currency`.
    private var parents: [ListingField] {
        switch self {
        case .latitude, .longitude, .county: [.location]
        case .currency: [.price]
        default: []
        }
    }

    /// The place of a column among this field's names, the smaller the surer; nil for another column.
    func rank(of column: String) -> Int? {
        let steps = ColumnName.steps(column)
        guard let first = steps.first, let last = steps.last else { return nil }
        // Where rows have the value itself or an object, the object's member is the column.
        guard steps.count > 1 else { return synonyms.firstIndex(of: first).map { $0 * 16 + 8 } }
        if let rank = synonyms.firstIndex(of: first),
            steps.dropFirst().allSatisfy({ step in
                leaves.contains(step) || (self == .photos && synonyms.contains(step))
            })
        {
            return rank * 16 + (leaves.firstIndex(of: last) ?? 15)
        }
        let above =
            parents.flatMap(\.synonyms) + ["offers", "offer", "geo", "coordinates", "position", "address"]
        guard let rank = synonyms.firstIndex(of: last), steps.dropLast().allSatisfy(above.contains) else {
            return nil
        }
        return rank * 16 + 8
    }
}

/// Compares names of columns.
enum ColumnName {
    /// Without case, spaces, underscores and other marks.
    static func key(_ name: String) -> String {
        String(
            String.UnicodeScalarView(
                name.lowercased().unicodeScalars.filter {
                    $0.properties.isAlphabetic || ("0"..."9").contains($0)
                }))
    }

    /// The names along a path, without list marks and numbers: `photos.0.image.uri`, `photos[].image.uri`.
    static func steps(_ name: String) -> [String] {
        guard name.contains(".") || name.contains("[") else { return [key(name)] }
        let parts = name.split { $0 == "." || $0 == "[" || $0 == "]" || $0 == "/" }
        let steps = parts.filter { !$0.allSatisfy(\.isNumber) }.map { key(String($0)) }.filter { !$0.isEmpty }
        // An abbreviation is no path: "Art.-Nr", "Desc.".
        let isPath =
            steps.count > 1 && steps.allSatisfy { $0.count > 1 } && !name.contains(" ")
            && !name.contains(".-")
        return isPath ? steps : [key(name)]
    }

    /// The candidate that takes the fewest letter changes to become `name`; nil when none is near.
    static func nearest(to name: String, among candidates: [String]) -> String? {
        let target = Array(key(name).unicodeScalars.prefix(64))
        let ranked = candidates.map {
            (name: $0, distance: distance(target, Array(key($0).unicodeScalars.prefix(64))))
        }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(2, target.count / 2) ? best.name : nil
    }

    /// Levenshtein's edit distance.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let substituted = diagonal + (x == y ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
