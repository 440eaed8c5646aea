import SoukCatalog
import Dispatch
import Foundation
import Synchronization

/// Draws, photographs and saves what is on offer, on all cores.
struct PhotoStudio: Sendable {
    let images: URL

    func take(_ offers: [Offer]) throws(CatalogError) {
        let work = offers.flatMap { offer in offer.shots.filter { !$0.isLost }.map { (offer, $0) } }
        let failure = Mutex<CatalogError?>(nil)
        DispatchQueue.concurrentPerform(iterations: work.count) { index in
            let (offer, shot) = work[index]
            guard failure.withLock({ $0 == nil }) else { return }
            do throws(CatalogError) {
                try save(try bytes(offer, shot), as: shot.id + ".jpg")
            } catch {
                failure.withLock { $0 = error }
            }
        }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    private func bytes(_ offer: Offer, _ shot: Shot) throws(CatalogError) -> [UInt8] {
        let scene = Scene(of: offer.kind, look: offer.look, seed: shot.sceneSeed)
        var picture = try Raster.pixels(svg: scene.svg)
        scene.camera.develop(&picture)
        let quality = shot.isResaved ? scene.camera.quality * 3 / 4 : scene.camera.quality
        if let defect = shot.defect { return try defect.bytes(from: picture, quality: quality) }
        return try picture.jpeg(quality: quality)
    }

    private func save(_ bytes: [UInt8], as name: String) throws(CatalogError) {
        let url = images.appendingPathComponent(name)
        do {
            try Data(bytes).writeKept(to: url)
        } catch {
            throw .io(path: url.path, reason: "cannot be written: \(error); is the disk full?")
        }
    }
}
