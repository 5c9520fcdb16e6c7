package dev.kugetsu.supervisor.capacity;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.budget.Overrun;
import dev.kugetsu.supervisor.config.Settings.Limits;
import dev.kugetsu.supervisor.retry.Parking;
import dev.kugetsu.supervisor.retry.ProgressBreaker.Break;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// Everything beside the turns themselves that decides whose turn it is, as it was at one moment.
///
/// @param service whether any process serves the queue
/// @param pause why the queue is paused, if it is
/// @param parkings by harness
/// @param sessionBreaks sessions that get nowhere
/// @param harnessBreaks harnesses that get nowhere
/// @param zone for the times in reasons
public record Situation(
        Limits limits,
        MachineFacts machine,
        Service service,
        Optional<String> pause,
        Map<String, Parking> parkings,
        Map<SessionId, Break> sessionBreaks,
        Map<String, Break> harnessBreaks,
        Map<SessionId, Overrun> sessionOverruns,
        Map<ProjectId, Overrun> projectOverruns,
        Optional<Overrun> dayOverrun,
        Instant now,
        ZoneId zone) {

    /// Whether somebody takes turns from the queue.
    public enum Service {
        SERVED,
        UNSERVED
    }

    public Situation {
        parkings = Map.copyOf(parkings);
        sessionBreaks = Map.copyOf(sessionBreaks);
        harnessBreaks = Map.copyOf(harnessBreaks);
        sessionOverruns = Map.copyOf(sessionOverruns);
        projectOverruns = Map.copyOf(projectOverruns);
    }
}
