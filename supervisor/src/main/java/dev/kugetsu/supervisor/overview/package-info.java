/// What is told of sessions: their status is derived here, whenever it is read.
@NullMarked
package dev.kugetsu.supervisor.overview;

import org.jspecify.annotations.NullMarked;
