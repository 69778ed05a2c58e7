import Foundation
import Kith
import Testing

@Test func theStateFollowsWhatIsDone() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    #expect(library.state == .unlocked)
    try await library.pause()
    #expect(library.state == .paused)
    try await library.resume()
    try await library.lock()
    try await library.lock()
    #expect(library.state == .locked)
    try await library.unlock(secret: deviceSecret())
    #expect(library.state == .unlocked)
}

@Test func oneFolderIsOpenOnceAndCanBeOpenedAgainWhenItIsLetGo() async throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appendingPathComponent("library")
    let id = try await writeAndLetGo(in: folder)
    let library = try await KithLibrary.open(url)
    await #expect(throws: KithError.Busy) { try await KithLibrary.open(url) }
    await #expect(throws: KithError.Locked) { try await library.client(id: id) }
    try await library.unlock(secret: deviceSecret())
    let client = try await library.client(id: id)
    #expect(try await client.courses(request: PageRequest()).items.count == 1)
}

/// A library that nobody holds any more once this returns.
private func writeAndLetGo(in folder: TemporaryFolder) async throws -> UUID {
    let (client, _) = try await newLibrary(in: folder).withCourse()
    return client.id
}

@Test func eachErrorComesAsItsOwnCaseWithWhatACallerNeeds() async throws {
    let folder = try TemporaryFolder()
    await #expect(throws: KithError.NotFound) { try await KithLibrary.open(folder.url.appendingPathComponent("no")) }
    let library = try await newLibrary(in: folder)
    let (client, course) = try await library.withCourse()
    let gloomy = EntryContent(at: monday, mood: 11, event: "…")
    await #expect(throws: KithError.Invalid(field: "mood", rule: .outOfRange(min: 0, max: 10))) {
        try await client.addEntry(course: course, content: gloomy)
    }
    await #expect(throws: KithError.NotFound) { try await client.entry(id: UUID()) }
    try await library.lock()
    await #expect(throws: KithError.KeyLost) { try await library.unlock(secret: .deviceLost()) }
    await #expect(throws: KithError.KeyUnavailable) { try await library.unlock(secret: .deviceUnavailable()) }
    await #expect(throws: KithError.NotSet(which: .passphrase)) {
        try await library.unlock(secret: .passphrase(typed: "a guess"))
    }
    await #expect(throws: KithError.Locked) { try await client.drafts() }
    #expect(throws: KithError.Invalid(field: "device", rule: .tooFew(min: 32))) {
        try Secret.device(bytes: Data([1, 2, 3]))
    }
}

@Test func noSecretIsPrintedNeitherByWhatHoldsItNorByAnError() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    let typed = try Secret.passphrase(typed: "correct horse")
    var printed = [
        "\(typed)", String(reflecting: typed), "\(library)", String(describing: Mirror(reflecting: typed).children),
    ]
    do { try await library.confirmSecret(typed: typed) } catch { printed.append(String(reflecting: error)) }
    do { _ = try Secret.recovery(typed: "CORRECT-HORSE") } catch { printed.append(String(reflecting: error)) }
    #expect(printed.count == 6)
    #expect(!printed.contains { $0.lowercased().contains("horse") })
}

@Test func aClockThatThrowsIsAnErrorAndCostsNothingElse() async throws {
    let folder = try TemporaryFolder()
    let clock = MoodyClock()
    let library = try await newLibrary(in: folder, clock: clock)
    let (client, course) = try await library.withCourse()
    clock.throwing = true
    await #expect(throws: KithError.Internal) { try await client.addEntry(course: course, content: entry("eins")) }
    clock.throwing = false
    _ = try await client.addEntry(course: course, content: entry("eins"))
    #expect(try await client.entries(request: PageRequest(course: course)).items.count == 1)
}

@Test func theLogHoldsCodesAndCountsAndNoWords() async throws {
    let folder = try TemporaryFolder()
    let log = Log()
    let library = try await KithLibrary.create(
        in: folder.url.appendingPathComponent("library"), secret: deviceSecret(), clock: FixedClock(), log: log)
    let (client, course) = try await library.withCourse()
    _ = try await client.addEntry(course: course, content: entry("Am Fenster gesessen."))
    #expect(log.lines.contains { $0.code == "library-created" } && log.lines.contains { $0.code == "changed" })
    #expect(!"\(log.lines)".contains("Fenster") && !"\(log.lines)".contains("Mira"))
}

@Test func whoWritesIsWrittenDown() async throws {
    let folder = try TemporaryFolder()
    let (client, course) = try await newLibrary(in: folder).withCourse()
    let clinician = try client.writing(as: Authorship(party: .clinician, onBehalfOf: .client))
    let own = try await client.addEntry(course: course, content: entry("…")).value
    let others = try await clinician.addEntry(course: course, content: entry("…")).value
    #expect([own.meta.party, others.meta.party] == [.client, .clinician])
}

private struct PrivateWord: Error {}

private final class MoodyClock: KithCore.Clock, @unchecked Sendable {
    private let lock = NSLock()
    private var moody = false

    var throwing: Bool {
        get { lock.withLock { moody } }
        set { lock.withLock { moody = newValue } }
    }

    func now() throws -> CivilTime {
        if throwing { throw PrivateWord() }
        return monday
    }
}

/// A log that throws costs its line and nothing else.
private final class Log: LogSink, @unchecked Sendable {
    private let lock = NSLock()
    private var events: [LogEvent] = []

    var lines: [LogEvent] { lock.withLock { events } }

    func log(event: LogEvent) throws {
        lock.withLock { events.append(event) }
        throw PrivateWord()
    }
}
