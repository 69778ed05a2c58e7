import Foundation

@testable import KithCore

/// Can be written in the form that is the same in each language.
protocol Canonical {
    var canonical: JSON { get }
}

/// Can be read from that form. What may be left out, may be left out.
protocol CanonicallyReadable {
    init(canonical json: JSON) throws
}

extension Bool: Canonical, CanonicallyReadable {
    var canonical: JSON { .bool(self) }
    init(canonical json: JSON) throws { self = json == .bool(true) }
}

extension Int64: Canonical, CanonicallyReadable {
    var canonical: JSON { .int(self) }
    init(canonical json: JSON) throws {
        guard case .int(let number) = json else { throw WrongShape(text: json.pretty()) }
        self = number
    }
}

extension Int32: Canonical, CanonicallyReadable {
    var canonical: JSON { .int(Int64(self)) }
    init(canonical json: JSON) throws { self = Int32(try Int64(canonical: json)) }
}

extension String: Canonical, CanonicallyReadable {
    var canonical: JSON { .string(self) }
    init(canonical json: JSON) throws { self = try json.text }
}

extension Optional: Canonical where Wrapped: Canonical {
    var canonical: JSON { map(\.canonical) ?? .null }
}

extension Optional: CanonicallyReadable where Wrapped: CanonicallyReadable {
    init(canonical json: JSON) throws { self = json == .null ? nil : try Wrapped(canonical: json) }
}

extension Array: Canonical where Element: Canonical {
    var canonical: JSON { .array(map(\.canonical)) }
}

extension Array: CanonicallyReadable where Element: CanonicallyReadable {
    init(canonical json: JSON) throws { self = try json.entries.map(Element.init(canonical:)) }
}

extension UUID: Canonical, CanonicallyReadable {
    var canonical: JSON { .string(kithText) }
    init(canonical json: JSON) throws { try self.init(kithText: json.text) }
}

extension CivilDate: Canonical, CanonicallyReadable {
    var canonical: JSON { .string(description) }
    init(canonical json: JSON) throws { try self.init(kithText: json.text) }
}

extension Date: Canonical, CanonicallyReadable {
    /// RFC 3339 in UTC, with milliseconds only where there are any.
    var canonical: JSON {
        let milliseconds = kithMilliseconds
        let fraction = milliseconds.quotientAndRemainder(dividingBy: 1000).remainder
        return .string(formatted(Self.style(fraction: fraction != 0)))
    }

    init(canonical json: JSON) throws {
        let text = try json.text
        self = try Self(text, strategy: Self.style(fraction: text.contains(".")))
    }

    private static func style(fraction: Bool) -> Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(includingFractionalSeconds: fraction, timeZone: .gmt)
    }
}

extension Secret {
    static func read(_ json: JSON) throws -> Secret {
        let word = if case .object(let fields) = json { fields.keys.first ?? "" } else { try json.text }
        switch word {
        case "passphrase": return try .passphrase(typed: json[word].text)
        case "recovery": return try .recovery(typed: json[word].text)
        case "device": return try .device(bytes: bytes(json[word].text))
        case "device_lost": return .deviceLost()
        default: return .deviceUnavailable()
        }
    }

    private static func bytes(_ hex: String) -> Data {
        let digits = hex.compactMap(\.hexDigitValue)
        return Data(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) })
    }
}

extension Optional where Wrapped == any ProgressSink {
    /// The story gives none.
    init(canonical json: JSON) throws {
        guard json == .null else { throw WrongShape(text: json.pretty()) }
        self = nil
    }
}
