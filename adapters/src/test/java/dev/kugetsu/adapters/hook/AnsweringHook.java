package dev.kugetsu.adapters.hook;

import dev.kugetsu.adapters.hook.HookVerdict.Block;
import dev.kugetsu.adapters.hook.HookVerdict.Context;
import dev.kugetsu.adapters.hook.HookVerdict.GoOn;
import dev.kugetsu.adapters.hook.HookVerdict.Silent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A hook that a real harness calls in tests, as `hook <harness> <event>`: it blocks edits of `locked.txt`,
/// adds words to prompts, and sends the agent on once.
public final class AnsweringHook {

    static final String LOCKED = "locked.txt is locked by agent fox";
    static final String NEWS = "news from agent fox";
    static final String GO_ON = "agent fox still waits for an answer";

    private AnsweringHook() {}

    /// A script named kugetsu that runs this with the class path of the tests.
    static HookCommand script(Path folder) {
        try {
            Path script = Files.createDirectories(folder).resolve("kugetsu");
            Files.writeString(script, """
                    #!/bin/sh
                    exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp '%s' %s "$@"
                    """.formatted(
                            Path.of(System.getProperty("java.home"), "bin", "java"),
                            System.getProperty("java.class.path"),
                            AnsweringHook.class.getName()));
            if (!script.toFile().setExecutable(true)) {
                throw new IOException(script + " cannot be made executable");
            }
            return new HookCommand(List.of(script.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        HookDialect dialect = HookDialects.find(arguments[1]).orElseThrow();
        HookCall call = dialect.parse(arguments[2], System.in.readAllBytes());
        HookReply reply = dialect.reply(call, verdict(call));
        System.out.print(reply.stdout());
        System.err.print(reply.stderr());
        System.out.flush();
        System.exit(reply.exitCode());
    }

    private static HookVerdict verdict(HookCall call) {
        return switch (call.kind()) {
            case PROMPT_SUBMITTED -> new Context(NEWS);
            case BEFORE_TOOL ->
                call.editedPaths().stream().anyMatch(path -> path.endsWith("locked.txt"))
                        ? new Block(LOCKED)
                        : new Silent();
            case STOPPING -> call.isContinuation() ? new Silent() : new GoOn(GO_ON);
            case SESSION_STARTED, AFTER_TOOL, SESSION_ENDED, OTHER -> new Silent();
        };
    }
}
