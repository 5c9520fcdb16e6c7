package dev.kugetsu.adapters.hook;

import java.util.Map;

/// The shapes in which harnesses take an answer.
enum AnswerForm {
    /// Exit code 2, the words on standard error.
    EXIT_2 {
        @Override
        HookReply reply(String event, String words) {
            return new HookReply("", words + "\n", 2);
        }
    },
    /// The words as they are.
    PLAIN {
        @Override
        HookReply reply(String event, String words) {
            return new HookReply(words + "\n", "", 0);
        }
    },
    /// `additionalContext` in an object that names the event.
    NESTED_CONTEXT {
        @Override
        HookReply reply(String event, String words) {
            return specific(Map.of("hookEventName", event, "additionalContext", words));
        }
    },
    /// `additionalContext` by itself.
    CONTEXT {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("additionalContext", words));
        }
    },
    /// `additional_context` by itself.
    SNAKE_CONTEXT {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("additional_context", words));
        }
    },
    /// A refused permission in an object that names the event.
    NESTED_REFUSAL {
        @Override
        HookReply reply(String event, String words) {
            return specific(
                    Map.of("hookEventName", event, "permissionDecision", "deny", "permissionDecisionReason", words));
        }
    },
    /// A refused permission by itself.
    REFUSAL {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("permissionDecision", "deny", "permissionDecisionReason", words));
        }
    },
    /// A refused permission with one message for the person and one for the agent.
    TWOFOLD_REFUSAL {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("permission", "deny", "user_message", words, "agent_message", words));
        }
    },
    /// A prompt that is not let through.
    HELD_PROMPT {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("continue", false, "user_message", words));
        }
    },
    /// `decision: block` with a reason.
    BLOCK {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("decision", "block", "reason", words));
        }
    },
    /// `decision: deny` with a reason.
    DENY {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("decision", "deny", "reason", words));
        }
    },
    /// The next prompt of a turn that would have ended.
    FOLLOWUP {
        @Override
        HookReply reply(String event, String words) {
            return json(Map.of("followup_message", words));
        }
    };

    /// Puts the words into this shape.
    ///
    /// @param event the harness's own name of the event
    abstract HookReply reply(String event, String words);

    private static HookReply specific(Map<String, String> members) {
        return json(Map.of("hookSpecificOutput", members));
    }

    private static HookReply json(Map<String, ?> object) {
        return new HookReply(HookJson.write(object) + "\n", "", 0);
    }
}
