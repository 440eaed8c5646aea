import Foundation
public import SoukCatalog

extension ModelStore {
    /// The finished model with the smallest log-loss on validation: the one to use unless told otherwise.
    public func best() throws(StoredModelError) -> ModelFolder {
        var best: (folder: ModelFolder, loss: Double)?
        for folder in names().flatMap(versions(of:))
        where folder.isClassifier {
            let loss = try folder.description().validationLoss
            if loss < best?.loss ?? .infinity { best = (folder, loss) }
        }
        if let best { return best.folder }
        throw .missing(
            path: root.path, reason: "there is no finished photo classifier", remedy: "Train one first.")
    }
}
