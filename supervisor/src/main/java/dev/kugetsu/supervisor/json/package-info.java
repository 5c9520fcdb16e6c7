/// The JSON forms of what the port hands out; the command line and the API write the same.
@NullMarked
package dev.kugetsu.supervisor.json;

import org.jspecify.annotations.NullMarked;
