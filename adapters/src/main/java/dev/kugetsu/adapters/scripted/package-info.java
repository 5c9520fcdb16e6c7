/// A harness without a model: its agent plays the prompt as a script, in a real process.
@NullMarked
package dev.kugetsu.adapters.scripted;

import org.jspecify.annotations.NullMarked;
