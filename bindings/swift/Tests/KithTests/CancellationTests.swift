import Foundation
import KithCore
import Testing

@testable import Kith

/// Walks through every entry, since each holds the word and none is a session.
private let long = SearchRequest(text: "Fenster", kinds: ["session"])

@Test func cancellingATaskStopsItsSearchInTheCoreAndLaterCallsWork() async throws {
    let folder = try TemporaryFolder()
    let client = try await newLibrary(in: folder).createClient(name: "Mira")
    let course = try await client.importCourse(json: courseFile(entries: 6_000)).course
    let stopped = Flag()
    // A search that was over before it could be cancelled proves nothing, so it is tried again.
    while !stopped.isSet {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let searching = Task {
            try await client.workers.interruptible { interrupt in
                begin.yield()
                do {
                    return try client.core.search(request: long, interrupt: interrupt)
                } catch KithError.Cancelled {
                    stopped.set()
                    throw KithError.Cancelled
                }
            }
        }
        _ = await begun.first { _ in true }
        searching.cancel()
        if case .failure(let thrown) = await searching.result { #expect(thrown is CancellationError) }
    }
    #expect(try await client.search(request: long).hits.isEmpty)
    #expect(try await client.search(request: SearchRequest(text: "Fenster", course: course)).hits.count == 50)
}

@Test func cancellingAnImportLeavesNothingOfIt() async throws {
    let folder = try TemporaryFolder()
    let client = try await newLibrary(in: folder).createClient(name: "Mira")
    let brake = Brake()
    let importing = Task {
        try await client.importCourse(
            json: courseFile(entries: 2_000), progress: ProgressReport { _, _ in brake.pull() })
    }
    brake.stops { importing.cancel() }
    if case .failure(let thrown) = await importing.result { #expect(thrown is CancellationError) }
    #expect(importing.isCancelled)
    #expect(try await client.courses(request: PageRequest()).items.isEmpty)
    #expect(try await client.importCourse(json: courseFile(entries: 2_000)).records == 2_001)
}

@Test func anImportTellsHowFarItIsAndEndsAtTheEnd() async throws {
    let folder = try TemporaryFolder()
    let client = try await newLibrary(in: folder).createClient(name: "Mira")
    let (progress, told) = AsyncStream.makeStream(of: [Int64].self)
    _ = try await client.importCourse(
        json: courseFile(entries: 20), progress: ProgressReport { done, total in told.yield([done, total]) })
    told.finish()
    var figures: [[Int64]] = []
    for await figure in progress { figures.append(figure) }
    #expect(figures.last == [42, 42])
    #expect(figures.map { $0[0] } == figures.map { $0[0] }.sorted())
}

@Test func aTokenThatWasPulledBeforeTheCallStopsItAtOnce() async throws {
    let folder = try TemporaryFolder()
    let (client, _) = try await newLibrary(in: folder).withCourse()
    let interrupt = Interrupt()
    interrupt.interrupt()
    #expect(throws: KithError.Cancelled) { try client.core.search(request: long, interrupt: interrupt) }
}

private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var flag = false

    var isSet: Bool { lock.withLock { flag } }

    func set() { lock.withLock { flag = true } }
}

/// Does what it is told to when it is pulled, whichever comes first.
private final class Brake: @unchecked Sendable {
    private let lock = NSLock()
    private var pulled = false
    private var stop: (@Sendable () -> Void)?

    func pull() {
        let stop = lock.withLock {
            pulled = true
            return self.stop
        }
        stop?()
    }

    func stops(_ stop: @escaping @Sendable () -> Void) {
        let late = lock.withLock {
            self.stop = stop
            return pulled
        }
        if late { stop() }
    }
}

/// A course file with this many entries.
private func courseFile(entries: Int) -> String {
    let texts = (1...entries).map { number in
        """
        {"id":"e\(number)","at":"2026-01-12T08:00:00+01:00[Europe/Berlin]",\
        "event":"Am Fenster gesessen, zum \(number). Mal. \(String(repeating: "Regen. ", count: 20))"}
        """
    }
    return """
        {"format":{"name":"kith-course","major":1,"minor":0},"course":{"id":"c","alias":"Mira","variant":"ipt-16-uk",\
        "taxonomy":"founding-4","mode":"client_only","started":"2026-01-12"},"entries":[\(texts.joined(separator: ","))]}
        """
}
