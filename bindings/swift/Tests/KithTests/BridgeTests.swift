import Foundation
import Testing

@testable import KithCore

@Test func aDayIsPrintedAndReadAsTheCoreWritesIt() throws {
    for text in ["2024-02-29", "0001-01-01", "1999-12-31"] {
        #expect(try CivilDate(kithText: text).description == text)
    }
}

@Test func aDayThatTheCalendarLacksIsRefused() {
    for text in ["2023-02-29", "1900-02-29", "2024-04-31", "2024-13-01", "2024-1", "", "2024-01-01-01"] {
        #expect(throws: MalformedText.self, "\(text)") { try CivilDate(kithText: text) }
    }
    #expect(CivilDate(year: 2024, month: 2, day: 30) == nil)
}

@Test func daysAreOrderedByTime() throws {
    let days = try ["2023-12-31", "2024-01-02", "2024-01-10", "2024-02-01"].map(CivilDate.init(kithText:))
    #expect(days.shuffled().sorted() == days)
}

@Test func aMomentFallsOnTheDayOfItsZone() throws {
    let moment = Date(kithMilliseconds: 1_709_251_200_000)  // 2024-03-01, midnight in UTC
    let berlin = try #require(TimeZone(secondsFromGMT: 3600))
    let newYork = try #require(TimeZone(secondsFromGMT: -5 * 3600))
    #expect(CivilDate(moment, in: berlin).description == "2024-03-01")
    #expect(CivilDate(moment, in: newYork).description == "2024-02-29")
}

@Test func everyMillisecondCrossesUnchanged() {
    for millisecond in stride(from: Int64(-2_208_988_800_001), to: 7_258_118_400_000, by: 86_399_999_777) {
        #expect(Date(kithMilliseconds: millisecond).kithMilliseconds == millisecond)
    }
}

@Test func anIdCrossesInLowerCaseAndComesBack() throws {
    let text = "0192f0c1-8a2b-7c3d-9e4f-a0b1c2d3e4f5"
    #expect(try UUID(kithText: text).kithText == text)
    #expect(throws: MalformedText.self) { try UUID(kithText: "not an id") }
}
