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
        .executable(name: "souk", targets: ["souk"]),
        .library(
            name: "Souk",
            targets: ["Catalog", "Tensors", "Neural", "Models", "Training", "Retrieval", "Ranking"]),
        .library(name: "SoukRetrieval", targets: ["Catalog", "Retrieval"]),
        .library(name: "SoukSample", targets: ["SampleMarketplace"]),
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
        .target(name: "CTorch", cxxSettings: torchCompile, linkerSettings: torchLink),
        .target(name: "Tensors", dependencies: ["CTorch"]),
        .target(name: "Neural", dependencies: ["Tensors"]),
        .systemLibrary(
            name: "CLibVips", pkgConfig: "vips",
            providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
        .target(name: "CVips", dependencies: ["CLibVips"]),
        .target(name: "Catalog", dependencies: ["CVips", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "SampleMarketplace", dependencies: ["Catalog"]),
        .target(name: "Models", dependencies: ["Neural"]),
        .target(name: "CVectors", cSettings: [.unsafeFlags(["-O3"])], cxxSettings: [.unsafeFlags(["-O3"])]),
        .target(
            name: "Retrieval",
            dependencies: ["CVectors", "Catalog", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(name: "Training", dependencies: ["Models", "Catalog", "Retrieval"]),
        .target(name: "Ranking", dependencies: ["Models", "Training", "Retrieval", "Catalog"]),
        .target(name: "Marketplace", dependencies: ["Ranking", "Training", "Retrieval", "Catalog"]),
        .target(
            name: "Service",
            dependencies: [
                "Marketplace",
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
            name: "souk",
            dependencies: [
                "Training", "Ranking", "SampleMarketplace", "Marketplace", "Service",
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .testTarget(name: "TensorsTests", dependencies: ["Tensors"], resources: [.copy("Fixtures")]),
        .testTarget(name: "NeuralTests", dependencies: ["Neural"], resources: [.copy("Fixtures")]),
        .testTarget(name: "CatalogTests", dependencies: ["Catalog"]),
        .testTarget(name: "SampleMarketplaceTests", dependencies: ["SampleMarketplace"]),
        .testTarget(name: "RetrievalTests", dependencies: ["Retrieval", "CVectors"]),
        .testTarget(name: "ModelsTests", dependencies: ["Models"], resources: [.copy("Fixtures")]),
        .testTarget(name: "TrainingTests", dependencies: ["Training"], resources: [.copy("Fixtures")]),
        .testTarget(name: "RankingTests", dependencies: ["Ranking"]),
        .testTarget(name: "MarketplaceTests", dependencies: ["Marketplace", "SampleMarketplace"]),
        .testTarget(name: "ListingTests", dependencies: ["Training"]),
        .testTarget(
            name: "ServiceTests",
            dependencies: [
                "Service", "SampleMarketplace", .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            exclude: ["Page/Snapshots"]),
        .testTarget(
            name: "SoukTests", dependencies: ["souk", "Training", "SampleMarketplace"], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
