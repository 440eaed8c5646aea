import SoukCatalog
import Foundation

/// Writes a sample batch by batch: rows in order, the batch's photos on all cores.
struct SampleWriter {
    let marketplace: SampleMarketplace
    let folder: URL

    private static let batch = 64

    func write(
        progress: (SampleProgress) -> Void, isCancelled: () -> Bool
    ) throws(CatalogError) -> SampleSummary {
        let offers = OfferWriter(seed: marketplace.seed, count: marketplace.listings)
        let studio = PhotoStudio(images: folder.appendingPathComponent("images"))
        let products = try TableFile(folder.appendingPathComponent("Products.csv"))
        let images = try TableFile(folder.appendingPathComponent("Images.csv"))
        try products.append([
            "", "id", "product_name", "category", "product_description", "price", "location",
            "manufacturer",
        ])
        try images.append(["", "id", "product_id", "image_ref", "create_time"])
        var summary = SampleSummary(seed: marketplace.seed)
        let started = Date()
        for start in stride(from: 0, to: marketplace.listings, by: Self.batch) {
            if isCancelled() { throw .interrupted }
            let batch = (start..<min(start + Self.batch, marketplace.listings)).map(offers.offer)
            for offer in batch { try append(offer, products, images, &summary) }
            if marketplace.photos { try studio.take(batch) }
            progress(
                SampleProgress(
                    listings: summary.listings, totalListings: marketplace.listings,
                    photos: summary.photoFiles,
                    seconds: Date().timeIntervalSince(started)))
        }
        summary.raggedRecords = try RaggedRecords.append(to: products, after: summary.listings)
        if marketplace.photos { summary.filesWithoutRow = try strays(studio) }
        summary.photoFiles += summary.filesWithoutRow.count
        try products.finish()
        try images.finish()
        return summary
    }

    private func append(
        _ offer: Offer, _ products: TableFile, _ images: TableFile, _ summary: inout SampleSummary
    ) throws(CatalogError) {
        try products.append([
            "\(summary.listings)", offer.id, "\(offer.title) | in \(offer.town.location) | Soukmarket",
            offer.path.joined(separator: " / "), offer.description, offer.price, offer.town.location,
            offer.maker,
        ])
        if marketplace.photos {
            for (index, shot) in offer.shots.enumerated() {
                try images.append([
                    "\(summary.photoRows + index)", shot.id, offer.id, shot.reference, offer.date,
                ])
            }
        }
        summary.count(offer, photos: marketplace.photos)
    }

    /// Files that nobody mentions: their rows were lost.
    private func strays(_ studio: PhotoStudio) throws(CatalogError) -> [String] {
        let offers: [Offer] = (0..<(marketplace.listings + 399) / 400).map { number in
            var dice = SplitMix64(seed: marketplace.seed, .stray, number)
            let kind = dice.pick(ItemKind.all)
            let shot = Shot(id: Identifier.uuid(&dice), reference: "", sceneSeed: dice.next())
            return Offer(
                id: "", kind: kind, look: Look(seed: dice.next(), paints: kind.paints), path: kind.paths[0],
                isMisfiled: false, repeats: nil, title: "", maker: "", description: "", price: "",
                town: Town.all[0],
                date: "",
                damages: [], shots: [shot])
        }
        try studio.take(offers)
        return offers.flatMap(\.shots).map { $0.id + ".jpg" }
    }
}

/// Records with too few or too many fields, as exports end when they are cut off or edited by hand.
enum RaggedRecords {
    static func append(to table: TableFile, after count: Int) throws(CatalogError) -> [String] {
        let id = "00000000-0000-4000-8000-00000000000"
        try table.append([
            "\(count)", id + "1", "Garden bench | in Ely, Cambridgeshire | Soukmarket", "Home & Garden",
        ])
        try table.append([
            "\(count + 1)", id + "2", "Blue bike", "Sports, Leisure & Travel / Bicycles", "Rides well", "£60",
            "00",
            "Leeds", "West Yorkshire",
        ])
        try table.append(["\(count + 2)", id + "3"])
        return [
            "4 fields: cut off after the category", "9 fields: commas without quotes",
            "2 fields: cut off after the id",
        ]
    }
}
