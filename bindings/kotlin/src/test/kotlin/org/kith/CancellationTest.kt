package org.kith

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import org.kith.companion.PageRequest
import org.kith.companion.SearchRequest
import org.kith.ffi.Interrupt
import org.kith.ffi.KithException
import java.io.File
import java.util.concurrent.atomic.AtomicInteger

class CancellationTest {
    @TempDir
    lateinit var folder: File

    /** Walks through every entry, since each holds the word and none is a session. */
    private val long = SearchRequest("Fenster", kinds = listOf("session"))

    @Test
    fun `cancelling a coroutine stops its search in the core, and later calls work`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val client = library.createClient("Mira")
                val course = client.importCourse(courseFile(entries = 6_000)).course
                val stopped = AtomicInteger()
                // A search that was over before it could be cancelled proves nothing, so it is tried again.
                while (stopped.get() == 0) {
                    val begun = CompletableDeferred<Unit>()
                    val searching =
                        async(Dispatchers.Default) {
                            client.workers.interruptible { interrupt ->
                                begun.complete(Unit)
                                try {
                                    client.core.search(long, interrupt)
                                } catch (cancelled: KithException.Cancelled) {
                                    stopped.incrementAndGet()
                                    throw cancelled
                                }
                            }
                        }
                    begun.await()
                    searching.cancelAndJoin()
                    assertThrows<CancellationException> { searching.await() }
                }
                assertEquals(0, client.search(long).hits.size)
                assertEquals(50, client.search(SearchRequest("Fenster", course)).hits.size)
            }
        }

    @Test
    fun `a cancelled search throws what a cancelled coroutine throws, not an error of Kith's`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, _) = library.withCourse()
                val outcome = CompletableDeferred<Throwable?>()
                coroutineScope {
                    launch(Dispatchers.Default) {
                        val self = this
                        try {
                            client.workers.interruptible { interrupt ->
                                self.coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                                while (!interrupt.isInterrupted()) Thread.onSpinWait()
                                client.core.search(long, interrupt)
                            }
                            outcome.complete(null)
                        } catch (thrown: Throwable) {
                            outcome.complete(thrown)
                        }
                    }
                }
                assertTrue(outcome.await() is CancellationException, "${outcome.await()}")
            }
        }

    @Test
    fun `cancelling an import leaves nothing of it`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val client = library.createClient("Mira")
                coroutineScope {
                    lateinit var importing: kotlinx.coroutines.Job
                    val ready = CompletableDeferred<Unit>()
                    importing =
                        launch(Dispatchers.Default) {
                            ready.await()
                            client.importCourse(
                                courseFile(entries = 2_000),
                                ProgressSink {
                                    _,
                                    _,
                                    ->
                                    importing.cancel()
                                },
                            )
                        }
                    ready.complete(Unit)
                    importing.join()
                    assertTrue(importing.isCancelled)
                }
                assertEquals(0, client.courses(PageRequest()).items.size)
                assertEquals(2_001, client.importCourse(courseFile(entries = 2_000)).records)
            }
        }

    @Test
    fun `an import tells how far it is, and ends at the end`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val client = library.createClient("Mira")
                val figures = mutableListOf<Pair<Long, Long>>()
                client.importCourse(courseFile(entries = 20), ProgressSink { done, total -> figures += done to total })
                assertEquals(figures.last().second, figures.last().first)
                assertEquals(figures.map { it.first }.sorted(), figures.map { it.first })
            }
        }

    @Test
    fun `a token that was pulled before the call stops it at once`() =
        runBlocking<Unit> {
            newLibrary(folder).use { library ->
                val (client, _) = library.withCourse()
                Interrupt().use { interrupt ->
                    interrupt.interrupt()
                    assertThrows<KithException.Cancelled> { client.core.search(long, interrupt) }
                }
            }
        }

    @Test
    fun `locking stops a search and says so, since nobody cancelled it`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val client = library.createClient("Mira")
                client.importCourse(courseFile(entries = 6_000))
                val searching = async(Dispatchers.Default) { runCatching { repeat(1_000) { client.search(long) } } }
                library.lock()
                val thrown = searching.await().exceptionOrNull()
                assertTrue(thrown is KithException.Cancelled || thrown is KithException.Locked, "$thrown")
            }
        }
}

/** A course file with this many entries. */
internal fun courseFile(entries: Int): String {
    val texts =
        (1..entries).joinToString(",") { number ->
            """{"id":"e$number","at":"2026-01-12T08:00:00+01:00[Europe/Berlin]","event":"Am Fenster gesessen, zum $number. Mal. ${"Regen. ".repeat(
                20,
            )}"}"""
        }
    return """{"format":{"name":"kith-course","major":1,"minor":0},
        "course":{"id":"c","alias":"Mira","variant":"ipt-16-uk","taxonomy":"founding-4","mode":"client_only","started":"2026-01-12"},
        "entries":[$texts]}"""
}
