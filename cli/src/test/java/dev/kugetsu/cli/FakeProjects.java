package dev.kugetsu.cli;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.ProjectRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The projects of a [FakeSupervisor].
///
/// @param requests is told what is asked
record FakeProjects(Consumer<Object> requests) implements ProjectRegistry {

    static final ProjectView APP = new ProjectView(
            "app",
            "The app",
            "/home/jo/app",
            Optional.of("github.com/acme/app"),
            List.of("opencode"),
            2,
            Samples.NOON.minusSeconds(900));

    @Override
    public ProjectView add(AddRequest request) {
        requests.accept(request);
        return APP;
    }

    @Override
    public List<ProjectView> list() {
        requests.accept("list projects");
        return List.of(APP);
    }

    @Override
    public ProjectView get(ProjectId id) {
        requests.accept("get project " + id);
        return APP;
    }

    @Override
    public RemovalReport remove(ProjectId id) {
        requests.accept("remove project " + id);
        return new RemovalReport("app", List.of("s-4k7m2xqd"), List.of("s-4k7m2xqd"));
    }
}
