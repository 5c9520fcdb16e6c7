/// Whose turn it is: slots, order, and what the machine has to spare.
@NullMarked
package dev.kugetsu.supervisor.capacity;

import org.jspecify.annotations.NullMarked;
