/// Reservations: who may write which branch, and what follows from that for commits and pushes.
@NullMarked
package dev.kugetsu.supervisor.reservation;

import org.jspecify.annotations.NullMarked;
