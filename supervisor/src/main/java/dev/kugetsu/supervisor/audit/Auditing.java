package dev.kugetsu.supervisor.audit;

import dev.kugetsu.supervisor.Audit;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.recovery.Recovery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The port of audits. Thread-safe.
public final class Auditing implements Audit {

    private final List<Check> checks;
    private final Recovery recovery;

    Auditing(List<Check> checks, Recovery recovery) {
        this.checks = List.copyOf(checks);
        this.recovery = recovery;
    }

    @Override
    public List<Difference> examine() {
        return find().stream().map(Found::difference).toList();
    }

    @Override
    public Repair fix(List<Difference> differences) {
        List<Difference> mended = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Found found : find()) {
            Difference difference = found.difference();
            if (found.mending().isEmpty() || differences.stream().noneMatch(difference::isSame)) {
                continue;
            }
            // Whatever is in the way of one repair must not be in the way of the others.
            try {
                found.mending().get().run();
                mended.add(difference);
            } catch (RuntimeException e) {
                refusals.add(new Refusal(difference, why(e)));
            }
        }
        return new Repair(mended, refusals, examine());
    }

    /// What did not expect to be shown to a person says more with its type.
    private static String why(RuntimeException failure) {
        return failure instanceof KugetsuException ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    /// What is found twice. Only the checks that have found something look again.
    private List<Found> find() {
        Map<Check, List<Found>> first = new LinkedHashMap<>();
        for (Check check : checks) {
            List<Found> found = check.find();
            if (!found.isEmpty()) {
                first.put(check, found);
            }
        }
        if (first.isEmpty()) {
            return List.of();
        }
        recovery.repair();
        List<Found> both = new ArrayList<>();
        first.forEach((check, before) -> check.find().stream()
                .filter(again ->
                        before.stream().anyMatch(found -> found.difference().isSame(again.difference())))
                .forEach(both::add));
        return List.copyOf(both);
    }
}
