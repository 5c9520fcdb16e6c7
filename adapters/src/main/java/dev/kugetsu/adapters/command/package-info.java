/// A harness that is described, not programmed: any command line of the user's.
@NullMarked
package dev.kugetsu.adapters.command;

import org.jspecify.annotations.NullMarked;
