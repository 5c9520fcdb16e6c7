package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Repair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Each kind of difference, made by hand: it is found, named with its owner, repaired if that can be decided,
/// and gone. When each test ends, the audit of its home has to be clean.
record AuditScene(World world) implements AutoCloseable {

    /// In a project that is ready for turns.
    static AuditScene in(Path folder) throws Exception {
        World world = new World(folder);
        world.init();
        return new AuditScene(world);
    }

    Difference only(Kind kind, String name) {
        List<Difference> found = world.audit();
        assertThat(found).extracting(Difference::kind).containsExactly(kind);
        assertThat(found.getFirst().name()).isEqualTo(name);
        return found.getFirst();
    }

    Set<Kind> kinds() {
        return world.audit().stream().map(Difference::kind).collect(Collectors.toSet());
    }

    void assertMends(Difference difference) {
        assertThat(difference.repair()).isPresent();
        Repair repair = world.supervisor().audit().fix(List.of(difference));

        assertThat(repair.refusals()).isEmpty();
        assertThat(repair.mended()).containsExactly(difference);
        assertThat(repair.left()).isEmpty();
        assertThat(world.supervisor().audit().fix(List.of(difference)).mended())
                .as("a second time there is nothing to do")
                .isEmpty();
    }

    void assertLeavesToAPerson(Difference difference) {
        assertThat(difference.repair()).isEmpty();
        assertThat(difference.next()).isPresent();
        Repair repair = world.supervisor().audit().fix(List.of(difference));

        assertThat(repair.mended()).isEmpty();
        assertThat(repair.left()).containsExactly(difference);
    }

    static Process stray(String turn) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sleep", "300");
        builder.environment().put("KUGETSU_TURN_ID", turn);
        return builder.start();
    }

    static void age(Path path) throws Exception {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }

    static void remove(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        world.close();
    }
}
