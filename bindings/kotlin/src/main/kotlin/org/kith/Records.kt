package org.kith

import org.kith.ffi.RecordKind
import org.kith.ffi.recordKinds

private val words: Map<RecordKind, String> by lazy { recordKinds().associate { it.kind to it.word } }

/** The word for the kind in a change, a hit or a draft, such as `entry`. */
public val RecordKind.word: String get() = words.getValue(this)
