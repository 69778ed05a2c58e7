package org.kith

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.kith.protocol.CivilTime
import java.time.Clock
import java.time.Instant
import java.time.LocalDate
import java.time.LocalDateTime
import java.time.ZoneId
import java.time.ZoneOffset
import java.time.ZonedDateTime

class CivilTimesTest {
    private val berlin = ZoneId.of("Europe/Berlin")

    private fun wall(
        hour: Int,
        month: Int = 3,
        day: Int = 29,
    ) = ZonedDateTime.of(2026, month, day, hour, 30, 0, 0, berlin)

    @Test
    fun `a moment keeps its offset and its zone`() {
        val morning = Instant.parse("2026-01-12T07:00:00Z")
        val expected = CivilTime(morning, 3600, "Europe/Berlin")
        assertEquals(expected, ZonedDateTime.of(2026, 1, 12, 8, 0, 0, 0, berlin).toCivilTime())
        assertEquals(expected, CivilTime.now(Clock.fixed(morning, berlin)))
    }

    @Test
    fun `an hour that the clock leaves out is the hour after it`() {
        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), wall(hour = 2).toCivilTime().at)
        assertEquals(7200, wall(hour = 2).toCivilTime().offsetSeconds)
    }

    @Test
    fun `an hour that the clock shows twice is the one that was meant`() {
        val first = wall(hour = 2, month = 10, day = 25).withEarlierOffsetAtOverlap().toCivilTime()
        val second = wall(hour = 2, month = 10, day = 25).withLaterOffsetAtOverlap().toCivilTime()
        assertEquals(7200 to 3600, first.offsetSeconds to second.offsetSeconds)
        assertEquals(first.local, second.local)
        assertEquals(3_600_000, second.at.toEpochMilli() - first.at.toEpochMilli())
    }

    @Test
    fun `a night in Tokyo stays a night in Tokyo`() {
        val night = CivilTime(Instant.parse("2026-01-17T16:10:00Z"), 9 * 3600, "Asia/Tokyo")
        assertEquals(LocalDate.of(2026, 1, 18), night.date)
        assertEquals(LocalDateTime.of(2026, 1, 18, 1, 10), night.local)
        assertEquals(night, night.toZonedDateTime().toCivilTime())
    }

    @Test
    fun `a zone that this device does not know becomes its offset`() {
        val elsewhere = CivilTime(Instant.EPOCH, 12600, "Mars/Olympus")
        assertEquals(ZoneOffset.ofTotalSeconds(12600), elsewhere.toZonedDateTime().zone)
    }

    @Test
    fun `a bare offset gets a name that the core takes`() {
        for ((offset, name) in listOf("Z" to "UTC", "+03:00" to "GMT+03:00", "-03:30" to "GMT-03:30")) {
            val time = Instant.EPOCH.atZone(ZoneOffset.of(offset)).toCivilTime()
            assertEquals(name, time.zone)
            assertEquals(time, time.toZonedDateTime().toCivilTime())
        }
    }

    @Test
    fun `nanoseconds are left behind, so that what is read equals what was written`() {
        val fine = Instant.parse("2026-01-12T07:00:00.123456789Z").atZone(berlin).toCivilTime()
        assertEquals(Instant.parse("2026-01-12T07:00:00.123Z"), fine.at)
    }
}
