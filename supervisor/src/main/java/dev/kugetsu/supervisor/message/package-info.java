/// Messages to agents: what they look like, how they are delivered, and what is proven of that.
@NullMarked
package dev.kugetsu.supervisor.message;

import org.jspecify.annotations.NullMarked;
