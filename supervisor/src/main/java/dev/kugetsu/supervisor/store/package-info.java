/// The database: opening it, its schema, and how our values are written in it.
@NullMarked
package dev.kugetsu.supervisor.store;

import org.jspecify.annotations.NullMarked;
