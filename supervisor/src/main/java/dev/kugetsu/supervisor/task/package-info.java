/// Tasks: what is to do, and who does it.
@NullMarked
package dev.kugetsu.supervisor.task;

import org.jspecify.annotations.NullMarked;
