/// The folder in which everything of ours lies.
@NullMarked
package dev.kugetsu.supervisor.home;

import org.jspecify.annotations.NullMarked;
