// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// The modules of one game: everything in them belongs to the thread that draws, unless it says otherwise.
let mainActor: [SwiftSetting] = strict + [.defaultIsolation(MainActor.self)]

/// What one import gives. The modules behind it are named, too: a change of theirs is not seen through
/// a module that only re-exports them, and a game would not be built again.
let wholeFramework = ["SwiftGameLoop", "SDLPlatform", "GameLoop", "TaskQueues"]

/// A demo game or program: one folder in `Examples`, using the products as a user would.
func example(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: wholeFramework.map { .byName(name: $0) }, path: "Examples/\(name)",
    swiftSettings: mainActor)
}

/// A program in C or C++. (Its library is linked into it here: elsewhere it is `libXTaskQueue.so`.)
func exampleInC(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["CXTaskQueue", "XTaskQueueExports"], path: "Examples/\(name)")
}

let package = Package(
  name: "swift-game-loop",
  products: [
    .library(name: "SwiftGameLoop", targets: wholeFramework),
    .library(name: "TaskQueues", targets: ["TaskQueues"]),
    .library(name: "GameLoop", targets: ["GameLoop"]),
    .library(name: "SDLPlatform", targets: ["SDLPlatform"]),
    .library(name: "GameTesting", targets: ["GameTesting"]),
    .library(name: "XTaskQueue", type: .dynamic, targets: ["XTaskQueueLibrary"]),
    .executable(name: "Bunnymark", targets: ["Bunnymark"]),
    .executable(name: "Endless", targets: ["Endless"]),
    .executable(name: "Factorial", targets: ["Factorial"]),
    .executable(name: "FactorialC", targets: ["FactorialC"]),
    .executable(name: "FactorialCpp", targets: ["FactorialCpp"]),
    .executable(name: "Hello", targets: ["Hello"]),
    .executable(name: "Rocks", targets: ["Rocks"]),
    .executable(name: "Swarm", targets: ["Swarm"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    .target(name: "CLinux"),
    .target(
      name: "TaskQueues",
      dependencies: [
        "CLinux",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .target(name: "CSwiftRuntime"),
    .target(
      name: "GameLoop", dependencies: ["TaskQueues", "CLinux", "CSwiftRuntime"],
      swiftSettings: mainActor),

    .systemLibrary(name: "CSDL2", providers: [.apt(["libsdl2-dev"])]),
    .systemLibrary(name: "CSDL2Image", providers: [.apt(["libsdl2-image-dev"])]),
    .systemLibrary(name: "CSDL2TTF", providers: [.apt(["libsdl2-ttf-dev"])]),
    .systemLibrary(name: "CSDL2Mixer", providers: [.apt(["libsdl2-mixer-dev"])]),
    .systemLibrary(name: "CSndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CSamplerate", providers: [.apt(["libsamplerate0-dev"])]),
    .target(
      name: "SDLPlatform",
      dependencies: [
        "GameLoop", "CLinux", "CSDL2", "CSDL2Image", "CSDL2TTF", "CSDL2Mixer", "CSndfile",
        "CSamplerate",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: mainActor),
    .target(
      name: "GameTesting", dependencies: ["SDLPlatform", "GameLoop", "TaskQueues"],
      swiftSettings: mainActor),
    .target(
      name: "SwiftGameLoop", dependencies: ["TaskQueues", "GameLoop", "SDLPlatform"],
      swiftSettings: strict),

    .target(name: "CXTaskQueue"),
    .target(
      name: "XTaskQueueExports", dependencies: ["CXTaskQueue", "TaskQueues"], swiftSettings: strict),
    // The library exports the functions of its headers and nothing else. (These flags would keep the product, and
    // no other one, from being another package's dependency: it is there for C.)
    .target(
      name: "XTaskQueueLibrary", dependencies: ["XTaskQueueExports"],
      exclude: ["exports.map", "install"],
      swiftSettings: strict,
      linkerSettings: [
        .unsafeFlags([
          "-use-ld=lld", "-Xlinker", "-soname=libXTaskQueue.so", "-Xlinker",
          "--version-script=\(Context.packageDirectory)/Sources/XTaskQueueLibrary/exports.map",
        ])
      ]),

    .executableTarget(
      name: "Bunnymark",
      dependencies: wholeFramework.map { .byName(name: $0) } + [
        .product(name: "ArgumentParser", package: "swift-argument-parser")
      ],
      path: "Examples/Bunnymark", swiftSettings: mainActor),
    example("Endless"),
    example("Factorial"),
    exampleInC("FactorialC"),
    exampleInC("FactorialCpp"),
    example("Hello"),
    example("Rocks"),
    example("Swarm"),

    .target(
      name: "TestSupport", dependencies: ["TaskQueues", "CLinux", "GameLoop"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "TaskQueuesTests", dependencies: ["TaskQueues", "CLinux", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "GameLoopTests", dependencies: ["GameLoop", "TestSupport"], swiftSettings: mainActor),
    .testTarget(
      name: "SDLPlatformTests",
      dependencies: (["Rocks", "CSDL2", "CSndfile", "TestSupport"] + wholeFramework).map {
        .byName(name: $0)
      } + [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: mainActor),
    .testTarget(
      name: "GameTestingTests",
      dependencies: (["GameTesting", "Hello", "TestSupport"] + wholeFramework)
        .map { .byName(name: $0) },
      exclude: ["Pictures"], swiftSettings: mainActor),
    .executableTarget(
      name: "CTests", dependencies: ["CXTaskQueue", "XTaskQueueExports"], path: "Tests/CTests"),
    .testTarget(
      name: "XTaskQueueTests", dependencies: ["CTests", "TestSupport"], swiftSettings: strict),
    .executableTarget(
      name: "MainActorProgram", dependencies: ["GameLoop", "TaskQueues", "TestSupport"],
      path: "Tests/MainActorProgram", swiftSettings: mainActor),
    .testTarget(
      name: "ExamplesTests",
      dependencies: [
        "Bunnymark", "Endless", "Factorial", "FactorialC", "FactorialCpp", "Hello", "Rocks",
        "Swarm",
        "MainActorProgram", "GameLoop", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EndlessTests",
      dependencies: (["Endless", "TestSupport"] + wholeFramework).map { .byName(name: $0) },
      swiftSettings: mainActor),
    .testTarget(
      name: "RocksTests",
      dependencies: (["Rocks", "GameTesting", "TestSupport"] + wholeFramework)
        .map { .byName(name: $0) },
      swiftSettings: mainActor),
    .testTarget(
      name: "SwarmTests",
      dependencies: (["Swarm", "TestSupport"] + wholeFramework).map { .byName(name: $0) },
      swiftSettings: mainActor),

    .target(
      name: "CBenchmarks", dependencies: ["CXTaskQueue"], path: "Tests/Benchmarks/CBenchmarks"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "TaskQueues", "GameLoop", "XTaskQueueExports", "CBenchmarks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "DequeModule", package: "swift-collections"),
      ],
      path: "Tests/Benchmarks", exclude: ["CBenchmarks", "BunnymarkC", "SpriteBenchmarks"],
      swiftSettings: strict),
    .executableTarget(
      name: "BunnymarkC", path: "Tests/Benchmarks/BunnymarkC",
      linkerSettings: [.linkedLibrary("SDL2"), .linkedLibrary("SDL2_image")]),
    .executableTarget(
      name: "SpriteBenchmarks",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Tests/Benchmarks/SpriteBenchmarks", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
