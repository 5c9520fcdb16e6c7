package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.adapters.hook.HookCall;
import dev.kugetsu.adapters.hook.HookDialect;
import dev.kugetsu.adapters.hook.HookDialects;
import dev.kugetsu.adapters.hook.HookReply;
import dev.kugetsu.adapters.hook.UnreadableHook;
import dev.kugetsu.supervisor.agent.Welcomes;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Hooks;
import dev.kugetsu.supervisor.lock.Locks;
import dev.kugetsu.supervisor.mail.Postbox;
import dev.kugetsu.supervisor.verb.Coordinator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Answers hooks in the words of their harness. Thread-safe.
public final class HookService implements Hooks {

    private final HookDesk desk;
    private final Postbox postbox;
    private final Welcomes welcomes;
    private final Processes processes;
    private final HookLog log;

    /// @param log the file for what went wrong
    public HookService(
            Coordinator coordinator,
            Postbox postbox,
            Welcomes welcomes,
            Locks locks,
            Processes processes,
            Path log,
            Clock clock) {
        this.desk = new HookDesk(coordinator, postbox, welcomes, locks);
        this.postbox = postbox;
        this.welcomes = welcomes;
        this.processes = processes;
        this.log = new HookLog(log, clock);
    }

    /// An agent must not be held up by our faults, whatever they are.
    @Override
    public HookAnswer answer(HookRequest request) {
        try {
            HookDialect dialect = HookDialects.find(request.harness())
                    .orElseThrow(() -> new UnreadableHook("there is no harness '" + request.harness() + "'"));
            HookCall call = dialect.parse(request.event(), request.input().getBytes(StandardCharsets.UTF_8));
            call.fault().ifPresent(fault -> log.note(request.harness(), request.event(), new UnreadableHook(fault)));
            return answer(
                    dialect, call, desk.decide(call, caller(request, call), verdict -> dialect.hears(call, verdict)));
        } catch (UnreadableHook | RuntimeException failure) {
            log.note(request.harness(), request.event(), failure);
            return HookAnswer.SILENCE;
        }
    }

    /// What this harness would not hear is kept for later.
    private static HookAnswer answer(HookDialect dialect, HookCall call, Decision decision) {
        if (!dialect.hears(call, decision.verdict())) {
            return HookAnswer.SILENCE;
        }
        HookReply reply = dialect.reply(call, decision.verdict());
        return new HookAnswer(reply.stdout(), reply.stderr(), reply.exitCode(), decision.receipt());
    }

    private Caller caller(HookRequest request, HookCall call) {
        Caller known = request.caller();
        Caller told = known.launched().isPresent() ? known : known.toldBy(call.harness(), call.session());
        Caller placed = call.directory().map(told::at).orElse(told);
        Optional<Caller> watched =
                request.process().isPresent() && known.launched().isEmpty()
                        ? processes.findCaller(request.process().getAsLong()).map(placed::asProcess)
                        : Optional.empty();
        return watched.orElse(placed);
    }

    @Override
    public void confirm(HookReceipt receipt) {
        if (!receipt.messages().isEmpty()) {
            postbox.confirm(receipt.agent(), receipt.messages());
        }
        receipt.welcomed().ifPresent(session -> welcomes.confirm(receipt.agent(), session));
    }
}
