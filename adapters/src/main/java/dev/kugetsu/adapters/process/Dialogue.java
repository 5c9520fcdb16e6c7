package dev.kugetsu.adapters.process;

import java.util.function.Supplier;

/// How to understand what a harness prints in a turn, and how to tell its agent something.
///
/// @param parsers makes a fresh parser
public record Dialogue(Supplier<OutputParser> parsers, Steering steering) {}
