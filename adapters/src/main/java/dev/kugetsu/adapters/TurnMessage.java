package dev.kugetsu.adapters;

import java.util.regex.Pattern;

/// Something to tell an agent in mid-turn.
///
/// @param id names it for ever: letters, digits, `-`, `_` and dots inside, at most 100
/// @param text untrusted where it comes from another agent
public record TurnMessage(String id, String text) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    public TurnMessage {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not the id of a message: '" + id + "'");
        }
    }
}
