/// How verbs of coordination are done: who asks, in which project, in which transaction.
@NullMarked
package dev.kugetsu.supervisor.verb;

import org.jspecify.annotations.NullMarked;
