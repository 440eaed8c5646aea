/// What a column of a listings table may hold.
enum ListingField: String, CaseIterable {
    case id, title, description, price, category, location, county, latitude, longitude, currency, photos

    /// Names of such columns in the tables of known shops, the surest first, without case, spaces and marks.
    var synonyms: [String] {
        switch self {
        case .id:
            [
                "id", "listingid", "productid", "itemid", "adid", "advertid", "uniqid", "uuid", "sku", "asin",
                "pid",
                "articleid", "offerid", "postid", "handle",
            ]
        case .title:
            [
                "title", "productname", "producttitle", "name", "listingtitle", "itemtitle", "itemname",
                "adtitle",
                "headline", "productdisplayname", "subject", "heading",
            ]
        case .description:
            [
                "description", "productdescription", "itemdescription", "longdescription",
                "listingdescription",
                "desc", "details", "productdetails", "body", "bodyhtml", "text", "content", "aboutproduct",
                "shortdescription", "about",
            ]
        case .price:
            [
                "price", "discountedprice", "saleprice", "sellingprice", "askingprice", "currentprice",
                "retailprice",
                "listprice", "variantprice", "actualprice", "finalprice", "amount", "cost", "priceusd",
                "priceeur",
                "pricegbp", "mrp",
            ]
        case .category:
            [
                "category", "categorypath", "productcategorytree", "categories", "categoryname",
                "productcategory",
                "categorytree", "breadcrumb", "breadcrumbs", "taxonomy", "department", "productcategories",
                "producttype", "articletype", "type",
            ]
        case .location:
            [
                "location", "town", "city", "place", "itemlocation", "locality", "area", "sellerlocation",
                "locationname", "address",
            ]
        case .county: ["county", "region", "state", "province"]
        case .latitude: ["latitude", "lat"]
        case .longitude: ["longitude", "lon", "lng", "long"]
        case .currency: ["currency", "currencycode", "pricecurrency"]
        case .photos:
            [
                "image", "images", "photo", "photos", "imageurl", "imageurls", "imageref", "photourl",
                "photourls",
                "picture", "pictures", "imagefile", "filename", "imagename", "imagesrc", "imagelink",
                "imgurl", "img",
                "mainimage", "thumbnail", "imagepath", "pictureurl", "photofile",
            ]
        }
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
