/// What users and scripts get to see: lines, tables and JSON.
@NullMarked
package dev.kugetsu.cli.output;

import org.jspecify.annotations.NullMarked;
