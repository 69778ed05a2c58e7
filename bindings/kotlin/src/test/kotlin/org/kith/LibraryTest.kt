package org.kith

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir
import org.kith.companion.Authorship
import org.kith.companion.LibraryState
import org.kith.companion.LogEvent
import org.kith.companion.PageRequest
import org.kith.companion.Party
import org.kith.ffi.Clock
import org.kith.ffi.KithException
import org.kith.ffi.LogSink
import org.kith.ffi.Secret
import org.kith.protocol.CivilTime
import org.kith.protocol.Rule
import java.io.File
import java.util.Locale
import java.util.UUID
import java.util.concurrent.CopyOnWriteArrayList

class LibraryTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `the state follows what is done`() =
        runBlocking {
            newLibrary(folder).use { library ->
                assertEquals(LibraryState.UNLOCKED, library.state.value)
                library.pause()
                assertEquals(LibraryState.PAUSED, library.state.value)
                library.resume()
                library.lock()
                library.lock()
                assertEquals(LibraryState.LOCKED, library.state.value)
                library.unlock(deviceSecret())
                assertEquals(LibraryState.UNLOCKED, library.state.value)
            }
        }

    @Test
    fun `one folder is open once, and can be opened again when it was closed`() =
        runBlocking {
            val library = newLibrary(folder)
            val (client, _) = library.withCourse()
            assertThrows<KithException.Busy> { KithLibrary.open(folder) }
            library.close()
            KithLibrary.open(folder).use { again ->
                assertThrows<KithException.Locked> { again.client(client.id) }
                again.unlock(deviceSecret())
                assertEquals(
                    1,
                    again
                        .client(client.id)
                        .courses(PageRequest())
                        .items.size,
                )
            }
        }

    @Test
    fun `each error comes as its own class with what a caller needs`() =
        runBlocking<Unit> {
            assertThrows<KithException.NotFound> { KithLibrary.open(folder.resolve("nowhere")) }
            newLibrary(folder).use { library ->
                assertThrows<KithException.AlreadyExists> { newLibrary(folder.also { library.close() }) }
            }
            KithLibrary.open(folder).use { library ->
                assertThrows<KithException.KeyLost> { library.unlock(Secret.deviceLost()) }
                assertThrows<KithException.KeyUnavailable> { library.unlock(Secret.deviceUnavailable()) }
                val missing = assertThrows<KithException.NotSet> { library.unlock(Secret.passphrase("a guess")) }
                assertEquals(org.kith.ffi.SecretKind.PASSPHRASE, missing.which)
                library.unlock(deviceSecret())
                val (client, course) = library.withCourse()
                val invalid =
                    assertThrows<KithException.Invalid> { client.addEntry(course, entry("…").copy(mood = 11)) }
                assertEquals("mood" to Rule.OutOfRange(0, 10), invalid.field to invalid.rule)
                assertThrows<KithException.NotFound> { client.entry(UUID.randomUUID()) }
            }
        }

    @Test
    fun `a wrong passphrase says how long to wait`() =
        runBlocking {
            KithLibrary.create(folder, Secret.passphrase("one two three"), FixedClock()).use { library ->
                library.lock()
                repeat(8) {
                    runCatching { library.unlock(Secret.passphrase("three two one")) }
                }
                val wrong =
                    assertThrows<KithException.WrongPassphrase> { library.unlock(Secret.passphrase("one two three")) }
                assertTrue(wrong.retryAfterMs > 0)
            }
        }

    @Test
    fun `no secret is printed, neither by what holds it nor by an error`() =
        runBlocking {
            val printed = mutableListOf<String>()
            for (secret in listOf(deviceSecret(), Secret.passphrase("correct horse"))) {
                printed += secret.toString()
            }
            printed += assertThrows<KithException.Invalid> { Secret.device(byteArrayOf(1, 2, 3)) }.toString()
            printed += assertThrows<KithException.Mistyped> { Secret.recovery("CORRECT-HORSE") }.toString()
            newLibrary(folder).use { library ->
                val typed = Secret.passphrase("correct horse")
                printed += assertThrows<KithException.NotSet> { library.confirmSecret(typed) }.toString()
                printed += library.toString()
            }
            assertFalse(printed.any { "horse" in it.lowercase() || "1, 2, 3" in it }, printed.toString())
        }

    @Test
    fun `a clock that throws is an error and costs nothing else`() =
        runBlocking {
            val clock = MoodyClock()
            newLibrary(folder, clock).use { library ->
                val (client, course) = library.withCourse()
                clock.throws = true
                val fault =
                    assertThrows<KithException.Internal> { client.addEntry(course, entry("Am Fenster gesessen.")) }
                assertFalse("private" in fault.toString())
                clock.throws = false
                client.addEntry(course, entry("Am Fenster gesessen."))
                assertEquals(1, client.entries(PageRequest(course)).items.size)
            }
        }

    @Test
    fun `the log holds codes and counts and no words`() =
        runBlocking {
            val lines = CopyOnWriteArrayList<LogEvent>()
            val log =
                object : LogSink {
                    override fun log(event: LogEvent) {
                        lines.add(event)
                        error("a log that throws costs its line and nothing else")
                    }
                }
            KithLibrary.create(folder, deviceSecret(), FixedClock(), log, Locale.ENGLISH).use { library ->
                val (client, course) = library.withCourse()
                client.addEntry(course, entry("Am Fenster gesessen."))
            }
            assertTrue(
                lines.any { it.code == "library-created" } && lines.any { it.code == "changed" },
                lines.toString(),
            )
            assertFalse("Fenster" in lines.toString() || "Mira" in lines.toString())
        }

    @Test
    fun `who writes is written down`() =
        runBlocking {
            newLibrary(folder).use { library ->
                val (client, course) = library.withCourse()
                val clinician = client.writingAs(Authorship(Party.Clinician, onBehalfOf = Party.Client))
                assertEquals(
                    Party.Client,
                    client
                        .addEntry(course, entry("…"))
                        .value.meta.party,
                )
                assertEquals(
                    Party.Clinician,
                    clinician
                        .addEntry(course, entry("…"))
                        .value.meta.party,
                )
            }
        }

    private class MoodyClock : Clock {
        @Volatile
        var throws = false

        override fun now(): CivilTime = if (throws) error("a private word") else FixedClock().time
    }
}
