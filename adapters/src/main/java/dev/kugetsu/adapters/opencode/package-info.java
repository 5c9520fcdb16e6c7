/// Drives opencode by its command line: one `opencode run` per turn, short commands around it.
///
/// Facts about the program were observed with version 1.18.33 and are marked `opencode 1.18:`.
@NullMarked
package dev.kugetsu.adapters.opencode;

import org.jspecify.annotations.NullMarked;
