/// Repairs what processes that died have left half done.
@NullMarked
package dev.kugetsu.supervisor.recovery;

import org.jspecify.annotations.NullMarked;
