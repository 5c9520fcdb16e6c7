/// What was spent, and what may be.
@NullMarked
package dev.kugetsu.supervisor.budget;

import org.jspecify.annotations.NullMarked;
