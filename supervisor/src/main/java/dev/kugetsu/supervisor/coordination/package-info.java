/// The port of coordination: what agents and users can do to get along with each other, as values. The
/// command line, the API, the tools of agents, schemas and dry runs are all made from the same verbs.
@NullMarked
package dev.kugetsu.supervisor.coordination;

import org.jspecify.annotations.NullMarked;
