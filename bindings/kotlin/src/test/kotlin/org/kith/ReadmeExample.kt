package org.kith

import org.kith.companion.CourseContent
import org.kith.companion.CourseMode
import org.kith.companion.EntryContent
import org.kith.ffi.Secret
import org.kith.protocol.CivilTime
import org.kith.protocol.TaxonomyId
import java.io.File
import java.time.LocalDate

/** The README shows what stands between the marks; a test of the project compares the two. */
suspend fun firstEntry(
    folder: File,
    secret: ByteArray,
): String {
    // README: begin
    val library = KithLibrary.create(folder, Secret.device(secret))
    val client = library.createClient("Mira")
    val content =
        CourseContent(
            alias = "Mira",
            variant = "ipt-16-uk",
            taxonomy = TaxonomyId.Founding4,
            mode = CourseMode.WithClinician,
            started = LocalDate.now(),
        )
    val (course) = client.addCourse(content)
    val moment = EntryContent(CivilTime.now(), mood = 6, event = "We talked before dinner.")
    client.addEntry(course.meta.id, moment)
    return client.sinceLastSession(course.meta.id).spoken
    // README: end
}
