package org.kith

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonPrimitive
import org.kith.ffi.ProgressSink
import org.kith.ffi.Secret
import java.time.Instant
import java.time.LocalDate
import java.util.UUID

// What the generated code for the story reads JSON with. What may be left out, may be left out.

internal fun JsonObject.member(name: String): JsonElement = this[name] ?: JsonNull

internal fun JsonElement.orNull(): JsonElement? = takeUnless { it is JsonNull }

internal fun JsonElement.bool(): Boolean = orNull()?.jsonPrimitive?.boolean ?: false

internal fun JsonElement.items(): List<JsonElement> = (this as? JsonArray).orEmpty()

/** The word of a variant and its fields: `"grief"`, or `{"unknown": {"value": "…"}}`. */
internal fun JsonElement.variant(): Pair<String, JsonObject> =
    when (this) {
        is JsonObject -> entries.single().let { (word, fields) -> word to fields as JsonObject }
        else -> jsonPrimitive.content to JsonObject(emptyMap())
    }

internal fun JsonElement.toUUID(): UUID = UUID.fromString(jsonPrimitive.content)

internal fun JsonElement.toInstant(): Instant = Instant.parse(jsonPrimitive.content)

internal fun JsonElement.toLocalDate(): LocalDate = LocalDate.parse(jsonPrimitive.content)

internal fun JsonElement.toProgressSink(): ProgressSink = error("the story gives no sink: $this")

internal fun JsonElement.toSecret(): Secret {
    val (kind, typed) =
        when (this) {
            is JsonObject -> entries.single().let { (kind, typed) -> kind to typed.jsonPrimitive.content }
            else -> jsonPrimitive.content to ""
        }
    return when (kind) {
        "passphrase" -> Secret.passphrase(typed)
        "recovery" -> Secret.recovery(typed)
        "device" -> Secret.device(typed.chunked(2).map { it.toInt(16).toByte() }.toByteArray())
        "device_lost" -> Secret.deviceLost()
        else -> Secret.deviceUnavailable()
    }
}

/** JSON as the expected file has it: sorted keys, two spaces, a line for each entry. */
internal fun JsonElement.pretty(indent: String = ""): String {
    val deeper = "$indent  "

    fun lines(
        open: Char,
        entries: List<String>,
        close: Char,
    ) = if (entries.isEmpty()) {
        "$open$close"
    } else {
        entries.joinToString(",\n", "$open\n", "\n$indent$close") {
            deeper +
                it
        }
    }
    return when (this) {
        is JsonObject -> {
            lines(
                '{',
                toSortedMap().map { (key, value) ->
                    "${quoted(key)}: ${value.pretty(deeper)}"
                },
                '}',
            )
        }

        is JsonArray -> {
            lines('[', map { it.pretty(deeper) }, ']')
        }

        is JsonNull -> {
            "null"
        }

        is JsonPrimitive -> {
            if (isString) quoted(content) else content
        }
    }
}

private fun quoted(text: String): String =
    text.asIterable().joinToString("", "\"", "\"") {
        when (it) {
            '"' -> "\\\""
            '\\' -> "\\\\"
            '\b' -> "\\b"
            '\u000c' -> "\\f"
            '\n' -> "\\n"
            '\r' -> "\\r"
            '\t' -> "\\t"
            in '\u0000'..'\u001f' -> "\\u%04x".format(it.code)
            else -> it.toString()
        }
    }

private val ids = Regex("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}")

/** Writes `#1`, `#2`, … for each id, by first appearance, in both of its spellings. */
internal fun numbered(text: String): String {
    val numbers = mutableMapOf<String, Int>()
    return ids.replace(text) { "#${numbers.getOrPut(it.value.replace("-", "")) { numbers.size + 1 }}" }
}
