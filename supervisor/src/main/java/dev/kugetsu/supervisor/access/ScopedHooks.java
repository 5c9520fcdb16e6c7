package dev.kugetsu.supervisor.access;

import dev.kugetsu.supervisor.coordination.Hooks;

/// Hooks of the agent of a session: as that agent, whatever its harness calls itself.
record ScopedHooks(Hooks hooks, Scope scope) implements Hooks {

    @Override
    public HookAnswer answer(HookRequest request) {
        return hooks.answer(new HookRequest(
                request.harness(),
                request.event(),
                request.input(),
                request.caller().asAgentOf(scope.self(), scope.project()),
                request.process()));
    }

    /// Of its own only.
    @Override
    public void confirm(HookReceipt receipt) {
        hooks.confirm(new HookReceipt(scope.self().value(), receipt.messages(), receipt.welcomed()));
    }
}
