import Foundation
import KithCore

extension CivilTime {
    /// A moment with the offset and the zone that it is lived in, to the millisecond.
    public init(_ moment: Date, in zone: TimeZone) {
        self.init(at: moment, offsetSeconds: Int32(zone.secondsFromGMT(for: moment)), zone: zone.identifier)
    }

    /// The moment at which the clock on the wall shows a day and a time of day. Of the two moments that a clock set back
    /// shows twice it is the first; a time that a clock set forward leaves out becomes the same time after as before
    /// the gap, half past three for half past two. Nil for an hour or a minute that no clock shows.
    public init?(_ day: CivilDate, hour: Int, minute: Int = 0, in zone: TimeZone) {
        guard (0...23).contains(hour), (0...59).contains(minute) else { return nil }
        var utc = Calendar(identifier: .gregorian)
        utc.timeZone = .gmt
        let parts = DateComponents(year: day.year, month: day.month, day: day.day, hour: hour, minute: minute)
        guard let wall = utc.date(from: parts) else { return nil }
        let before = zone.secondsFromGMT(for: wall.addingTimeInterval(-86_400))
        let after = zone.secondsFromGMT(for: wall.addingTimeInterval(86_400))
        let (earlier, later) = (wall.addingTimeInterval(-Double(before)), wall.addingTimeInterval(-Double(after)))
        let onlyLaterShows =
            zone.secondsFromGMT(for: earlier) != before && zone.secondsFromGMT(for: later) == after
        self.init(onlyLaterShows ? later : earlier, in: zone)
    }

    /// The zone on this device; the fixed offset, if it does not know the name.
    public var timeZone: TimeZone {
        TimeZone(identifier: zone) ?? TimeZone(secondsFromGMT: Int(offsetSeconds)) ?? .gmt
    }

    /// The day on which it was lived, whatever has become of the zone's rules since.
    public var date: CivilDate { CivilDate(at, in: wall) }

    /// Date and time of day as the clock on the wall showed them.
    public var local: DateComponents {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = wall
        return calendar.dateComponents([.year, .month, .day, .hour, .minute, .second, .nanosecond], from: at)
    }

    private var wall: TimeZone { TimeZone(secondsFromGMT: Int(offsetSeconds)) ?? .gmt }
}
