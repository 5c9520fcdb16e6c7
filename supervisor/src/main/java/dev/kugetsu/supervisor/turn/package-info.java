/// Turns: their states, their rows, their way from a prompt to an outcome.
@NullMarked
package dev.kugetsu.supervisor.turn;

import org.jspecify.annotations.NullMarked;
