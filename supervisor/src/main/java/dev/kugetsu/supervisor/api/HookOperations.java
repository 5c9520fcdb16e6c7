package dev.kugetsu.supervisor.api;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.api.Operation.Parameter;
import dev.kugetsu.supervisor.api.Operation.Verb;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks.HookAnswer;
import dev.kugetsu.supervisor.coordination.Hooks.HookReceipt;
import dev.kugetsu.supervisor.coordination.Hooks.HookRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Hooks of agents, for a client of a few lines of shell: nothing to parse but the first line.
final class HookOperations {

    private HookOperations() {}

    static List<Operation> all() {
        return List.of(
                Operation.relay(
                                "/api/v1/hooks/{harness}/{event}",
                                "Answer a hook: a line with the exit code, the bytes of standard output and of standard "
                                        + "error, and a receipt if there is one; then both",
                                HookOperations::answer)
                        .asking(
                                new Parameter("process", "the pid of the hook"),
                                new Parameter("as", "the agent session, if the harness does not say it")),
                Operation.silently(
                                Verb.POST,
                                "/api/v1/hook-receipts",
                                "Confirm that an answer has reached the harness",
                                HookOperations::confirm)
                        .asking(
                                new Parameter("agent", "who has them now"),
                                new Parameter("messages", "the ids of those that it had, with commas"),
                                new Parameter("welcomed", "the agent session that was told how things stand")));
    }

    private static String answer(Supervisor supervisor, Call call) {
        Caller somebody = Caller.in(Path.of("/"));
        HookAnswer answer = supervisor
                .hooks()
                .answer(new HookRequest(
                        call.path("harness"),
                        call.path("event"),
                        call.content(),
                        call.find("as").map(somebody::asSession).orElse(somebody),
                        process(call)));
        return answer.exitCode() + " " + bytes(answer.stdout()) + " " + bytes(answer.stderr())
                + answer.receipt().map(receipt -> " " + text(receipt)).orElse("") + "\n" + answer.stdout()
                + answer.stderr();
    }

    private static OptionalLong process(Call call) {
        return call.find("process").filter(pid -> pid.matches("[0-9]{1,10}")).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String text(HookReceipt receipt) {
        return "agent=" + receipt.agent() + "&messages=" + String.join(",", receipt.messages())
                + receipt.welcomed().map(session -> "&welcomed=" + session).orElse("");
    }

    private static Object confirm(Supervisor supervisor, Call call) {
        supervisor
                .hooks()
                .confirm(new HookReceipt(
                        required(call, "agent"),
                        Stream.of(required(call, "messages").split(","))
                                .filter(id -> !id.isEmpty())
                                .toList(),
                        call.find("welcomed")));
        return List.of();
    }

    private static String required(Call call, String name) {
        return call.find(name)
                .orElseThrow(() -> new HttpFailure(
                        400,
                        "invalid_input",
                        "the parameter `" + name + "` is missing",
                        "send the receipt as it came"));
    }
}
