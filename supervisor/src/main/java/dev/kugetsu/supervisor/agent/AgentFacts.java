package dev.kugetsu.supervisor.agent;

import dev.kugetsu.supervisor.coordination.AgentVerbs.Heartbeat;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.verb.Texts;
import java.util.Optional;

/// What an agent tells of how and where it runs. What it does not tell stays as it was.
///
/// @param harness the program that runs it
/// @param mode how it is run
/// @param host the machine or container that it runs on; empty for this one
public record AgentFacts(
        Optional<String> harness,
        Optional<String> model,
        Optional<String> mode,
        Optional<String> host,
        Optional<String> branch) {

    static final AgentFacts NONE =
            new AgentFacts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// @param caller who the call itself tells the harness of
    /// @throws dev.kugetsu.supervisor.KugetsuException `INVALID_INPUT` for what cannot be shown on one line
    static AgentFacts of(RegisterAgent request, Optional<String> caller) {
        return new AgentFacts(
                        request.harness().or(() -> caller),
                        request.model(),
                        request.mode(),
                        request.host(),
                        request.branch())
                .checked();
    }

    /// @throws dev.kugetsu.supervisor.KugetsuException `INVALID_INPUT` for what cannot be shown on one line
    static AgentFacts of(Heartbeat request) {
        return new AgentFacts(Optional.empty(), request.model(), request.mode(), Optional.empty(), request.branch())
                .checked();
    }

    private AgentFacts checked() {
        harness.ifPresent(text -> Texts.line("the harness", text));
        model.ifPresent(text -> Texts.line("the model", text));
        mode.ifPresent(text -> Texts.line("the mode", text));
        host.ifPresent(text -> Texts.line("the host", text));
        branch.ifPresent(text -> Texts.line("the branch", text));
        return this;
    }

    /// The same, run by that program if it is told.
    AgentFacts runBy(Optional<String> program) {
        return new AgentFacts(program.or(() -> harness), model, mode, host, branch);
    }
}
