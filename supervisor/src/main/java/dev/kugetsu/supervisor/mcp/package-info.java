/// The Model Context Protocol: the verbs of coordination as tools of agents, over the standard streams of a
/// program or over HTTP. The protocol itself is the affair of the official Java SDK.
@NullMarked
package dev.kugetsu.supervisor.mcp;

import org.jspecify.annotations.NullMarked;
