/// Registering and removing projects.
@NullMarked
package dev.kugetsu.supervisor.registry;

import org.jspecify.annotations.NullMarked;
