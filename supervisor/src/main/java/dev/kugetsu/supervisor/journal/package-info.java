/// What has happened among agents, and what they have decided.
@NullMarked
package dev.kugetsu.supervisor.journal;

import org.jspecify.annotations.NullMarked;
