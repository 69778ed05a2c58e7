package org.kith

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.kith.companion.ChangeAction
import org.kith.companion.ChangeSet
import org.kith.companion.PageRequest
import org.kith.companion.PersonContent
import org.kith.companion.PersonStatus
import org.kith.companion.Relation
import org.kith.ffi.ChangeObserver
import org.kith.ffi.RecordKind
import java.io.File
import java.util.UUID

class ObservingTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `a change is told with what it did, to everyone who listens, and to nobody of another client`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val other = library.createClient("Noor")
                val heard =
                    listOf(
                        client,
                        client,
                        other,
                    ).map { async(start = CoroutineStart.UNDISPATCHED) { it.changes.first() } }
                val added = client.addEntry(course, entry("Am Fenster gesessen."))
                val elsewhere = other.addCourse(course())
                assertEquals(added.changes, heard[0].await())
                assertEquals(added.changes, heard[1].await())
                assertEquals(elsewhere.changes, heard[2].await())
                assertEquals(
                    ChangeAction.Created,
                    added.changes.changes
                        .single()
                        .action,
                )
            }
        }

    @Test
    fun `no change is missed, however slow the listener`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val gate = CompletableDeferred<Unit>()
                val acts =
                    async(Dispatchers.Default, CoroutineStart.UNDISPATCHED) {
                        val acts = mutableListOf<Long>()
                        client.changes.take(40).collect {
                            gate.await()
                            acts += it.act
                        }
                        acts
                    }
                val written = (1..40).map { client.addEntry(course, entry("Nummer $it")).changes.act }
                gate.complete(Unit)
                assertEquals(written, acts.await())
            }
        }

    @Test
    fun `an observed query is asked again when a change touches its kind, and only then`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                var asked = 0
                val counts =
                    client.observe(RecordKind.ENTRY) {
                        asked++
                        entries(PageRequest(course)).items.size
                    }
                coroutineScope {
                    val seen = collecting(counts)
                    assertEquals(0, seen.next())
                    client.addPerson(course, PersonContent("Jonas", Relation.Partner, PersonStatus.Present))
                    client.addEntry(course, entry("eins"))
                    assertEquals(1, seen.next())
                    assertEquals(2, asked)
                    client.undo()
                    assertEquals(0, seen.next())
                    seen.stop()
                }
            }
        }

    @Test
    fun `an observed query waits while the library is locked and goes on when it is unlocked`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                coroutineScope {
                    library.lock()
                    val seen = collecting(client.observe(RecordKind.ENTRY) { entries(PageRequest(course)).items.size })
                    library.unlock(deviceSecret())
                    assertEquals(0, seen.next())
                    library.pause()
                    library.resume()
                    client.addEntry(course, entry("eins"))
                    assertEquals(1, seen.next())
                    seen.stop()
                }
            }
        }

    @Test
    fun `an observer may call Kith, and one that throws keeps nobody else from being told`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val found = CompletableDeferred<Int>()
                val throwing = library.core.observe(observer { error("not today") })
                val calling =
                    library.core.observe(
                        observer {
                            found.complete(
                                client.core
                                    .entries(PageRequest(course))
                                    .items.size,
                            )
                        },
                    )
                client.addEntry(course, entry("eins"))
                assertEquals(1, found.await())
                throwing.close()
                calling.close()
                client.addEntry(course, entry("zwei"))
                assertEquals(2, client.entries(PageRequest(course)).items.size)
            }
        }

    @Test
    fun `an ended observation hears nothing more`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val heard = mutableListOf<String>()
                val observation = library.core.observe(observer { heard += it.name })
                client.addEntry(course, entry("eins"))
                observation.end()
                client.addEntry(course, entry("zwei"))
                assertEquals(1, heard.size)
            }
        }

    private fun observer(told: (ChangeSet) -> Unit) =
        object : ChangeObserver {
            override fun changed(
                client: UUID,
                changes: ChangeSet,
            ) = told(changes)
        }

    /** Collects a flow and gives what it emitted, one at a time. */
    private class Collecting<T>(
        private val job: Job,
        private val emitted: Channel<T>,
    ) {
        suspend fun next(): T = emitted.receive()

        fun stop() = job.cancel()
    }

    private fun <T> CoroutineScope.collecting(flow: Flow<T>): Collecting<T> {
        val emitted = Channel<T>(Channel.UNLIMITED)
        val job = launch(Dispatchers.Default, CoroutineStart.UNDISPATCHED) { flow.collect(emitted::send) }
        return Collecting(job, emitted)
    }
}
