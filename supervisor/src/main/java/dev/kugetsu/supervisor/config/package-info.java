/// What is configured: one table of settings, the sources they come from, and what a repository may decide.
///
/// Text in, values out; nothing here runs a program, asks git or opens the store.
@NullMarked
package dev.kugetsu.supervisor.config;

import org.jspecify.annotations.NullMarked;
