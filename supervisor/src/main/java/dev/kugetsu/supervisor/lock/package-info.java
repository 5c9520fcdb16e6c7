/// Locks on paths and on things that have names.
@NullMarked
package dev.kugetsu.supervisor.lock;

import org.jspecify.annotations.NullMarked;
