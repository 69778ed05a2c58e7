package org.kith

import org.kith.ffi.Clock
import org.kith.ffi.ProgressSink
import org.kith.ffi.Secret
import org.kith.protocol.CivilTime
import java.nio.ByteBuffer

/** The device's clock, in the device's zone as it is at each moment. */
public object SystemClock : Clock {
    override fun now(): CivilTime = CivilTime.now()
}

/** Tells [told] how far long work has come: steps done, and steps in all. */
public fun ProgressSink(told: (Long, Long) -> Unit): ProgressSink =
    object : ProgressSink {
        override fun progress(
            done: Long,
            total: Long,
        ) = told(done, total)
    }

/**
 * The 32 bytes that this device's key store guards. They are read where they are and no copy of them stays; [bytes]
 * is yours to wipe.
 */
public fun Secret.Companion.device(bytes: ByteArray): Secret {
    val lent = ByteBuffer.allocateDirect(bytes.size).put(bytes).rewind()
    try {
        return device(lent)
    } finally {
        lent.rewind().put(ByteArray(bytes.size))
    }
}
