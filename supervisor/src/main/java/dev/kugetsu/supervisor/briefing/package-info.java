/// All that agents and users have to know of each other, at one glance.
@NullMarked
package dev.kugetsu.supervisor.briefing;

import org.jspecify.annotations.NullMarked;
