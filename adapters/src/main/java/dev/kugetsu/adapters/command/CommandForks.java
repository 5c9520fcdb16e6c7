package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.ForkRequest;
import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.HarnessSessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes and deletes the sessions of a described harness.
///
/// Without a `fork` command the fork is put off to its first turn, which runs `start`: until then the session
/// goes by a stand-in that says what its base is, and afterwards by the id that the program reports.
record CommandForks(CommandHarnessSpec spec, ForkBook book, SessionTotals totals) {

    private static final Pattern ONE_WORD = Pattern.compile("^(\\S+)$");

    HarnessSessionId fork(ForkRequest request) throws HarnessException {
        if (spec.fork().isPresent()) {
            try {
                Optional<HarnessSessionId> there = book.find(request.key());
                return there.isPresent() ? there.get() : fork(spec.fork().get(), request);
            } catch (IOException e) {
                throw unusable(e);
            }
        }
        if (spec.start().isPresent()) {
            return HarnessSessionId.forkToBeMade(request.base());
        }
        throw new HarnessException(
                HarnessException.Kind.UNSUPPORTED,
                "harness " + spec.name() + " cannot begin with what a base knows: describe a command for harnesses."
                        + spec.name() + ".fork, or one for harnesses." + spec.name() + ".start that uses {base}");
    }

    private HarnessSessionId fork(CommandTemplate template, ForkRequest request) throws HarnessException, IOException {
        Map<String, String> values = Map.of(
                "base", request.base().value(),
                "base_directory", request.baseDirectory().toString(),
                "directory", request.directory().toString(),
                "title", request.title(),
                "key", ForkBook.name(request.key()));
        ShortCommand.Answer answer = run(template, values, request.directory());
        if (saysNotFound(answer)) {
            throw new HarnessException(
                    HarnessException.Kind.SESSION_NOT_FOUND,
                    "harness " + spec.name() + " has no session " + request.base() + " to fork from: " + answer.text());
        }
        if (answer.exitCode() != 0) {
            throw CommandHarness.failed(template, answer);
        }
        HarnessSessionId fork = findId(answer)
                .orElseThrow(() -> new HarnessException(
                        HarnessException.Kind.FAILED,
                        template.key() + " has not printed the id of a session: '" + answer.text() + "'"));
        if (spec.countsOverSession()) {
            totals.fork(request.base(), fork);
        }
        book.write(request.key(), fork);
        return fork;
    }

    void discard(String key, Path directory) throws HarnessException {
        try {
            Optional<HarnessSessionId> fork = book.find(key);
            if (fork.isPresent()) {
                delete(fork.get(), directory);
                book.remove(key);
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    void delete(HarnessSessionId session, Path directory) throws HarnessException {
        if (!session.isGiven()) {
            return;
        }
        CommandTemplate template = spec.delete()
                .orElseThrow(() -> new HarnessException(
                        HarnessException.Kind.UNSUPPORTED,
                        "harness " + spec.name() + " cannot delete session " + session
                                + ": describe a command for harnesses." + spec.name() + ".delete"));
        Map<String, String> values = Map.of("session", session.value(), "directory", directory.toString());
        ShortCommand.Answer answer = run(template, values, directory);
        if (answer.exitCode() != 0 && !saysNotFound(answer)) {
            throw CommandHarness.failed(template, answer);
        }
        forget(session);
    }

    private void forget(HarnessSessionId session) throws HarnessException {
        try {
            totals.remove(session);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    List<Path> listAbandoned() throws HarnessException {
        try {
            return Stream.concat(book.listAbandoned().stream(), totals.listAbandoned().stream())
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /// In the session's folder, or in ours when that one is gone.
    private ShortCommand.Answer run(CommandTemplate template, Map<String, String> values, Path directory)
            throws HarnessException {
        Path folder = Files.isDirectory(directory) ? directory : Path.of("").toAbsolutePath();
        return new ShortCommand(template.key(), template.fill(values), folder, spec.environment()).run();
    }

    private boolean saysNotFound(ShortCommand.Answer answer) {
        return answer.exitCode() != 0
                && spec.sessionNotFound()
                        .filter(pattern -> pattern.matcher(answer.text()).find())
                        .isPresent();
    }

    /// Where the pattern of a turn's output finds it; without a pattern it is all that was printed.
    private Optional<HarnessSessionId> findId(ShortCommand.Answer answer) {
        Optional<Pattern> pattern = switch (spec.output()) {
            case CommandOutput.Text text -> text.session();
            case CommandOutput.JsonLines lines -> Optional.empty();
        };
        Matcher found = pattern.orElse(ONE_WORD).matcher(answer.text());
        return found.find() ? SessionIds.find(found.group(1)) : Optional.empty();
    }

    private HarnessException unusable(IOException e) {
        return new HarnessException(
                HarnessException.Kind.FAILED,
                "cannot use " + book.folder().getParent() + " of harness " + spec.name() + ": " + e,
                e);
    }
}
