/// A model provider on loopback that plays a script, so that a real harness can work without an account or a
/// network.
@NullMarked
package dev.kugetsu.adapters.modelserver;

import org.jspecify.annotations.NullMarked;
