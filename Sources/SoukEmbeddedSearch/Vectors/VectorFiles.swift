import Foundation
import SoukSearch

/// Reads and writes the files of a vector store. Its caller sees to it that there is one writer.
struct VectorFiles {
    let folder: URL
    let dimensions: Int
    let plan: VectorPlan
    let steps: FileSteps

    /// While another process merges, files of the manifest just read may vanish: then there is a newer one.
    func open() throws(RetrievalError) -> (VectorManifest, VectorSnapshot) {
        var last: VectorManifest?
        while true {
            let manifest = try readManifest()
            do {
                return (manifest, try snapshot(of: manifest, reusing: nil))
            } catch {
                guard case .missing = error, manifest != last else { throw error }
                last = manifest
            }
        }
    }

    private func readManifest() throws(RetrievalError) -> VectorManifest {
        guard let manifest = try VectorManifest.read(folder) else { return try begin() }
        guard manifest.dimensions == dimensions else {
            throw .damaged(
                path: folder.path,
                reason: "expected vectors of \(dimensions) dimensions, found \(manifest.dimensions)",
                remedy: VectorSegment.remedy)
        }
        return manifest
    }

    /// A store has a manifest before its first segment.
    private func begin() throws(RetrievalError) -> VectorManifest {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw .io(path: folder.path, reason: error.localizedDescription)
        }
        guard try !list().contains(where: { $0.hasSuffix(".vectors") }) else {
            throw .damaged(
                path: folder.path, reason: "expected \(VectorManifest.fileName), found segments without it",
                remedy: VectorSegment.remedy)
        }
        let manifest = VectorManifest(dimensions: dimensions)
        try manifest.write(folder, steps: steps)
        return manifest
    }

    /// Files of an older snapshot are not opened again.
    func snapshot(
        of manifest: VectorManifest, reusing old: VectorSnapshot?
    ) throws(RetrievalError) -> VectorSnapshot {
        var opened: [String: VectorSnapshot.Layer] = [:]
        for layer in (old?.layers ?? [:]).values.joined() {
            opened[layer.segment.url.lastPathComponent] = layer
        }
        var layers: [VectorField: [VectorSnapshot.Layer]] = [:]
        for (field, segments) in manifest.segments {
            for segment in segments {
                if let known = opened[segment.file] {
                    layers[field, default: []].append(known)
                } else {
                    layers[field, default: []].append(try layer(segment, field))
                }
            }
        }
        return VectorSnapshot(dimensions: dimensions, layers: layers)
    }

    private func layer(
        _ entry: VectorManifest.Segment, _ field: VectorField
    ) throws(RetrievalError) -> VectorSnapshot.Layer {
        let segment = try VectorSegment(
            folder.appending(path: entry.file), field: field, dimensions: dimensions)
        var graph: VectorGraph?
        if let seal = entry.graph, VectorGraph.isAvailable {
            graph = try VectorGraph(folder.appending(path: entry.graphFile), of: segment, seal: seal)
        }
        return VectorSnapshot.Layer(segment: segment, graph: graph)
    }

    /// What a killed change or a merge left behind.
    func removeAllBut(_ manifest: VectorManifest) {
        let suffixes = [".vectors", ".graph", DurableFile.suffix]
        for name in (try? list()) ?? [] where !manifest.files.contains(name) {
            guard suffixes.contains(where: name.hasSuffix) else { continue }
            let url = folder.appending(path: name)
            try? FileManager.default.removeItem(at: url)
            steps.reached(.removed, url)
        }
    }

    private func list() throws(RetrievalError) -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
            throw .io(path: folder.path, reason: error.localizedDescription)
        }
    }
}
