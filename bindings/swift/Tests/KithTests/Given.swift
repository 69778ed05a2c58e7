import Foundation
import Kith

/// A clock that shows what a test says.
final class FixedClock: Clock, @unchecked Sendable {
    private let lock = NSLock()
    private var time: CivilTime

    init(_ time: CivilTime = monday) { self.time = time }

    func now() -> CivilTime { lock.withLock { time } }
    func set(_ time: CivilTime) { lock.withLock { self.time = time } }
}

let monday = CivilTime(
    at: Date(timeIntervalSince1970: 1_768_201_200), offsetSeconds: 3600, zone: "Europe/Berlin")

/// A folder of a test's own, gone when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("kith-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}

/// A device secret, as a key store would give it out.
func deviceSecret() throws -> Secret { try .device(bytes: Data(0..<32)) }

func newLibrary(in folder: TemporaryFolder, clock: any Clock = FixedClock()) async throws -> KithLibrary {
    try await KithLibrary.create(
        in: folder.url.appendingPathComponent("library"), secret: deviceSecret(), clock: clock,
        language: Locale(identifier: "en"))
}

func course() -> CourseContent {
    CourseContent(
        alias: "Mira", variant: "ipt-16-uk", taxonomy: .founding4, mode: .clientOnly,
        started: CivilDate(year: 2026, month: 1, day: 12)!)
}

func entry(_ words: String) -> EntryContent { EntryContent(at: monday, event: words) }

extension KithLibrary {
    /// A client with a course, and the course's id.
    func withCourse() async throws -> (KithClient, UUID) {
        let client = try createClient(name: "Mira")
        return (client, try await client.addCourse(content: course()).value.meta.id)
    }
}
