package dev.kugetsu.cli;

import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.HookFiles;
import java.util.List;
import java.util.Optional;

/// Notes what is asked for; everything is installed in one file.
record FakeHookFiles(List<Object> requests) implements HookFiles {

    @Override
    public List<HookFileView> install(HookPlace place, Mode mode) {
        return answer(mode == Mode.COMMIT ? "install hooks" : "rehearse hooks", place, HookState.INSTALLED);
    }

    @Override
    public List<HookFileView> remove(HookPlace place, Mode mode) {
        return answer(mode == Mode.COMMIT ? "remove hooks" : "rehearse removal", place, HookState.ABSENT);
    }

    @Override
    public List<HookFileView> examine(HookPlace place) {
        return answer("examine hooks", place, HookState.OUTDATED);
    }

    private List<HookFileView> answer(String verb, HookPlace place, HookState state) {
        requests.add(verb + " for " + place.harnesses() + " by " + place.program());
        return List.of(new HookFileView(
                "codex",
                "/home/jo/app/.codex/hooks.json",
                state,
                true,
                Optional.of(FileChange.CHANGED),
                Optional.of(GitStanding.TRACKED),
                Optional.of("approve them by /hooks"),
                List.of("the file is tracked")));
    }
}
