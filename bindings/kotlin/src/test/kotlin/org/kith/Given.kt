package org.kith

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonPrimitive
import org.kith.companion.ChangeSet
import org.kith.companion.CourseContent
import org.kith.companion.CourseMode
import org.kith.companion.EntryContent
import org.kith.ffi.ChangeObserver
import org.kith.ffi.Clock
import org.kith.ffi.Secret
import org.kith.protocol.CivilTime
import org.kith.protocol.TaxonomyId
import java.io.File
import java.time.Instant
import java.time.LocalDate
import java.util.Locale
import java.util.UUID

/** A clock that shows what a test says. */
internal class FixedClock(
    @Volatile var time: CivilTime = CivilTime(Instant.parse("2026-01-12T07:00:00Z"), 3600, "Europe/Berlin"),
) : Clock {
    override fun now(): CivilTime = time
}

/** Writes down the names of the acts that it is told of. */
internal class Diary(
    private val heard: MutableList<JsonElement>,
) : ChangeObserver {
    override fun changed(
        client: UUID,
        changes: ChangeSet,
    ) {
        heard.add(JsonPrimitive(changes.name))
    }
}

/** A device secret, as a key store would give it out. */
internal fun deviceSecret(): Secret = Secret.device(ByteArray(32) { it.toByte() })

internal suspend fun newLibrary(
    folder: File,
    clock: Clock = FixedClock(),
): KithLibrary = KithLibrary.create(folder, deviceSecret(), clock, language = Locale.ENGLISH)

internal fun course(): CourseContent =
    CourseContent(
        alias = "Mira",
        variant = "ipt-16-uk",
        taxonomy = TaxonomyId.Founding4,
        mode = CourseMode.ClientOnly,
        started = LocalDate.of(2026, 1, 12),
    )

internal fun entry(words: String): EntryContent = EntryContent(at = FixedClock().time, event = words)

/** A client with a course, and the course's id. */
internal suspend fun KithLibrary.withCourse(): Pair<KithClient, UUID> {
    val client = createClient("Mira")
    val (course) = client.addCourse(course())
    return client to course.meta.id
}
