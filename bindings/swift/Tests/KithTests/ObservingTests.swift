import Foundation
import KithCore
import Testing

@testable import Kith

@Test func aChangeIsToldToEveryoneWhoListensAndToNobodyOfAnotherClient() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    let (client, course) = try await library.withCourse()
    let other = try await library.createClient(name: "Noor")
    let content = KithTests.course()
    var (one, two, three) = (
        client.changes().makeAsyncIterator(), client.changes().makeAsyncIterator(), other.changes().makeAsyncIterator()
    )
    let added = try await client.addEntry(course: course, content: entry("eins"))
    let elsewhere = try await other.addCourse(content: content)
    #expect(await one.next() == added.changes)
    #expect(await two.next() == added.changes)
    #expect(await three.next() == elsewhere.changes)
    #expect(added.changes.changes.map(\.action) == [.created])
}

@Test func noChangeIsMissedHoweverSlowTheListener() async throws {
    let folder = try TemporaryFolder()
    let (client, course) = try await newLibrary(in: folder).withCourse()
    let changes = client.changes()
    var written: [Int64] = []
    for number in 1...40 {
        written.append(try await client.addEntry(course: course, content: entry("Nummer \(number)")).changes.act)
    }
    var heard: [Int64] = []
    for await change in changes {
        heard.append(change.act)
        if heard.count == written.count { break }
    }
    #expect(heard == written)
}

@Test func anObservedQueryIsAskedAgainWhenAChangeTouchesItsKindAndOnlyThen() async throws {
    let folder = try TemporaryFolder()
    let (client, course) = try await newLibrary(in: folder).withCourse()
    let asked = Counter()
    let counts = client.observe(.entry) { client in
        asked.count()
        return try await client.entries(request: PageRequest(course: course)).items.count
    }
    var seen = counts.makeAsyncIterator()
    #expect(try await seen.next() == 0)
    let jonas = PersonContent(name: "Jonas", relation: .partner, status: .present)
    _ = try await client.addPerson(course: course, content: jonas)
    _ = try await client.addEntry(course: course, content: entry("eins"))
    #expect(try await seen.next() == 1)
    #expect(asked.value == 2)
    _ = try await client.undo()
    #expect(try await seen.next() == 0)
}

@Test func anObservedQueryWaitsWhileTheLibraryIsLockedAndGoesOnWhenItIsUnlocked() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    let (client, course) = try await library.withCourse()
    try await library.lock()
    async let first = client.observe(.entry) { client in
        try await client.entries(request: PageRequest(course: course)).items.count
    }.first { _ in true }
    try await library.unlock(secret: deviceSecret())
    #expect(try await first == 0)
}

@Test func anObserverMayCallKithAndOneThatThrowsKeepsNobodyElseFromBeingTold() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    let (client, course) = try await library.withCourse()
    let (found, continuation) = AsyncStream.makeStream(of: Int.self)
    let throwing = try library.core.observe(observer: Told { _ in throw NotToday() })
    let calling = try library.core.observe(
        observer: Told { _ in
            continuation.yield(try client.core.entries(request: PageRequest(course: course)).items.count)
        })
    _ = try await client.addEntry(course: course, content: entry("eins"))
    #expect(await found.first { _ in true } == 1)
    throwing.end()
    calling.end()
    _ = try await client.addEntry(course: course, content: entry("zwei"))
    #expect(try await client.entries(request: PageRequest(course: course)).items.count == 2)
}

private struct NotToday: Error {}

private final class Told: ChangeObserver {
    private let told: @Sendable (ChangeSet) throws -> Void

    init(_ told: @escaping @Sendable (ChangeSet) throws -> Void) { self.told = told }

    func changed(client: UUID, changes: ChangeSet) throws { try told(changes) }
}

private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var counted = 0

    var value: Int { lock.withLock { counted } }

    func count() { lock.withLock { counted += 1 } }
}
