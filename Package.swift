// swift-tools-version: 6.1
import PackageDescription

/// `Scripts/bootstrap` unpacks libtorch here. Flags with paths of the checkout make `swift build`
/// and `swift test` work without any environment.
let torch = Context.packageDirectory + "/.deps/python/torch"

let torchCompile: [CXXSetting] = [
    .unsafeFlags(["-isystem", "\(torch)/include", "-fvisibility=hidden"])
]
let torchLink: [LinkerSetting] = [
    .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]),
    .linkedLibrary("torch_cpu"),
    .linkedLibrary("c10"),
]

let package = Package(
    name: "souk",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "souk", targets: ["SoukCommand"]),
        .library(
            name: "Souk",
            targets: [
                "SoukCatalog", "SoukTensors", "SoukNeural", "SoukModels", "SoukInference",
                "SoukTraining", "SoukSearch", "SoukEmbeddedSearch", "SoukRanking",
            ]),
        .library(name: "SoukRetrieval", targets: ["SoukCatalog", "SoukSearch", "SoukEmbeddedSearch"]),
        .library(name: "SoukMemorySearch", targets: ["SoukMemorySearch"]),
        .library(name: "SoukSample", targets: ["SoukSample"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    ],
    targets: [
        .target(name: "CSoukTorch", cxxSettings: torchCompile, linkerSettings: torchLink),
        .target(name: "SoukTensors", dependencies: ["CSoukTorch"]),
        .target(name: "SoukNeural", dependencies: ["SoukTensors"]),
        .systemLibrary(
            name: "CLibVips", pkgConfig: "vips",
            providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
        .target(name: "CSoukVips", dependencies: ["CLibVips"]),
        .target(
            name: "SoukCatalog", dependencies: ["CSoukVips", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "SoukSample", dependencies: ["SoukCatalog"]),
        .target(name: "SoukModels", dependencies: ["SoukNeural"]),
        .target(
            name: "CSoukVectors", cSettings: [.unsafeFlags(["-O3"])], cxxSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "SoukSearch", dependencies: ["SoukCatalog"]),
        .target(name: "SoukMemorySearch", dependencies: ["SoukSearch", "SoukCatalog"]),
        .target(
            name: "SoukEmbeddedSearch",
            dependencies: [
                "CSoukVectors", "SoukCatalog", "SoukSearch", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "SoukRanking", dependencies: ["SoukSearch", "SoukCatalog"]),
        .target(
            name: "SoukEvaluation", dependencies: ["SoukModels", "SoukRanking", "SoukSearch", "SoukCatalog"]),
        .target(name: "SoukReports", dependencies: ["SoukEvaluation", "SoukCatalog"]),
        .target(
            name: "SoukInference",
            dependencies: ["SoukModels", "SoukEvaluation", "SoukRanking", "SoukSearch", "SoukCatalog"]),
        .target(
            name: "SoukTraining",
            dependencies: [
                "SoukInference", "SoukReports", "SoukEvaluation", "SoukRanking", "SoukSearch", "SoukCatalog",
            ]),
        .target(
            name: "SoukMarketplace",
            dependencies: [
                "SoukRanking", "SoukSearch", "SoukEmbeddedSearch", "SoukCatalog",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(
            name: "SoukService",
            dependencies: [
                "SoukMarketplace", "SoukEvaluation", "SoukReports",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ],
            resources: [.copy("Resources")]),
        .executableTarget(
            name: "SoukCommand",
            dependencies: [
                "SoukTraining", "SoukInference", "SoukEvaluation", "SoukReports", "SoukRanking",
                "SoukSearch", "SoukEmbeddedSearch", "SoukSample",
                "SoukMarketplace", "SoukService",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "TensorsTests", dependencies: ["SoukTensors"], resources: [.copy("Fixtures")]),
        .testTarget(name: "NeuralTests", dependencies: ["SoukNeural"], resources: [.copy("Fixtures")]),
        .testTarget(name: "CatalogTests", dependencies: ["SoukCatalog"]),
        .testTarget(name: "SampleMarketplaceTests", dependencies: ["SoukSample"]),
        .testTarget(
            name: "SearchTests", dependencies: ["SoukSearch", "SoukEmbeddedSearch", "SoukMemorySearch"]),
        .testTarget(name: "RetrievalTests", dependencies: ["SoukEmbeddedSearch", "CSoukVectors"]),
        .testTarget(name: "ModelsTests", dependencies: ["SoukModels"], resources: [.copy("Fixtures")]),
        .target(
            name: "SoukTestSupport",
            dependencies: ["SoukRanking", "SoukSearch", "SoukEmbeddedSearch", "SoukCatalog"],
            path: "Tests/SoukTestSupport"),
        .testTarget(
            name: "RankingTests",
            dependencies: ["SoukRanking", "SoukEmbeddedSearch", "SoukMemorySearch", "SoukTestSupport"]),
        .testTarget(
            name: "EvaluationTests",
            dependencies: ["SoukEvaluation", "SoukReports", "SoukEmbeddedSearch", "SoukTestSupport"],
            resources: [.copy("Fixtures")]),
        .testTarget(name: "ReportsTests", dependencies: ["SoukReports"], resources: [.copy("Fixtures")]),
        .testTarget(name: "InferenceTests", dependencies: ["SoukInference"]),
        .testTarget(name: "TrainingTests", dependencies: ["SoukTraining", "SoukEmbeddedSearch"]),
        .testTarget(
            name: "MarketplaceTests", dependencies: ["SoukMarketplace", "SoukSample", "SoukTestSupport"]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "SoukService", "SoukSample", "SoukTestSupport",
                .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            exclude: ["Page/Snapshots"]),
        .testTarget(
            name: "SoukTests", dependencies: ["SoukCommand", "SoukTraining", "SoukSample"],
            exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
