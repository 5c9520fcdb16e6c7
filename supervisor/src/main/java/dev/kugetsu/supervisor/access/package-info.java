/// What agents may do: tokens that speak for a session, and what their session may.
@NullMarked
package dev.kugetsu.supervisor.access;

import org.jspecify.annotations.NullMarked;
