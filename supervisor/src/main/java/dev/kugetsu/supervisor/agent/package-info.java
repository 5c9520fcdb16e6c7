/// Agents: who they are, whether they are there, and what they say they work on.
@NullMarked
package dev.kugetsu.supervisor.agent;

import org.jspecify.annotations.NullMarked;
