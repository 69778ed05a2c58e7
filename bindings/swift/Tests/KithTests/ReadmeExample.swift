import Foundation
import Kith
import Testing

/// The README shows what stands between the marks; a test of the project compares the two.
func firstEntry(in folder: URL, secret: Data) async throws -> String {
    // README: begin
    let library = try await KithLibrary.create(in: folder, secret: .device(bytes: secret))
    let client = try await library.createClient(name: "Mira")
    let content = CourseContent(
        alias: "Mira",
        variant: "ipt-16-uk",
        taxonomy: .founding4,
        mode: .withClinician,
        started: CivilDate(Date(), in: .current)
    )
    let course = try await client.addCourse(content: content).value
    let moment = EntryContent(at: CivilTime(Date(), in: .current), mood: 6, event: "We talked before dinner.")
    _ = try await client.addEntry(course: course.meta.id, content: moment)
    return try await client.sinceLastSession(course: course.meta.id).spoken
    // README: end
}

@Test func theExampleOfTheReadmeReadsOutWhatWasWritten() async throws {
    let folder = try TemporaryFolder()
    let said = try await firstEntry(in: folder.url.appendingPathComponent("library"), secret: Data(0..<32))
    #expect(said.lowercased().contains("mood") && said.contains("6"), "\(said)")
}
