package org.kith

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import org.kith.ffi.Interrupt
import org.kith.ffi.KithException

/**
 * Where the core's blocking calls run, so that no caller's thread waits for a disk.
 *
 * The core puts writes one after the other and lets four reads of a vault run beside them, so the width only has to leave room
 * for those and for a few that wait. Keys have threads of their own: locking must not stand in line behind the
 * searches that it is about to stop.
 */
internal class Workers(
    private val dispatcher: CoroutineDispatcher,
    private val afterwards: () -> Unit = {},
) {
    suspend fun <T> run(call: () -> T): T =
        withContext(dispatcher) {
            try {
                call()
            } finally {
                afterwards()
            }
        }

    /** Runs a call that stops when the coroutine is cancelled, and not before it has stopped. */
    suspend fun <T> interruptible(call: (Interrupt) -> T): T =
        Interrupt().use { interrupt ->
            coroutineScope {
                // Unconfined, so that the interrupt is pulled by whoever cancels and waits for no thread.
                val watch =
                    launch(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) {
                        try {
                            awaitCancellation()
                        } finally {
                            interrupt.interrupt()
                        }
                    }
                try {
                    run { call(interrupt) }
                } catch (stopped: KithException.Cancelled) {
                    // Ours to translate if it was this coroutine that stopped the call; else the library was locked.
                    currentCoroutineContext().ensureActive()
                    throw stopped
                } finally {
                    watch.cancel()
                }
            }
        }

    companion object {
        val calls = Workers(Dispatchers.IO.limitedParallelism(8, "kith"))
        val keys = Dispatchers.IO.limitedParallelism(2, "kith-keys")
    }
}
