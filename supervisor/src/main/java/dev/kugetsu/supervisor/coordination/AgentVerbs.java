package dev.kugetsu.supervisor.coordination;

import dev.kugetsu.supervisor.coordination.Meaning.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Identities, presence and claims: who is here, and who works on what.
public final class AgentVerbs {

    /// Says who an agent is.
    ///
    /// @param agent generated when it is missing and the caller has none yet
    public record RegisterAgent(
            @Meaning("The name that the agent keeps across restarts, such as brave-heron; one is made up without it")
            Optional<String> agent,

            @Meaning(value = "Refuse a name that somebody has already", option = "--new")
            boolean mustBeNew,

            @Meaning("What it is here for, such as reviewer; messages can be sent to a role")
            Optional<String> role,

            @Meaning("The program that runs it, such as claude-code")
            Optional<String> harness,

            @Meaning("The model it uses") Optional<String> model,
            @Meaning("How it is run, such as interactive") Optional<String> mode,

            @Meaning("The machine or container that it runs on, if that is not this one")
            Optional<String> host,

            @Meaning("The branch it works on") Optional<String> branch,

            @Meaning(
                    value = "The process that lives as long as the agent does, if not the caller",
                    option = "--hold-for-pid")
            Optional<Long> holdForPid) {

        /// Tells nothing of the agent.
        public static final RegisterAgent UNNAMED = new RegisterAgent(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        /// The same, by that name.
        public RegisterAgent named(String name) {
            return new RegisterAgent(
                    Optional.of(name), mustBeNew, role, harness, model, mode, host, branch, holdForPid);
        }

        /// The same, refused if somebody has its name already.
        public RegisterAgent orRefused() {
            return new RegisterAgent(agent, true, role, harness, model, mode, host, branch, holdForPid);
        }

        /// The same, here for that.
        public RegisterAgent inRole(String purpose) {
            return new RegisterAgent(
                    agent, mustBeNew, Optional.of(purpose), harness, model, mode, host, branch, holdForPid);
        }

        /// The same, with that model.
        public RegisterAgent using(String itsModel) {
            return new RegisterAgent(
                    agent, mustBeNew, role, harness, Optional.of(itsModel), mode, host, branch, holdForPid);
        }

        /// The same, on that machine or in that container.
        public RegisterAgent on(String machine) {
            return new RegisterAgent(
                    agent, mustBeNew, role, harness, model, mode, Optional.of(machine), branch, holdForPid);
        }

        /// The same, run in that way.
        public RegisterAgent runAs(String way) {
            return new RegisterAgent(
                    agent, mustBeNew, role, harness, model, Optional.of(way), host, branch, holdForPid);
        }

        /// The same, and there as long as that process is.
        public RegisterAgent heldFor(long pid) {
            return new RegisterAgent(agent, mustBeNew, role, harness, model, mode, host, branch, Optional.of(pid));
        }
    }

    /// Says that it is still here.
    public record Heartbeat(
            @Meaning("The model it uses now") Optional<String> model,
            @Meaning("How it is run now") Optional<String> mode,
            @Meaning("The branch it works on now") Optional<String> branch) {}

    /// Why an agent session has ended.
    public enum EndReason {
        STOP,
        CLEAR,
        LOGOUT,
        CRASH,
        OTHER
    }

    /// Releases whatever the session holds.
    public record EndAgent(
            @Meaning("stop, clear, logout, crash or other; stop without it")
            Optional<EndReason> reason) {}

    /// Which agents are wanted.
    ///
    /// @param since how long ago it was heard of at most
    public record ListAgents(
            @Meaning("Only those that have not ended") boolean active,

            @Meaning(value = "Those of all projects", option = "--all-projects")
            boolean allProjects,

            @Meaning("Only those that were heard of in that time, such as 30m, 4h or 1d")
            Optional<Duration> since) {}

    /// Which agent is wanted.
    public record ShowAgent(
            @Meaning(value = "The agent session, or any unique beginning of it, or the agent", place = Place.ARGUMENT)
            String agent) {}

    /// What an agent begins to work on.
    public record ClaimIssue(
            @Meaning(value = "The issue, such as github.com/acme/app#42, or #42 in a clone", place = Place.ARGUMENT)
            String issue,

            @Meaning("What the agent was told to do about it")
            Optional<String> prompt) {}

    /// What an agent does not work on any more.
    public record ReleaseIssue(
            @Meaning(value = "The issue", place = Place.ARGUMENT)
            String issue) {}

    /// Shared intent to work on an issue.
    ///
    /// @param created whether this call has made it; `false` when it was there
    public record ClaimView(
            String issueRef,
            Optional<String> prompt,
            Instant claimedAt,
            Optional<Instant> releasedAt,
            String agentSessionId,
            String agent,
            boolean created) {}

    /// A running or ended instance of an agent.
    ///
    /// @param givenId what its harness or it itself calls it; empty for one that its program or its turn tells
    /// @param session the session of ours whose turn it is
    /// @param host the machine or container that it has named; empty for this one
    /// @param pid the process that lives as long as it does
    /// @param claims the open ones, the newest first; `agent show` has the closed ones too
    public record AgentView(
            String agentSessionId,
            Optional<String> givenId,
            String agent,
            Optional<String> role,
            String project,
            Optional<String> session,
            Optional<String> harness,
            Optional<String> model,
            Optional<String> mode,
            Optional<String> host,
            Optional<String> branch,
            Optional<Long> pid,
            Presence presence,
            Instant startedAt,
            Instant lastSeenAt,
            Optional<Instant> endedAt,
            Optional<EndReason> endReason,
            List<ClaimView> claims) {}

    public static final Verb<RegisterAgent, AgentView> REGISTER =
            Verb.changing("agent.register", "Say who you are", RegisterAgent.class, AgentView.class);
    public static final Verb<Heartbeat, AgentView> HEARTBEAT =
            Verb.changing("agent.heartbeat", "Say that you are still here", Heartbeat.class, AgentView.class);
    public static final Verb<EndAgent, AgentView> END =
            Verb.changing("agent.end", "Say that you go, and release what you hold", EndAgent.class, AgentView.class);
    public static final Verb<ListAgents, List<AgentView>> LIST =
            Verb.listing("agent.list", "List agents, those heard of last first", ListAgents.class, AgentView.class);
    public static final Verb<ShowAgent, AgentView> SHOW = Verb.reading(
            "agent.show", "Tell everything about an agent and its claims", ShowAgent.class, AgentView.class);
    public static final Verb<ClaimIssue, ClaimView> CLAIM = Verb.changing(
            "agent.claim", "Say that you work on an issue; others may too", ClaimIssue.class, ClaimView.class);
    public static final Verb<ReleaseIssue, ClaimView> RELEASE = Verb.changing(
            "agent.release", "Say that you do not work on an issue any more", ReleaseIssue.class, ClaimView.class);

    static final List<Verb<?, ?>> ALL = List.of(REGISTER, HEARTBEAT, END, LIST, SHOW, CLAIM, RELEASE);

    private AgentVerbs() {}
}
