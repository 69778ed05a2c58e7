// How the platform's own types stand for the core's. The generated code calls these functions by the names that
// bindings/bindgen/uniffi.toml gives them; they throw, rather than trap, on what only a broken core could send.

import Foundation

/// A text from the core that is not what its type says.
struct MalformedText: Error {}

extension UUID {
    init(kithText: String) throws {
        guard let id = UUID(uuidString: kithText) else { throw MalformedText() }
        self = id
    }

    /// In lower case, as the core writes ids.
    var kithText: String { uuidString.lowercased() }
}

extension Date {
    init(kithMilliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(kithMilliseconds) / 1000)
    }

    /// Whole milliseconds since 1970. Rounded, because a `Date` counts from 2001 in floating point; so
    /// every moment of the core comes back as it went.
    var kithMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
