/// The port of hooks: what a harness tells of an agent's doings while it runs, and how it is answered in that
/// harness's own protocol. Nothing here decides anything, and nothing here knows of agents, locks or
/// messages.
///
/// Facts about programs were observed with claude-code 2.1.329, codex 0.169.0, gemini-cli 0.61.0, qwen-code
/// 0.24.4, copilot 1.0.102, kimi-code 2.1.0, grok 1.0.41 and opencode 1.18.33; cursor is known from its
/// documentation only.
@NullMarked
package dev.kugetsu.adapters.hook;

import org.jspecify.annotations.NullMarked;
