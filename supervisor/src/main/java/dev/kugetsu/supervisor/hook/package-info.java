/// What is answered to the hooks of agents.
@NullMarked
package dev.kugetsu.supervisor.hook;

import org.jspecify.annotations.NullMarked;
