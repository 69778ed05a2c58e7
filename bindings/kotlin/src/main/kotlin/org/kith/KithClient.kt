package org.kith

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.filter
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onSubscription
import kotlinx.coroutines.yield
import org.kith.companion.Authorship
import org.kith.companion.ChangeSet
import org.kith.companion.LibraryState
import org.kith.ffi.CoreClient
import org.kith.ffi.KithException
import org.kith.ffi.RecordKind
import java.util.UUID

/**
 * One client's vault. It stays valid while the library is locked; its calls throw
 * [Locked][KithException.Locked] meanwhile.
 */
public class KithClient internal constructor(
    core: CoreClient,
    private val library: KithLibrary,
) : ClientCalls(core, Workers.calls) {
    /** The id of the client's vault. */
    public val id: UUID = core.id()

    /** Every change in this vault from now on, once it is on disk. */
    public val changes: Flow<ChangeSet> = library.changes.filter { it.client == id }.map { it.changes }

    /** A handle that writes under another authorship: a clinician may write down what a client says. */
    public suspend fun writingAs(authorship: Authorship): KithClient =
        workers.run { library.handle(core.writingAs(authorship)) }

    /**
     * What [query] gives now, and again whenever something of one of [kinds] has changed; of any kind, if none is
     * named. Changes that come while a query runs are answered by one more query. While the library is locked or paused the flow
     * waits, and goes on when it is unlocked.
     */
    public fun <T> observe(
        vararg kinds: RecordKind,
        query: suspend KithClient.() -> T,
    ): Flow<T> {
        val words = kinds.map { it.word }.toSet()
        val touched = { change: LibraryChange -> change.client == id && change.changes.touches(words) }
        // Subscribed before the first query is asked, so that no change falls between the two.
        return library.changes
            .onSubscription { emit(LibraryChange(id, everything)) }
            .filter { it.changes === everything || touched(it) }
            .conflate()
            .map { unlocked(query) }
            .distinctUntilChanged()
    }

    private suspend fun <T> unlocked(query: suspend KithClient.() -> T): T {
        while (true) {
            try {
                return query()
            } catch (_: KithException.Locked) {
                yield()
                library.state.first { it == LibraryState.UNLOCKED }
            }
        }
    }
}

private val everything = ChangeSet(act = 0, name = "", changes = emptyList(), undoable = false)

private fun ChangeSet.touches(words: Set<String>): Boolean = words.isEmpty() || changes.any { it.kind in words }
