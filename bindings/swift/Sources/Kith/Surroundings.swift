import Foundation
import KithCore

/// The device's clock, in the device's zone as it is at each moment.
public final class SystemClock: KithCore.Clock {
    public init() {}

    public func now() -> CivilTime { CivilTime(Date(), in: .current) }
}

/// Tells a closure how far long work has come: steps done, and steps in all.
public final class ProgressReport: ProgressSink {
    private let told: @Sendable (Int64, Int64) -> Void

    public init(_ told: @escaping @Sendable (Int64, Int64) -> Void) { self.told = told }

    public func progress(done: Int64, total: Int64) { told(done, total) }
}
