package org.kith

import org.kith.protocol.CivilTime
import java.time.Clock
import java.time.DateTimeException
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.ZonedDateTime
import java.time.temporal.ChronoUnit

/** This moment, as the clock on the wall shows it. */
public fun CivilTime.Companion.now(clock: Clock = Clock.systemDefaultZone()): CivilTime =
    ZonedDateTime.now(clock).toCivilTime()

/**
 * The moment with the offset and the zone that it is lived in, to the millisecond. Which of the two moments is
 * meant that a clock set back shows twice, and what becomes of one that a clock set forward leaves out, the
 * [ZonedDateTime] has settled already.
 */
public fun ZonedDateTime.toCivilTime(): CivilTime =
    CivilTime(
        at = toInstant().truncatedTo(ChronoUnit.MILLIS),
        offsetSeconds = offset.totalSeconds,
        zone = zone.name(),
    )

/** The offset that the clock on the wall had from UTC. */
public val CivilTime.offset: ZoneOffset get() = ZoneOffset.ofTotalSeconds(offsetSeconds)

/** Date and time of day as the clock on the wall showed them, whatever has become of the zone's rules since. */
public val CivilTime.local: LocalDateTime get() = LocalDateTime.ofInstant(at, offset)

/** The day on which it was lived. */
public val CivilTime.date: LocalDate get() = local.toLocalDate()

/**
 * The same moment with the platform's zone. Where the rules of that zone have changed since, its clock shows another
 * hour than [local]; a zone that this device does not know becomes the fixed offset.
 */
public fun CivilTime.toZonedDateTime(): ZonedDateTime {
    val known =
        try {
            ZoneId.of(zone)
        } catch (_: DateTimeException) {
            offset
        }
    return ZonedDateTime.ofInstant(local, offset, known)
}

/** The zone as the core writes zones; a bare offset has no name of its own there. */
private fun ZoneId.name(): String =
    when {
        this == ZoneOffset.UTC -> "UTC"
        this is ZoneOffset -> "GMT$id"
        else -> id
    }
