package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.Failure;
import dev.kugetsu.adapters.HarnessEvent;
import dev.kugetsu.adapters.HarnessEvent.SessionStarted;
import dev.kugetsu.adapters.HarnessEvent.TextProduced;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnOutcome;
import dev.kugetsu.adapters.process.OutputParser;
import dev.kugetsu.adapters.process.ParserMemory;
import dev.kugetsu.adapters.process.TurnTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes every line of standard output for a line of the agent's answer.
final class TextParser implements OutputParser {

    private static final String MEMORY = "text 1";

    private final CommandOutput.Text form;
    private final CommandVerdict verdict;
    private final TurnTally tally = new TurnTally();
    private final StringBuilder answer = new StringBuilder();
    private boolean named;

    TextParser(CommandOutput.Text form, Optional<Pattern> sessionNotFound) {
        this.form = form;
        this.verdict = new CommandVerdict(tally, sessionNotFound);
    }

    @Override
    public List<HarnessEvent> stdout(String line) {
        List<HarnessEvent> events = new ArrayList<>(stderr(line));
        answer.append(answer.isEmpty() ? "" : "\n").append(line);
        events.add(new TextProduced(line));
        return events;
    }

    @Override
    public List<HarnessEvent> stderr(String line) {
        verdict.hear(line);
        Optional<HarnessSessionId> session = named ? Optional.empty() : findSession(line);
        session.ifPresent(id -> {
            named = true;
            tally.heard(id);
        });
        return session.<List<HarnessEvent>>map(id -> List.of(new SessionStarted(id)))
                .orElse(List.of());
    }

    @Override
    public Optional<String> memory() {
        return Optional.of(verdict.write(ParserMemory.of(MEMORY))
                .put("answer", answer.toString())
                .put("named", Boolean.toString(named))
                .text());
    }

    @Override
    public void resume(String memory) {
        ParserMemory remembered = ParserMemory.parse(MEMORY, memory);
        verdict.read(remembered);
        answer.append(remembered.text("answer"));
        named = Boolean.parseBoolean(remembered.text("named"));
    }

    @Override
    public TurnOutcome judge(Optional<Integer> exitCode, String stderrTail) {
        tally.heard(answer.toString().strip());
        return verdict.judge(exitCode, stderrTail);
    }

    @Override
    public TurnOutcome interrupted(TurnOutcome.Status status, Optional<Failure> failure) {
        tally.heard(answer.toString().strip());
        return tally.outcome(status, failure, Optional.empty());
    }

    private Optional<HarnessSessionId> findSession(String line) {
        return form.session()
                .map(pattern -> pattern.matcher(line))
                .filter(Matcher::find)
                .flatMap(found -> SessionIds.find(found.group(1)));
    }
}
