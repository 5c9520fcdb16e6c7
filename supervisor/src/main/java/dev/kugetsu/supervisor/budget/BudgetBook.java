package dev.kugetsu.supervisor.budget;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.config.Settings.Budget;
import dev.kugetsu.supervisor.config.Settings.Budgets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// Compares what was spent with what may be. What running turns have reported so far counts.
///
/// @param zone in which a day begins and ends
public record BudgetBook(Budgets budgets, ZoneId zone) {

    /// Whether nothing is limited, so that nothing needs to be summed up.
    public boolean isUnlimited() {
        return budgets.session().isUnlimited()
                && budgets.project().isUnlimited()
                && budgets.day().isUnlimited();
    }

    /// The first budget that leaves nothing for a turn of this session.
    public Optional<Overrun> find(Handle handle, SessionId session, ProjectId project, Instant now) {
        return Stream.of(ofSession(handle, session), ofProject(handle, project), ofDay(handle, now))
                .flatMap(Optional::stream)
                .findFirst();
    }

    public Optional<Overrun> ofSession(Handle handle, SessionId session) {
        Budget budget = budgets.session();
        return budget.isUnlimited()
                ? Optional.empty()
                : dao(handle)
                        .sumOf(session)
                        .findReached(budget)
                        .map(reached -> new Overrun(
                                Overrun.Scope.SESSION,
                                "the budget of session " + session + " is used up: " + reached,
                                Optional.empty()));
    }

    public Optional<Overrun> ofProject(Handle handle, ProjectId project) {
        Budget budget = budgets.project();
        return budget.isUnlimited()
                ? Optional.empty()
                : dao(handle)
                        .sumOf(project)
                        .findReached(budget)
                        .map(reached -> new Overrun(
                                Overrun.Scope.PROJECT,
                                "the budget of project '" + project + "' is used up: " + reached,
                                Optional.empty()));
    }

    public Optional<Overrun> ofDay(Handle handle, Instant now) {
        Budget budget = budgets.day();
        if (budget.isUnlimited()) {
            return Optional.empty();
        }
        ZonedDateTime today = now.atZone(zone).toLocalDate().atStartOfDay(zone);
        return dao(handle)
                .sumSince(today.toInstant())
                .findReached(budget)
                .map(reached -> new Overrun(
                        Overrun.Scope.DAY,
                        "the budget of the day is used up: " + reached,
                        Optional.of(today.toLocalDate()
                                .plusDays(1)
                                .atStartOfDay(zone)
                                .toInstant())));
    }

    private static SpendingDao dao(Handle handle) {
        return handle.attach(SpendingDao.class);
    }
}
