/// The terminal itself: its modes, its size, signals, and a pseudo-terminal for a program of somebody else.
@NullMarked
package dev.kugetsu.cli.terminal;

import org.jspecify.annotations.NullMarked;
