import Foundation
import Kith
import Testing

@Test func manyTasksWriteAndReadAtOnceAndEveryWriteIsThere() async throws {
    let folder = try TemporaryFolder()
    let (client, course) = try await newLibrary(in: folder).withCourse()
    let written = try await withThrowingTaskGroup(of: UUID.self) { group in
        for number in 1...40 {
            group.addTask {
                let id = try await client.addEntry(course: course, content: entry("Nummer \(number)")).value.meta.id
                #expect(try await client.entry(id: id).content.event == "Nummer \(number)")
                _ = try await client.sinceLastSession(course: course)
                return id
            }
        }
        return try await group.reduce(into: Set<UUID>()) { $0.insert($1) }
    }
    let listed = try await client.entries(request: PageRequest(course: course, limit: 200)).items.map(\.meta.id)
    #expect(written == Set(listed) && listed.count == 40)
}

@Test func pausingLockingAndUnlockingUnderLoadCostsRefusalsAndNoWrites() async throws {
    let folder = try TemporaryFolder()
    let library = try await newLibrary(in: folder)
    let (client, course) = try await library.withCourse()
    let done = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 1...8 {
            group.addTask {
                var done = 0
                for _ in 1...12 {
                    do {
                        _ = try await client.addEntry(course: course, content: entry("unter Last"))
                        done += 1
                        _ = try await client.entries(request: PageRequest(course: course))
                    } catch KithError.Locked {
                    } catch KithError.Cancelled {
                    }
                }
                return done
            }
        }
        for _ in 1...4 {
            try await library.pause()
            try await library.resume()
            try await library.lock()
            try await library.unlock(secret: deviceSecret())
        }
        return try await group.reduce(0, +)
    }
    #expect(try await client.entries(request: PageRequest(course: course, limit: 200)).items.count == done)
    #expect(try await client.check(deep: true).sound)
}
