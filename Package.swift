// swift-tools-version: 6.1
import Foundation
import PackageDescription

/// `Scripts/bootstrap` unpacks libtorch here. Where it is, flags with paths of the checkout make `swift build` and
/// `swift test` work without any environment. Where it is not, as in a package that depends on this one by version,
/// pkg-config finds `libtorch.pc`, and no flag is unsafe.
let torch = Context.packageDirectory + "/.deps/python/torch"
let isCheckout = FileManager.default.fileExists(atPath: torch + "/include")

let torchBridge: Target =
    isCheckout
    ? .target(
        name: "CSoukTorch",
        cxxSettings: [.unsafeFlags(["-isystem", "\(torch)/include", "-fvisibility=hidden"])],
        linkerSettings: [
            .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]),
            .linkedLibrary("torch_cpu"),
            .linkedLibrary("c10"),
        ])
    : .target(name: "CSoukTorch", dependencies: ["CLibTorch"])

/// The kernels and the graph of CSoukVectors are as fast in a checkout's debug builds as in release builds.
let fastInDebug: [CSetting] =
    isCheckout ? [.unsafeFlags(["-O3"], .when(configuration: .debug))] : []
let fastGraphInDebug: [CXXSetting] =
    isCheckout ? [.unsafeFlags(["-O3"], .when(configuration: .debug))] : []

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let tracing = Target.Dependency.product(name: "Tracing", package: "swift-distributed-tracing")

/// What searches, ranks and judges: none of these may need libtorch, see `Scripts/check-arrows`.
let torchFree: [Target] = [
    .systemLibrary(
        name: "CLibVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"]), .brew(["vips"])]),
    .target(name: "CSoukVips", dependencies: ["CLibVips"]),
    .systemLibrary(
        name: "CLibArchive", pkgConfig: "libarchive",
        providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
        name: "CLibXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    .target(
        name: "SoukCatalog",
        dependencies: [
            "CSoukVips", "CLibArchive", "CLibXML", grdb, .product(name: "Crypto", package: "swift-crypto"),
        ]),
    .target(name: "SoukSample", dependencies: ["SoukCatalog"]),
    .target(
        name: "SoukFetching",
        dependencies: [
            "SoukCatalog",
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
        ]),
    .systemLibrary(
        name: "CLibICU", pkgConfig: "icu-uc", providers: [.apt(["libicu-dev"]), .brew(["icu4c"])]),
    .systemLibrary(name: "CLibStemmer", providers: [.apt(["libstemmer-dev"]), .brew(["snowball"])]),
    .target(
        name: "CSoukText", dependencies: ["CLibICU", "CLibStemmer"],
        linkerSettings: [.linkedLibrary("stemmer")]),
    .target(name: "SoukAnalysis", dependencies: ["CSoukText"]),
    .target(name: "CSoukVectors", cSettings: fastInDebug, cxxSettings: fastGraphInDebug),
    .target(name: "CSoukPostings", cSettings: fastInDebug),
    .target(name: "SoukSearch", dependencies: ["SoukAnalysis", "SoukCatalog"]),
    .target(name: "SoukMemorySearch", dependencies: ["SoukAnalysis", "SoukSearch", "SoukCatalog"]),
    .target(
        name: "SoukEmbeddedSearch",
        dependencies: [
            "CSoukVectors", "CSoukPostings", "SoukAnalysis", "SoukCatalog", "SoukSearch", grdb, tracing,
        ]),
    .systemLibrary(
        name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(
        name: "SoukPostgresSearch", dependencies: ["CLibPQ", "SoukAnalysis", "SoukSearch", "SoukCatalog"]),
    .target(name: "SoukRanking", dependencies: ["SoukAnalysis", "SoukSearch", "SoukCatalog", tracing]),
    .target(
        name: "SoukEvaluation",
        dependencies: ["SoukRanking", "SoukSearch", "SoukCatalog"]),
    .target(name: "SoukReports", dependencies: ["SoukEvaluation", "SoukCatalog"]),
    .target(
        name: "SoukMarketplace",
        dependencies: [
            "SoukRanking", "SoukSearch", "SoukEmbeddedSearch", "SoukCatalog",
            .product(name: "Logging", package: "swift-log"),
        ]),
    .target(
        name: "SoukService",
        dependencies: [
            "SoukMarketplace", "SoukReports", "SoukEvaluation", "SoukRanking", "SoukSearch",
            "SoukCatalog",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "HummingbirdCore", package: "hummingbird"),
            .product(name: "Mustache", package: "swift-mustache"),
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "Metrics", package: "swift-metrics"),
            .product(name: "CoreMetrics", package: "swift-metrics"),
            .product(name: "Configuration", package: "swift-configuration"),
            tracing,
            .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
            .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
            .product(name: "HTTPTypes", package: "swift-http-types"),
        ],
        resources: [.copy("Resources")]),
    .target(
        name: "Souk",
        dependencies: [
            "SoukCatalog", "SoukSearch", "SoukEmbeddedSearch", "SoukRanking", "SoukMarketplace",
        ]),
]

/// What computes with tensors, and the program, which hands models to the rest.
let withTorch: [Target] = [
    .systemLibrary(name: "CLibTorch", pkgConfig: "libtorch"),
    torchBridge,
    .target(name: "SoukTensors", dependencies: ["CSoukTorch"]),
    .target(name: "SoukNeural", dependencies: ["SoukTensors"]),
    .target(name: "SoukModels", dependencies: ["SoukNeural", "SoukTensors"]),
    .target(
        name: "SoukInference",
        dependencies: [
            "SoukModels", "SoukNeural", "SoukTensors", "SoukEvaluation", "SoukRanking",
            "SoukSearch", "SoukCatalog",
        ]),
    .target(
        name: "SoukTraining",
        dependencies: [
            "SoukInference", "SoukModels", "SoukNeural", "SoukTensors", "SoukReports", "SoukEvaluation",
            "SoukRanking", "SoukCatalog", "CSoukVectors",
        ]),
    .executableTarget(
        name: "SoukCommand",
        dependencies: [
            "SoukTraining", "SoukInference", "SoukModels", "SoukTensors", "SoukEvaluation", "SoukReports",
            "SoukRanking", "SoukSearch", "SoukEmbeddedSearch", "SoukPostgresSearch", "SoukCatalog",
            "SoukSample", "SoukFetching", "SoukMarketplace",
            "SoukService",
            .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "Metrics", package: "swift-metrics"),
            .product(name: "Configuration", package: "swift-configuration"),
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ]),
]

let tests: [Target] = [
    .target(
        name: "SoukTestSupport",
        dependencies: ["SoukRanking", "SoukSearch", "SoukEmbeddedSearch", "SoukCatalog"],
        path: "Tests/SoukTestSupport"),
    // In a program of its own: all of its calls to the disk go through CFaultyDisk.
    .target(name: "CFaultyDisk", path: "Tests/CFaultyDisk"),
    .executableTarget(
        name: "FaultSimulation",
        dependencies: [
            "CFaultyDisk", "SoukMarketplace", "SoukRanking", "SoukEmbeddedSearch", "SoukSearch",
            "SoukCatalog",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ], path: "Tests/FaultSimulation"),
    .testTarget(name: "TensorsTests", dependencies: ["SoukTensors"], resources: [.copy("Fixtures")]),
    .testTarget(name: "NeuralTests", dependencies: ["SoukNeural"], resources: [.copy("Fixtures")]),
    .testTarget(name: "ModelsTests", dependencies: ["SoukModels"], resources: [.copy("Fixtures")]),
    .testTarget(name: "AnalysisTests", dependencies: ["SoukAnalysis"]),
    .testTarget(
        name: "CatalogTests", dependencies: ["SoukCatalog", "SoukTestSupport"], exclude: ["Fixtures"]),
    .testTarget(
        name: "FetchingTests",
        dependencies: [
            "SoukFetching", "SoukCatalog", .product(name: "Hummingbird", package: "hummingbird"),
        ]),
    .testTarget(name: "SampleMarketplaceTests", dependencies: ["SoukSample"]),
    .target(name: "PostgresTestSupport", path: "Tests/PostgresTestSupport"),
    .testTarget(
        name: "SearchTests",
        dependencies: [
            "SoukSearch", "SoukEmbeddedSearch", "SoukMemorySearch", "SoukPostgresSearch",
            "PostgresTestSupport",
        ]),
    .testTarget(
        name: "PostgresSearchTests",
        dependencies: ["SoukPostgresSearch", "SoukSearch", "SoukCatalog", "PostgresTestSupport"]),
    .testTarget(
        name: "RetrievalTests", dependencies: ["SoukEmbeddedSearch", "CSoukVectors", "CSoukPostings"]),
    .testTarget(
        name: "RankingTests",
        dependencies: ["SoukRanking", "SoukEmbeddedSearch", "SoukMemorySearch", "SoukTestSupport"]),
    .testTarget(
        name: "EvaluationTests",
        dependencies: ["SoukEvaluation", "SoukReports", "SoukEmbeddedSearch", "SoukTestSupport"],
        resources: [.copy("Fixtures")]),
    .testTarget(name: "ReportsTests", dependencies: ["SoukReports"], resources: [.copy("Fixtures")]),
    .testTarget(name: "InferenceTests", dependencies: ["SoukInference"]),
    .testTarget(
        name: "TrainingTests", dependencies: ["SoukTraining", "SoukEmbeddedSearch", "SoukTestSupport"]),
    .testTarget(
        name: "MarketplaceTests", dependencies: ["SoukMarketplace", "SoukSample", "SoukTestSupport"]),
    .testTarget(
        name: "ServiceTests",
        dependencies: [
            "SoukService", "SoukEvaluation", "SoukSample", "SoukTestSupport",
            .product(name: "NIOEmbedded", package: "swift-nio"),
            .product(name: "Configuration", package: "swift-configuration"),
            .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            .product(name: "MetricsTestKit", package: "swift-metrics"),
        ],
        exclude: ["Page/Snapshots"]),
    .testTarget(
        name: "SoukTests",
        dependencies: ["SoukCommand", "SoukTraining", "SoukSample", "PostgresTestSupport"],
        exclude: ["Fixtures"]),
]

/// An import that a file needs is said in that file, and only what a public declaration names is imported publicly.
for target in torchFree + withTorch + tests where target.type != .system && !target.name.hasPrefix("C") {
    target.swiftSettings = [
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}

let package = Package(
    name: "souk",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "souk", targets: ["SoukCommand"]),
        // The everyday part in one import.
        .library(name: "Souk", targets: ["Souk"]),
        .library(name: "SoukCatalog", targets: ["SoukCatalog"]),
        .library(name: "SoukAnalysis", targets: ["SoukAnalysis"]),
        .library(name: "SoukSearch", targets: ["SoukSearch"]),
        .library(name: "SoukEmbeddedSearch", targets: ["SoukEmbeddedSearch"]),
        .library(name: "SoukMemorySearch", targets: ["SoukMemorySearch"]),
        .library(name: "SoukPostgresSearch", targets: ["SoukPostgresSearch"]),
        .library(name: "SoukRanking", targets: ["SoukRanking"]),
        .library(name: "SoukEvaluation", targets: ["SoukEvaluation"]),
        .library(name: "SoukReports", targets: ["SoukReports"]),
        .library(name: "SoukMarketplace", targets: ["SoukMarketplace"]),
        .library(name: "SoukService", targets: ["SoukService"]),
        .library(name: "SoukSample", targets: ["SoukSample"]),
        .library(name: "SoukFetching", targets: ["SoukFetching"]),
        // These need libtorch.
        .library(
            name: "SoukInference", targets: ["SoukTensors", "SoukNeural", "SoukModels", "SoukInference"]),
        .library(name: "SoukTraining", targets: ["SoukTraining"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto.git", "3.12.3"..<"5.0.0"),
        .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
    ],
    targets: torchFree + withTorch + tests,
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)

/// `Scripts/build-docs` sets this. A package that depends on Souk does not fetch the plugin.
if Context.environment["SOUK_DOCS"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"))
}

/// `Scripts/fuzz` sets this to libFuzzer without a `main`: a program that fuzzes instead of the tests, and instruments
/// in all that is ours.
if let libFuzzer = Context.environment["SOUK_FUZZ"] {
    let fuzzer = Target.executableTarget(
        name: "Fuzz",
        dependencies: [
            "SoukTensors", "CSoukVectors", "SoukAnalysis", "SoukCatalog", "SoukSearch", "SoukEmbeddedSearch",
            "SoukRanking", "SoukService",
        ], path: "Fuzz",
        linkerSettings: [.unsafeFlags(["-sanitize=address", libFuzzer]), .linkedLibrary("stdc++")])
    package.targets = torchFree + withTorch + [fuzzer]
    for target in package.targets where target.type != .system {
        target.swiftSettings =
            (target.swiftSettings ?? []) + [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])]
        target.cSettings = (target.cSettings ?? []) + [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
        target.cxxSettings =
            (target.cxxSettings ?? []) + [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
    }
}
