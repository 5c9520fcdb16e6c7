package dev.kugetsu.supervisor.task;

import dev.kugetsu.supervisor.task.TaskDao.Dependency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which tasks have to be done before which. Pure.
final class Precedence {

    private final Map<String, List<String>> before;

    Precedence(List<Dependency> dependencies) {
        before = dependencies.stream()
                .collect(Collectors.groupingBy(
                        Dependency::taskId, Collectors.mapping(Dependency::dependsOn, Collectors.toList())));
    }

    /// The circle that there would be if the task depended on that one too, from the task to itself; empty
    /// when there would be none.
    Optional<List<String>> findCircle(String task, String dependsOn) {
        Map<String, String> cameFrom = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(dependsOn));
        Deque<String> next = new ArrayDeque<>(List.of(dependsOn));
        while (!next.isEmpty()) {
            String here = next.removeFirst();
            if (here.equals(task)) {
                return Optional.of(circle(task, dependsOn, cameFrom));
            }
            for (String earlier : before.getOrDefault(here, List.of())) {
                if (seen.add(earlier)) {
                    cameFrom.put(earlier, here);
                    next.addLast(earlier);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> circle(String task, String dependsOn, Map<String, String> cameFrom) {
        List<String> backwards = new ArrayList<>(List.of(task));
        for (String here = task; !here.equals(dependsOn); ) {
            here = cameFrom.getOrDefault(here, dependsOn);
            backwards.add(here);
        }
        backwards.add(task);
        return backwards.reversed();
    }
}
