import Foundation

/// JSON in the shape of the expected file.
enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case int(Int64)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    init(parsing data: Data) throws {
        self = try JSON(any: JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed]))
    }

    private init(any: Any) throws {
        switch any {
        case let text as String: self = .string(text)
        case let entries as [Any]: self = .array(try entries.map(JSON.init(any:)))
        case let fields as [String: Any]: self = .object(try fields.mapValues(JSON.init(any:)))
        case let number as NSNumber where CFBooleanLike.isBoolean(number): self = .bool(number.boolValue)
        case let number as NSNumber: self = .int(number.int64Value)
        case is NSNull: self = .null
        default: throw WrongShape(text: "\(any)")
        }
    }

    /// A member of an object; null if there is none.
    subscript(name: String) -> JSON {
        guard case .object(let fields) = self else { return .null }
        return fields[name] ?? .null
    }

    /// What lies at a path such as `value.meta.id` or `items.0`.
    func at(_ path: String) -> JSON {
        path.split(separator: ".").reduce(self) { value, part in
            if case .array(let entries) = value, let place = Int(part) { return entries[place] }
            return value[String(part)]
        }
    }

    var entries: [JSON] {
        guard case .array(let entries) = self else { return [] }
        return entries
    }

    var text: String {
        get throws {
            guard case .string(let text) = self else { throw WrongShape(text: pretty()) }
            return text
        }
    }

    /// The word of a variant and its fields: `"grief"`, or `{"unknown": {"value": "…"}}`.
    func variant() throws -> (String, JSON) {
        guard case .object(let fields) = self else { return (try text, .null) }
        guard fields.count == 1, let (word, fields) = fields.first else { throw WrongShape(text: pretty()) }
        return (word, fields)
    }

    /// Sorted keys, two spaces, a line for each entry.
    func pretty(_ indent: String = "") -> String {
        let deeper = indent + "  "
        func lines(_ open: String, _ entries: [String], _ close: String) -> String {
            entries.isEmpty
                ? open + close
                : open + "\n" + entries.map { deeper + $0 }.joined(separator: ",\n") + "\n" + indent + close
        }
        switch self {
        case .null: return "null"
        case .bool(let flag): return flag ? "true" : "false"
        case .int(let number): return String(number)
        case .string(let text): return quoted(text)
        case .array(let entries): return lines("[", entries.map { $0.pretty(deeper) }, "]")
        case .object(let fields):
            let sorted = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            return lines("{", sorted.map { quoted($0.key) + ": " + $0.value.pretty(deeper) }, "}")
        }
    }
}

/// JSON that is not what it should be.
struct WrongShape: Error { let text: String }

/// A call or a word that the story has and the library has not.
struct NoSuchCall: Error { let name: String }

/// On Linux and on Apple's systems alike, a parsed `true` is the one number whose type is a character.
private enum CFBooleanLike {
    static func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}

private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\u{8}": out += "\\b"
        case "\u{c}": out += "\\f"
        case "\n": out += "\\n"
        case "\r": out += "\\r"
        case "\t": out += "\\t"
        case "\0"..<" ":
            let digits = String(scalar.value, radix: 16)
            out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out + "\""
}

/// Writes `#1`, `#2`, … for each id, by first appearance, in both of its spellings.
func numbered(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var numbers: [[UInt8]: Int] = [:]
    var out: [UInt8] = []
    var place = 0
    while place < bytes.count {
        guard let length = [36, 32].first(where: { isID(bytes, place, $0) }) else {
            out.append(bytes[place])
            place += 1
            continue
        }
        let id = bytes[place..<place + length].filter { $0 != UInt8(ascii: "-") }
        let number = numbers[id] ?? numbers.count + 1
        numbers[id] = number
        out += Array("#\(number)".utf8)
        place += length
    }
    return String(decoding: out, as: UTF8.self)
}

private func isID(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Bool {
    guard start + length <= bytes.count else { return false }
    let hyphens: Set<Int> = length == 36 ? [8, 13, 18, 23] : []
    return (0..<length).allSatisfy { place in
        switch bytes[start + place] {
        case UInt8(ascii: "-"): hyphens.contains(place)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): !hyphens.contains(place)
        default: false
        }
    }
}
