package org.kith

import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

class ReadmeExampleTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `the example of the README reads out what was written`() =
        runBlocking {
            val said = firstEntry(folder, ByteArray(32) { it.toByte() })
            assertTrue("mood" in said.lowercase() && "6" in said, said)
        }
}
