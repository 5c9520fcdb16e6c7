package dev.kugetsu.supervisor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.PermissionRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The permission rules of a session or a base, in one column; a later rule wins over an earlier one.
public record PermissionList(List<PermissionRule> rules) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public PermissionList {
        rules = List.copyOf(rules);
    }

    /// These rules and then those, each once.
    public PermissionList plus(List<PermissionRule> more) {
        Set<PermissionRule> all = new LinkedHashSet<>(rules);
        all.addAll(more);
        return new PermissionList(List.copyOf(all));
    }

    /// Reads what {@link #toString} writes.
    public static PermissionList parse(String json) {
        try {
            return new PermissionList(List.of(JSON.readValue(json, PermissionRule[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a list of permission rules: " + json, e);
        }
    }

    @Override
    public String toString() {
        try {
            return JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
