public import Foundation
import SoukCatalog
public import SoukEvaluation

/// Charts as files: `<name>.svg` for pages, `<name>.png` for everything else.
public enum PictureFiles {
    /// Writes both, each in one step; the PNG is `width` pixels wide.
    ///
    /// - Throws: `RecordError.unusable` when a file cannot be written or drawn.
    public static func write(
        _ svg: String, named name: String, into folder: URL, width: Int = 1_440
    ) throws(RecordError) {
        let file = folder.appendingPathComponent(name)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(svg.utf8).writeWhole(to: file.appendingPathExtension("svg"))
            let png = try Raster.png(svg: svg, width: width)
            try Data(png).writeWhole(to: file.appendingPathExtension("png"))
        } catch {
            throw .unwritable(file, error)
        }
    }
}

extension TrainingCurves {
    /// Writes `loss`, `accuracy` and `learning-rate` as SVG and PNG.
    public func write(into folder: URL) throws(RecordError) {
        try PictureFiles.write(loss().svg(), named: "loss", into: folder)
        try PictureFiles.write(accuracy().svg(), named: "accuracy", into: folder)
        try PictureFiles.write(learningRate().svg(), named: "learning-rate", into: folder)
    }
}

extension EvaluationReport {
    public var confusionChart: ConfusionChart {
        ConfusionChart(title: "Confusion matrix of \(model)", matrix: confusion)
    }

    public var reliabilityChart: ReliabilityChart {
        ReliabilityChart(
            title: "Reliability of \(model)", curve: reliability, calibrationError: calibrationError)
    }

    public var f1Chart: BarChart { .f1(of: perClass, model: model) }

    /// Writes `confusion`, `reliability` and `f1` as SVG and PNG.
    public func writePictures(into folder: URL) throws(RecordError) {
        try PictureFiles.write(confusionChart.svg(), named: "confusion", into: folder)
        try PictureFiles.write(reliabilityChart.svg(), named: "reliability", into: folder)
        try PictureFiles.write(f1Chart.svg(), named: "f1", into: folder)
    }
}
