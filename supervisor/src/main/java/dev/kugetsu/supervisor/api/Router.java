package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.api.Operation.Verb;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the operation that a request means. A path is compared as it came, segment by segment: what would have to
/// be decoded or normalized first is no path of ours.
final class Router {

    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    /// An operation and what its template has taken from the path.
    record Match(Operation operation, Map<String, String> values) {}

    private final List<Operation> operations;

    Router(List<Operation> operations) {
        this.operations = List.copyOf(operations);
    }

    /// @throws HttpFailure 404 when there is no such path, 405 when it has other methods
    Match match(String method, String path) {
        List<String> segments = segments(path);
        List<Match> found = new ArrayList<>();
        for (Operation operation : operations) {
            match(operation, segments).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            throw new HttpFailure(
                    404, "not_found", "there is nothing at " + printable(path), "see /api/v1/openapi.json");
        }
        return found.stream()
                .filter(match -> match.operation().verb().name().equals(method))
                .findFirst()
                .orElseThrow(() -> notAllowed(method, found));
    }

    private static HttpFailure notAllowed(String method, List<Match> found) {
        String allowed = found.stream()
                .map(match -> match.operation().verb())
                .distinct()
                .map(Verb::name)
                .collect(Collectors.joining(", "));
        return new HttpFailure(
                405,
                "invalid_input",
                printable(method) + " is not allowed here",
                "use " + allowed,
                Map.of("Allow", allowed));
    }

    private static Optional<Match> match(Operation operation, List<String> segments) {
        List<String> template = List.of(operation.path().substring(1).split("/", -1));
        if (template.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < template.size(); i++) {
            String part = template.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new Match(operation, Map.copyOf(values)));
    }

    /// Empty for what cannot be ours.
    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            return List.of();
        }
        List<String> segments = List.of(path.substring(1).split("/", -1));
        boolean isPlain =
                segments.stream().allMatch(segment -> SEGMENT.matcher(segment).matches() && !segment.matches("\\.+"));
        return isPlain ? segments : List.of();
    }

    private static String printable(String text) {
        return text.codePoints()
                .limit(100)
                .mapToObj(point -> point < 0x20 || point > 0x7e ? "?" : Character.toString(point))
                .collect(Collectors.joining());
    }
}
