/// Registered repositories, their base sessions, and whom of them we trust.
@NullMarked
package dev.kugetsu.supervisor.project;

import org.jspecify.annotations.NullMarked;
