package dev.kugetsu.supervisor.hook;

import dev.kugetsu.adapters.hook.HookVerdict;
import dev.kugetsu.supervisor.coordination.Hooks.HookReceipt;
import java.util.Optional;

/// What is answered, and what it takes along.
///
/// @param receipt to be confirmed once the answer has been heard
record Decision(HookVerdict verdict, Optional<HookReceipt> receipt) {

    static final Decision SILENT = new Decision(new HookVerdict.Silent(), Optional.empty());

    static Decision of(HookVerdict verdict) {
        return new Decision(verdict, Optional.empty());
    }
}
