// swift-tools-version: 6.1
import PackageDescription

// Programs that use Souk as a library. `Scripts/check-examples` builds and runs them.
let package = Package(
    name: "examples", platforms: [.macOS(.v15)],
    dependencies: [
        // Elsewhere: .package(url: "https://…/souk.git", from: "…")
        .package(name: "souk", path: ".."),
        // With the trait that Souk asks for: what is built for Souk is then used again.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1",
            traits: ["FullFoundation"]),
    ],
    targets: [
        .executableTarget(
            name: "ImportAndSearch", dependencies: [.product(name: "Souk", package: "souk")],
            path: "ImportAndSearch"),
        .executableTarget(
            name: "ShopServer",
            dependencies: [
                .product(name: "Souk", package: "souk"), .product(name: "SoukService", package: "souk"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "ShopServer"),
        // Needs libtorch.
        .executableTarget(
            name: "ClassifyPhotos",
            dependencies: [
                .product(name: "SoukInference", package: "souk"),
                .product(name: "SoukTraining", package: "souk"),
                .product(name: "SoukSample", package: "souk"),
            ],
            path: "ClassifyPhotos"),
    ],
    swiftLanguageModes: [.v6])
