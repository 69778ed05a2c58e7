package org.kith

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.kith.companion.PageRequest
import org.kith.ffi.KithException
import java.io.File
import java.util.concurrent.atomic.AtomicInteger

class ParallelTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `many coroutines write and read at once, and every write is there`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val written =
                    (1..40).map { number ->
                        async(Dispatchers.Default) {
                            val id =
                                client
                                    .addEntry(course, entry("Nummer $number"))
                                    .value.meta.id
                            assertEquals("Nummer $number", client.entry(id).content.event)
                            client.sinceLastSession(course)
                            id
                        }
                    }
                val listed =
                    client.let {
                        written.awaitAll() to
                            it.entries(PageRequest(course, limit = 200)).items.map { it.meta.id }
                    }
                assertEquals(listed.first.toSet(), listed.second.toSet())
            }
        }

    @Test
    fun `pausing, locking and unlocking under load costs refusals and no writes`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val done = AtomicInteger()
                coroutineScope {
                    repeat(8) {
                        launch(Dispatchers.Default) {
                            repeat(12) {
                                try {
                                    client.addEntry(course, entry("unter Last"))
                                    done.incrementAndGet()
                                    client.entries(PageRequest(course))
                                } catch (_: KithException.Locked) {
                                } catch (_: KithException.Cancelled) {
                                }
                            }
                        }
                    }
                    repeat(4) {
                        library.pause()
                        library.resume()
                        library.lock()
                        library.unlock(deviceSecret())
                    }
                }
                val entries = client.entries(PageRequest(course, limit = 200)).items.size
                assertEquals(done.get(), entries)
                assertTrue(client.check(deep = true).sound)
            }
        }
}
