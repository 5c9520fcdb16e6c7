/// The long-lived process that hosts a supervisor: that there is one of it in a home, how it is found, started
/// and ended, and the order in which its parts come and go.
@NullMarked
package dev.kugetsu.supervisor.daemon;

import org.jspecify.annotations.NullMarked;
