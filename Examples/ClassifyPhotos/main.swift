// Trains a classifier on the sample's photos, then names the category of photos: `ClassifyPhotos [PHOTO …]`.
// Without arguments it classifies twenty photos of the sample. Needs libtorch.
import Foundation
import SoukCatalog
import SoukInference
import SoukSample
import SoukTraining

let folder = FileManager.default.temporaryDirectory.appending(path: "souk-example-\(UUID())")
defer { try? FileManager.default.removeItem(at: folder) }

let sample = folder.appending(path: "sample")
try SampleMarketplace(listings: 200).write(to: sample)
let workspace = try Workspace(at: folder.appending(path: "workspace"), create: true)
_ = try Importer(workspace: workspace).run(
    ImportRequest(
        listings: sample.appending(path: "Products.csv"), images: sample.appending(path: "Images.csv"),
        photos: sample.appending(path: "images")))

// A new last layer on a pretrained network; Scripts/bootstrap fetches its weights.
var settings = TrainingConfiguration.standard(.efficientnetLite0)
settings.stages.removeAll { $0.unfrozen != nil }
let weights = try PublicWeights.required(for: .efficientnetLite0, in: workspace.root)
let trained = try ClassifierTrainer(workspace).train(settings, name: "photos", weights: weights)
let model = try TrainedClassifier(trained)
print("\(model.classes.count) categories, \(model.description.validationAccuracy) of validation photos right")

let arguments = CommandLine.arguments.dropFirst()
let photos =
    arguments.isEmpty
    ? Array(PhotoInput.all(at: sample.appending(path: "images").path).prefix(20))
    : arguments.flatMap { PhotoInput.all(at: $0) }
try PhotoClassification(model).run(photos) { answers in for answer in answers { print(answer.text) } }
