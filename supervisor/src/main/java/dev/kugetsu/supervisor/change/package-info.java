/// The log of visible changes and the output of turns, for readers who want to hear of both at once.
@NullMarked
package dev.kugetsu.supervisor.change;

import org.jspecify.annotations.NullMarked;
