package dev.kugetsu.supervisor.dispatch;

import dev.kugetsu.adapters.Processes;
import dev.kugetsu.supervisor.recovery.Recovery;
import dev.kugetsu.supervisor.store.Store;
import dev.kugetsu.supervisor.turn.QueuedConduct;
import dev.kugetsu.supervisor.turn.Slots;
import dev.kugetsu.supervisor.turn.TurnRecords;
import java.time.Clock;

/// What a dispatcher is made from.
public record DispatchParts(
        Store store,
        Slots slots,
        TurnRecords records,
        QueuedConduct conduct,
        Recovery recovery,
        Processes processes,
        Clock clock) {}
