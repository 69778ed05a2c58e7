// swift-tools-version: 6.0
import PackageDescription

// Where libkith lies: the development build, unless KITH_NATIVE_DIR names another folder.
let nativeDirectory =
    Context.environment["KITH_NATIVE_DIR"] ?? "\(Context.packageDirectory)/../../target/debug"

let package = Package(
    name: "Kith",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "Kith", targets: ["Kith"])],
    targets: [
        // The C headers that UniFFI generates; one module map joins those of all crates.
        .target(name: "KithCoreFFI"),
        // The Swift that UniFFI generates. It is written for language mode 5, and so is compiled in it.
        .target(
            name: "KithCore",
            dependencies: ["KithCoreFFI"],
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [
                .linkedLibrary("kith"),
                .unsafeFlags(["-L\(nativeDirectory)", "-Xlinker", "-rpath", "-Xlinker", nativeDirectory]),
            ]
        ),
        // What an app uses: an actor, async and streams over the blocking core.
        .target(name: "Kith", dependencies: ["KithCore"]),
        .testTarget(name: "KithTests", dependencies: ["Kith", "KithCore"]),
    ],
    swiftLanguageModes: [.v6]
)
