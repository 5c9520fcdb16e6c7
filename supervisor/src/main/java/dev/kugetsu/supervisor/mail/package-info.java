/// Messages that wait for agents until they look, and how far they have got.
@NullMarked
package dev.kugetsu.supervisor.mail;

import org.jspecify.annotations.NullMarked;
