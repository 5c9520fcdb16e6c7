/// Making and ending base sessions.
@NullMarked
package dev.kugetsu.supervisor.base;

import org.jspecify.annotations.NullMarked;
