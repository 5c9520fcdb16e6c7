/// The end of what agents have left behind and nobody needs any more.
@NullMarked
package dev.kugetsu.supervisor.garbage;

import org.jspecify.annotations.NullMarked;
