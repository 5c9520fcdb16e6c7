package dev.kugetsu.supervisor.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kugetsu.adapters.PermissionRule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The permission rules of a session or a base, in one column; a later rule wins over an earlier one.
public record PermissionList(List<PermissionRule> rules) {

    private static final PermissionList NONE = new PermissionList(List.of());
    private static final String NO_RULES = "[]";

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
        if (json.equals(NO_RULES)) {
            return NONE;
        }
        try {
            return new PermissionList(List.of(Mapper.JSON.readValue(json, PermissionRule[].class)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a list of permission rules: " + json, e);
        }
    }

    @Override
    public String toString() {
        if (rules.isEmpty()) {
            return NO_RULES;
        }
        try {
            return Mapper.JSON.writeValueAsString(rules);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Made when the first rule is met: most sessions have none, and a mapper takes longer to make than a list of
    /// them to read.
    private static final class Mapper {
        static final ObjectMapper JSON = new ObjectMapper();
    }
}
