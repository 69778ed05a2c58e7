package org.kith

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.kith.ffi.KithException
import org.kith.ffi.Secret
import java.io.File
import java.util.Locale

/** The story of `tests/conformance`, which Rust and Swift tell too, over the same native library. */
class ConformanceTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `the story comes out as it is written down`() =
        runBlocking {
            val conformance = File(System.getProperty("kith.conformance.dir"))
            val scenario = Json.parseToJsonElement(conformance.resolve("scenario.json").readText()).jsonObject
            val told = Story(folder.resolve("library"), scenario).tell()
            val expected = conformance.resolve("expected.json").readText()
            val place = told.lines().zip(expected.lines()).indexOfFirst { (one, other) -> one != other }
            if (place >= 0) {
                assertEquals(expected.lines().around(place), told.lines().around(place), "line ${place + 1}")
            }
            assertEquals(expected.toByteArray().toList(), told.toByteArray().toList())
        }
}

/** What is worth reading about a difference, out of some thousand lines. */
private fun List<String>.around(place: Int): String = drop((place - 8).coerceAtLeast(0)).take(16).joinToString("\n")

/** Sets the clock, makes each call, keeps what later calls refer to, and writes down what came. */
private class Story(
    private val folder: File,
    private val scenario: JsonObject,
) {
    private val clock = FixedClock()
    private val kept = scenario.getValue("names").jsonObject.toMutableMap<String, JsonElement>()
    private val diary = mutableListOf<JsonElement>()
    private var library: KithLibrary? = null
    private var client: KithClient? = null
    private var observation: AutoCloseable? = null

    suspend fun tell(): String {
        val steps = scenario.getValue("steps").jsonArray.map { told(it.jsonObject) }
        closed()
        val story = JsonObject(mapOf("steps" to JsonArray(steps), "observed" to JsonArray(diary)))
        return numbered(story.pretty()) + "\n"
    }

    private suspend fun told(step: JsonObject): JsonElement {
        step["clock"]?.let {
            kept["now"] = filled(it)
            clock.time = kept.getValue("now").toCivilTime()
        }
        val call = step.member("call").jsonPrimitive.content
        return buildJsonObject {
            put("call", step.member("call"))
            put("says", step.member("says"))
            try {
                val gives = called(call, filled(step["with"] ?: JsonObject(emptyMap())).jsonObject)
                step["keep"]?.jsonObject?.forEach { (name, path) -> kept[name] = gives.at(path.jsonPrimitive.content) }
                put("gives", if (step.member("hide").bool()) JsonPrimitive("(hidden)") else gives)
            } catch (refused: KithException) {
                put("throws", refused.canonical())
            }
        }
    }

    private suspend fun called(
        call: String,
        with: JsonObject,
    ): JsonElement {
        val (target, name) = call.split('.')
        return when {
            target == "client" -> {
                client!!.perform(name, with)
            }

            name == "create" -> {
                opened(create(with.member("secret").toSecret()))
            }

            name == "open" -> {
                opened(KithLibrary.open(folder, clock, language = Locale.ENGLISH))
            }

            name == "close" -> {
                closed()
            }

            name == "create_client" -> {
                held(library!!.createClient(with.member("name").jsonPrimitive.content))
            }

            name == "client" -> {
                held(library!!.client(with.member("id").toUUID()))
            }

            name == "state" -> {
                JsonPrimitive(
                    library!!
                        .state.value.name
                        .lowercase(),
                )
            }

            else -> {
                library!!.perform(name, with)
            }
        }
    }

    private suspend fun create(secret: Secret) = KithLibrary.create(folder, secret, clock, language = Locale.ENGLISH)

    private fun opened(made: KithLibrary): JsonElement {
        library = made
        observation = made.core.observe(Diary(diary))
        return JsonNull
    }

    private fun closed(): JsonElement {
        observation?.close()
        library!!.close()
        return JsonNull
    }

    private fun held(made: KithClient): JsonElement {
        client = made
        return JsonPrimitive(made.id.toString())
    }

    /** A value in which `"$name"` stands for what was kept under that name. */
    private fun filled(value: JsonElement): JsonElement =
        when (value) {
            is JsonObject -> JsonObject(value.mapValues { filled(it.value) })
            is JsonArray -> JsonArray(value.map(::filled))
            is JsonPrimitive -> value.reference()?.let(kept::getValue) ?: value
        }
}

private fun JsonPrimitive.reference(): String? = content.takeIf { isString && it.startsWith("$") }?.drop(1)

private fun JsonElement.at(path: String): JsonElement =
    path.split('.').filter { it.isNotEmpty() }.fold(this) { value, part ->
        if (value is JsonArray) value[part.toInt()] else value.jsonObject.member(part)
    }
