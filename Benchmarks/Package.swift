// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "souk", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                .product(name: "SoukCatalog", package: "souk"),
                .product(name: "SoukSearch", package: "souk"),
                .product(name: "SoukEmbeddedSearch", package: "souk"),
                .product(name: "SoukReports", package: "souk"),
                .product(name: "SoukRanking", package: "souk"),
                .product(name: "SoukInference", package: "souk"),
                .product(name: "SoukSample", package: "souk"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ])
    ],
    swiftLanguageModes: [.v6]
)
