import Foundation
import Kith
import Testing

private let berlin = TimeZone(identifier: "Europe/Berlin")!

private func wall(_ month: Int, _ day: Int, _ hour: Int) throws -> CivilTime {
    let day = try #require(CivilDate(year: 2026, month: month, day: day))
    return try #require(CivilTime(day, hour: hour, minute: 30, in: berlin))
}

private func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

@Test func aMomentKeepsItsOffsetAndItsZone() throws {
    let time = CivilTime(try moment("2026-01-12T07:00:00Z"), in: berlin)
    #expect(time.offsetSeconds == 3600 && time.zone == "Europe/Berlin")
    #expect(time.date == CivilDate(year: 2026, month: 1, day: 12))
    #expect(time.local.hour == 8)
}

@Test func anOrdinaryHourIsFoundInWinterAndInSummer() throws {
    #expect(try wall(1, 12, 8).at == moment("2026-01-12T07:30:00Z"))
    #expect(try wall(7, 12, 8).at == moment("2026-07-12T06:30:00Z"))
    #expect(try wall(3, 29, 1).at == moment("2026-03-29T00:30:00Z"))
    #expect(try wall(3, 29, 3).at == moment("2026-03-29T01:30:00Z"))
    #expect(try wall(10, 25, 3).at == moment("2026-10-25T02:30:00Z"))
}

@Test func anHourThatTheClockLeavesOutIsTheHourAfterIt() throws {
    let time = try wall(3, 29, 2)
    #expect(try time.at == moment("2026-03-29T01:30:00Z"))
    #expect(time.offsetSeconds == 7200 && time.local.hour == 3)
}

@Test func ofAnHourThatTheClockShowsTwiceItIsTheFirst() throws {
    let time = try wall(10, 25, 2)
    #expect(try time.at == moment("2026-10-25T00:30:00Z"))
    #expect(time.offsetSeconds == 7200 && time.local.hour == 2)
}

@Test func aNightInTokyoStaysANightInTokyo() throws {
    let night = CivilTime(at: try moment("2026-01-17T16:10:00Z"), offsetSeconds: 9 * 3600, zone: "Asia/Tokyo")
    #expect(night.date == CivilDate(year: 2026, month: 1, day: 18))
    #expect(night.local.hour == 1)
    #expect(night.timeZone.identifier == "Asia/Tokyo")
}

@Test func aZoneThatThisDeviceDoesNotKnowBecomesItsOffset() {
    let elsewhere = CivilTime(at: Date(timeIntervalSince1970: 0), offsetSeconds: 12_600, zone: "Mars/Olympus")
    #expect(elsewhere.timeZone.secondsFromGMT() == 12_600)
}

@Test func anHourThatNoClockShowsIsNone() throws {
    let day = try #require(CivilDate(year: 2026, month: 1, day: 12))
    #expect(CivilTime(day, hour: 24, in: berlin) == nil)
    #expect(CivilTime(day, hour: 0, minute: 60, in: berlin) == nil)
}
