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
        .library(name: "Souk", targets: ["Catalog", "Tensors", "Neural", "Models", "Training", "Retrieval", "Ranking"]),
        .library(name: "SoukRetrieval", targets: ["Catalog", "Retrieval"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
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
        .executableTarget(
            name: "souk",
            dependencies: [
                "Training", "Ranking", "SampleMarketplace",
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
            name: "SoukTests", dependencies: ["souk", "Training", "SampleMarketplace"], exclude: ["Fixtures"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
