package org.kith

import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.withContext
import org.kith.companion.ChangeSet
import org.kith.companion.LibraryState
import org.kith.companion.Party
import org.kith.ffi.ChangeObserver
import org.kith.ffi.Clock
import org.kith.ffi.CoreClient
import org.kith.ffi.CoreLibrary
import org.kith.ffi.LogSink
import org.kith.ffi.Secret
import java.io.File
import java.util.Collections
import java.util.Locale
import java.util.UUID
import java.util.WeakHashMap
import java.util.concurrent.atomic.AtomicBoolean

/** What one act changed in one client's vault. */
public data class LibraryChange(
    val client: UUID,
    val changes: ChangeSet,
)

/**
 * A library: one folder with its keys, and a vault for each client in it.
 *
 * An app has one for as long as it runs. Every call suspends and may be made from any thread; what goes wrong is a
 * [KithException][org.kith.ffi.KithException].
 */
public class KithLibrary private constructor(
    core: CoreLibrary,
    private val stateNow: MutableStateFlow<LibraryState>,
) : LibraryCalls(core, Workers(Workers.keys) { stateNow.value = core.state() }),
    AutoCloseable {
    // Unlimited, so that the thread that made a change never waits for a screen, and no screen misses one.
    private val announced = MutableSharedFlow<LibraryChange>(extraBufferCapacity = Int.MAX_VALUE)
    private val observation = core.observe(Announcer(announced))
    private val handles = Collections.synchronizedSet(Collections.newSetFromMap(WeakHashMap<CoreClient, Boolean>()))

    private val closed = AtomicBoolean()

    /** Where the library stands. */
    public val state: StateFlow<LibraryState> = stateNow.asStateFlow()

    /** Every change in every vault from now on, once it is on disk. */
    public val changes: SharedFlow<LibraryChange> = announced.asSharedFlow()

    /** Adds a client, with a vault and a key of their own. */
    public suspend fun createClient(name: String): KithClient = workers.run { handle(core.createClient(name)) }

    /** A handle on a client's vault, which is opened. */
    public suspend fun client(id: UUID): KithClient = workers.run { handle(core.client(id)) }

    /**
     * Locks the library and lets go of its folder, so that another process may open it. Blocks until reads that are
     * under way have stopped. Nothing works afterwards, neither here nor on the clients that were handed out.
     */
    override fun close() {
        if (closed.getAndSet(true)) return
        core.lock()
        observation.close()
        synchronized(handles) { handles.forEach(CoreClient::close) }
        core.close()
    }

    internal fun handle(client: CoreClient): KithClient {
        handles.add(client)
        return KithClient(client, this)
    }

    private class Announcer(
        private val announced: MutableSharedFlow<LibraryChange>,
    ) : ChangeObserver {
        override fun changed(
            client: UUID,
            changes: ChangeSet,
        ) {
            announced.tryEmit(LibraryChange(client, changes))
        }
    }

    public companion object {
        /**
         * Makes a library in a folder that is empty or does not exist, unlocked. [secret] is the first way in: this
         * device's secret or a passphrase. [party] is who writes on this device.
         */
        public suspend fun create(
            folder: File,
            secret: Secret,
            clock: Clock = SystemClock,
            log: LogSink? = null,
            language: Locale = Locale.getDefault(),
            party: Party = Party.Client,
        ): KithLibrary = made { CoreLibrary.create(folder.path, secret, clock, log, language.toLanguageTag(), party) }

        /** Opens a folder's library, locked. [party] is who writes on this device. */
        public suspend fun open(
            folder: File,
            clock: Clock = SystemClock,
            log: LogSink? = null,
            language: Locale = Locale.getDefault(),
            party: Party = Party.Client,
        ): KithLibrary = made { CoreLibrary.open(folder.path, clock, log, language.toLanguageTag(), party) }

        private suspend fun made(make: () -> CoreLibrary): KithLibrary =
            withContext(Workers.keys) {
                val core = make()
                KithLibrary(core, MutableStateFlow(core.state()))
            }
    }
}
