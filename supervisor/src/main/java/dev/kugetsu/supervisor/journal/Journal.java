package dev.kugetsu.supervisor.journal;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.config.Printable;
import dev.kugetsu.supervisor.coordination.JournalKind;
import dev.kugetsu.supervisor.coordination.JournalVerbs;
import dev.kugetsu.supervisor.coordination.JournalVerbs.AddDecision;
import dev.kugetsu.supervisor.coordination.JournalVerbs.DecisionView;
import dev.kugetsu.supervisor.coordination.JournalVerbs.JournalEntry;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ListDecisions;
import dev.kugetsu.supervisor.coordination.JournalVerbs.ReadJournal;
import dev.kugetsu.supervisor.verb.Desk;
import dev.kugetsu.supervisor.verb.Handlers;
import dev.kugetsu.supervisor.verb.Texts;
import dev.kugetsu.supervisor.verb.VerbHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads the journal, and adds decisions to it. All other entries are written by those who do what they tell
/// of. Thread-safe.
public final class Journal {

    private static final int USUAL_LIMIT = 50;

    /// Has its verbs done.
    public void serve(Handlers handlers) {
        handlers.with(JournalVerbs.DECIDE, VerbHandler.writing(Journal::decide))
                .with(JournalVerbs.DECISIONS, VerbHandler.reading(Journal::decisions))
                .with(JournalVerbs.LOG, VerbHandler.reading(Journal::log));
    }

    /// The newest decisions of the project, the newest first.
    public List<DecisionView> listDecisions(Desk desk, int limit) {
        return desk.rows(JournalDao.class).listDecisions(desk.project(), Instant.EPOCH, Optional.empty(), limit);
    }

    private static DecisionView decide(Desk desk, AddDecision request) {
        desk.record(
                JournalKind.DECISION_MADE, Optional.empty(), Optional.of(Texts.body("the decision", request.text())));
        return desk.rows(JournalDao.class)
                .listDecisions(desk.project(), Instant.EPOCH, Optional.empty(), 1)
                .getFirst();
    }

    private static List<DecisionView> decisions(Desk desk, ListDecisions request) {
        return desk.rows(JournalDao.class)
                .listDecisions(
                        desk.project(),
                        since(desk, request.since()),
                        request.agent(),
                        Texts.limit(request.limit(), USUAL_LIMIT));
    }

    private static List<JournalEntry> log(Desk desk, ReadJournal request) {
        request.kind().ifPresent(Journal::requireKind);
        return desk.rows(JournalDao.class)
                .list(
                        desk.project(),
                        since(desk, request.since()),
                        request.agent(),
                        request.kind(),
                        Texts.limit(request.limit(), USUAL_LIMIT))
                .reversed();
    }

    private static void requireKind(String kind) {
        if (Arrays.stream(JournalKind.values())
                .noneMatch(known -> known.code().equals(kind) || known.topic().equals(kind))) {
            throw new KugetsuException(
                    KugetsuException.Kind.INVALID_INPUT,
                    "nothing of the kind " + Printable.quote(kind) + " is ever written down",
                    "ask for one of "
                            + Arrays.stream(JournalKind.values())
                                    .map(JournalKind::topic)
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
    }

    private static Instant since(Desk desk, Optional<Duration> age) {
        return age.map(desk.now()::minus).orElse(Instant.EPOCH);
    }
}
