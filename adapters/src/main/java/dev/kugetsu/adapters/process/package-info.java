/// Turns as processes that survive us: launch with output to files, find again, follow, end the whole tree.
@NullMarked
package dev.kugetsu.adapters.process;

import org.jspecify.annotations.NullMarked;
