import Foundation
import KithCore
import Testing

@testable import Kith

/// The story of `tests/conformance`, which Rust and Kotlin tell too, over the same native library.
@Test func theStoryComesOutAsItIsWrittenDown() async throws {
    let conformance = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../../tests/conformance").standardized
    let scenario = try JSON(parsing: Data(contentsOf: conformance.appendingPathComponent("scenario.json")))
    let expected = try String(contentsOf: conformance.appendingPathComponent("expected.json"), encoding: .utf8)
    let told = try await Story(scenario).tell()
    let (lines, wanted) = (told.components(separatedBy: "\n"), expected.components(separatedBy: "\n"))
    if let place = zip(lines, wanted).enumerated().first(where: { $1.0 != $1.1 })?.offset {
        Issue.record("line \(place + 1): \(lines[place]) instead of \(wanted[place])")
    }
    #expect(Array(told.utf8) == Array(expected.utf8))
}

/// Sets the clock, makes each call, keeps what later calls refer to, and writes down what came.
private final class Story {
    private let scenario: JSON
    private let folder: TemporaryFolder
    private let clock = FixedClock()
    private let diary = Diary()
    private var kept: [String: JSON] = [:]
    private var library: KithLibrary?
    private var client: KithClient?
    private var observation: Observation?

    init(_ scenario: JSON) throws {
        self.scenario = scenario
        folder = try TemporaryFolder()
        if case .object(let names) = scenario["names"] { kept = names }
    }

    func tell() async throws -> String {
        var steps: [JSON] = []
        for step in scenario["steps"].entries { steps.append(try await told(step)) }
        let story = JSON.object(["steps": .array(steps), "observed": .array(diary.heard)])
        return numbered(story.pretty()) + "\n"
    }

    private func told(_ step: JSON) async throws -> JSON {
        if step["clock"] != .null {
            let time = try filled(step["clock"])
            kept["now"] = time
            clock.set(try CivilTime(canonical: time))
        }
        var line = ["call": step["call"], "says": step["says"]]
        do {
            let gives = try await called(step["call"].text, filled(step["with"]))
            if case .object(let paths) = step["keep"] {
                for (name, path) in paths { kept[name] = gives.at(try path.text) }
            }
            line["gives"] = step["hide"] == .bool(true) ? .string("(hidden)") : gives
        } catch let refused as KithError {
            line["throws"] = refused.canonical
        }
        return .object(line)
    }

    private func called(_ call: String, _ with: JSON) async throws -> JSON {
        let url = folder.url.appendingPathComponent("library")
        let english = Locale(identifier: "en")
        switch call {
        case "library.create":
            let secret = try Secret.read(with["secret"])
            return try opened(await KithLibrary.create(in: url, secret: secret, clock: clock, language: english))
        case "library.open":
            return try opened(await KithLibrary.open(url, clock: clock, language: english))
        case "library.close":
            (client, observation, library) = (nil, nil, nil)
            return .null
        case "library.create_client":
            return held(try await library!.createClient(name: with["name"].text))
        case "library.client":
            return held(try await library!.client(id: UUID(canonical: with["id"])))
        case "library.state":
            return .string("\(library!.state)")
        default:
            let name = String(call.drop { $0 != "." }.dropFirst())
            return call.hasPrefix("client.")
                ? try await client!.perform(name, with) : try await library!.perform(name, with)
        }
    }

    private func opened(_ made: KithLibrary) throws -> JSON {
        library = made
        observation = try made.core.observe(observer: diary)
        return .null
    }

    private func held(_ made: KithClient) -> JSON {
        client = made
        return made.id.canonical
    }

    /// A value in which `"$name"` stands for what was kept under that name.
    private func filled(_ value: JSON) throws -> JSON {
        switch value {
        case .string(let text) where text.hasPrefix("$"):
            guard let kept = kept[String(text.dropFirst())] else { throw NoSuchCall(name: text) }
            return kept
        case .array(let entries): return .array(try entries.map(filled))
        case .object(let fields): return .object(try fields.mapValues(filled))
        default: return value
        }
    }
}

/// Writes down the names of the acts that it is told of.
private final class Diary: ChangeObserver, @unchecked Sendable {
    private let lock = NSLock()
    private var acts: [JSON] = []

    var heard: [JSON] { lock.withLock { acts } }

    func changed(client: UUID, changes: ChangeSet) { lock.withLock { acts.append(.string(changes.name)) } }
}
