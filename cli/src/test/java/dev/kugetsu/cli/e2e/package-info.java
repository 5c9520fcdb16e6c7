/// kugetsu as its users meet it: a process of its own, real repositories, real agents.
@NullMarked
package dev.kugetsu.cli.e2e;

import org.jspecify.annotations.NullMarked;
