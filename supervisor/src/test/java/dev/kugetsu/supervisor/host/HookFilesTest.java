package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.HookFiles;
import dev.kugetsu.supervisor.coordination.HookFiles.FileChange;
import dev.kugetsu.supervisor.coordination.HookFiles.GitStanding;
import dev.kugetsu.supervisor.coordination.HookFiles.HookFileView;
import dev.kugetsu.supervisor.coordination.HookFiles.HookPlace;
import dev.kugetsu.supervisor.coordination.HookFiles.HookState;
import dev.kugetsu.supervisor.coordination.ReservationVerbs;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.CaptureWork;
import dev.kugetsu.supervisor.coordination.ReservationVerbs.ReserveBranch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFilesTest {

    @AutoClose
    private final World world;

    HookFilesTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
    }

    /// A file that somebody else has broken keeps nobody from the hooks of the others.
    @Test
    void doesTheOthersWhenOneFileIsBroken() throws Exception {
        HookFiles files = world.supervisor().hookFiles();
        HookPlace both = new HookPlace(
                world.repository, world.repository.resolve("kugetsu-hook"), List.of("claude-code", "gemini"));
        Path broken = world.repository.resolve(".claude/settings.local.json");
        Files.createDirectories(world.repository.resolve(".claude"));
        Files.writeString(broken, "{ \"hooks\": ");

        assertThatThrownBy(() -> files.install(both, Mode.COMMIT))
                .hasMessageContaining(".claude/settings.local.json")
                .hasMessageEndingWith("; the others are done");
        assertThat(files.examine(both))
                .extracting(HookFileView::harness, HookFileView::state)
                .containsExactly(tuple("claude-code", HookState.UNREADABLE), tuple("gemini", HookState.INSTALLED));
        assertThatThrownBy(() -> files.remove(both, Mode.COMMIT)).hasMessageContaining(".claude/settings.local.json");

        assertThat(files.examine(both).getLast().state()).isEqualTo(HookState.ABSENT);
        assertThat(broken).hasContent("{ \"hooks\": ");
        assertThat(world.repository.resolve(".gemini")).doesNotExist();
    }

    /// The files name a program of this machine.
    @Test
    void keepsItsFilesOutOfWhatACaptureCommits() throws Exception {
        world.git("config", "user.name", "Ann");
        world.git("config", "user.email", "ann@example.org");
        Caller agent = Caller.in(world.repository).asSession("x-1");
        Coordination coordination = world.supervisor().coordination();
        coordination.perform(
                ReservationVerbs.RESERVE,
                new ReserveBranch("topic", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                agent,
                Mode.COMMIT);
        world.git("checkout", "-q", "topic");
        Files.writeString(world.repository.resolve("new.txt"), "1\n");
        String before = Files.readString(list());

        List<HookFileView> installed = files().install(of(), Mode.COMMIT);
        coordination.perform(
                ReservationVerbs.CAPTURE,
                new CaptureWork(Optional.empty(), Optional.empty(), Optional.empty()),
                agent,
                Mode.COMMIT);

        assertThat(world.git("ls-files").lines()).containsExactly("README.md", "new.txt");
        assertThat(world.git("status", "--porcelain")).isEmpty();
        assertThat(installed)
                .filteredOn(view -> !view.harness().equals("kimi"))
                .extracting(HookFileView::git)
                .containsOnly(Optional.of(GitStanding.IGNORED));
        assertThat(files().remove(of(), Mode.COMMIT))
                .flatExtracting(HookFileView::notes)
                .hasSize(1);
        assertThat(list()).hasContent(before);
        assertThat(world.git("status", "--porcelain", "--ignored")).isEmpty();
    }

    @Test
    void saysThatATrackedFileShows() throws Exception {
        Files.createDirectories(world.repository.resolve(".gemini"));
        Files.writeString(world.repository.resolve(".gemini/settings.json"), "{}\n");
        world.git("add", ".gemini/settings.json");
        world.git("commit", "-q", "-m", "settings");
        String before = Files.readString(list());

        for (List<HookFileView> views :
                List.of(files().install(of("gemini"), Mode.COMMIT), files().examine(of("gemini")))) {
            assertThat(views.getFirst().git()).contains(GitStanding.TRACKED);
            assertThat(views.getFirst().notes())
                    .singleElement()
                    .asString()
                    .contains(".gemini/settings.json is tracked", "`git status`", "`kugetsu reservation capture`");
        }
        assertThat(list()).hasContent(before);
        assertThat(files().remove(of("gemini"), Mode.COMMIT).getFirst().notes()).isEmpty();
    }

    /// What else stands there may be meant for everybody.
    @Test
    void doesNotHideAFileOfSomebodyElse() throws Exception {
        Files.createDirectories(world.repository.resolve(".gemini"));
        Files.writeString(world.repository.resolve(".gemini/settings.json"), "{\"model\": \"x\"}\n");

        HookFileView installed = files().install(of("gemini"), Mode.COMMIT).getFirst();

        assertThat(installed.git()).contains(GitStanding.SHOWN);
        assertThat(installed.notes()).singleElement().asString().contains("shows in `git status`");
        assertThat(world.git("status", "--porcelain")).isEqualTo("?? .gemini/\n");
    }

    @Test
    void installsWhereTheListCannotBeWrittenAndSaysSo() throws Exception {
        Files.setPosixFilePermissions(list(), PosixFilePermissions.fromString("r--r--r--"));

        HookFileView installed = files().install(of("gemini"), Mode.COMMIT).getFirst();

        assertThat(installed.state()).isEqualTo(HookState.INSTALLED);
        assertThat(installed.notes()).singleElement().asString().contains("may show", "permission denied");
        Files.setPosixFilePermissions(list(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(files().examine(of("gemini")).getFirst().git()).contains(GitStanding.SHOWN);
        HookFileView again = files().install(of("gemini"), Mode.COMMIT).getFirst();
        assertThat(again.changed()).isFalse();
        assertThat(again.git()).contains(GitStanding.IGNORED);
    }

    /// kimi reads them from one file, wherever it works.
    @Test
    void leavesTheHooksOfAllRepositoriesToWhoeverNamesTheirHarness() throws Exception {
        files().install(of("kimi", "codex"), Mode.COMMIT);
        Path settings = Path.of(files().examine(of("kimi")).getFirst().file());

        assertThat(files().examine(of("kimi")).getFirst().notes())
                .containsExactly("those of kimi count for all your repositories");
        assertThat(files().remove(of(), Mode.COMMIT))
                .filteredOn(view -> view.state() == HookState.INSTALLED)
                .singleElement()
                .satisfies(kimi -> {
                    assertThat(kimi.harness()).isEqualTo("kimi");
                    assertThat(kimi.changed()).isFalse();
                    assertThat(kimi.notes()).singleElement().asString().contains("hooks remove --harness kimi");
                });
        assertThat(settings).content().contains("hook kimi");

        assertThat(files().remove(of("kimi"), Mode.COMMIT).getFirst().notes())
                .containsExactly("those of kimi are gone from all your repositories");
        assertThat(settings).doesNotExist();
        assertThat(files().remove(of("kimi"), Mode.COMMIT).getFirst().notes()).isEmpty();
    }

    @Test
    void tellsInARehearsalWhatItWouldDoAndDoesNothing() throws Exception {
        Path mine = world.repository.resolve(".gemini/settings.json");
        Files.createDirectories(world.repository.resolve(".gemini"));
        Files.writeString(mine, "{}\n");
        String before = Files.readString(list());

        List<HookFileView> planned = files().install(of("claude-code", "gemini", "kimi"), Mode.REHEARSE);

        assertThat(planned)
                .extracting(HookFileView::change, HookFileView::changed, HookFileView::state)
                .containsExactly(
                        tuple(Optional.of(FileChange.MADE), false, HookState.ABSENT),
                        tuple(Optional.of(FileChange.CHANGED), false, HookState.ABSENT),
                        tuple(Optional.of(FileChange.MADE), false, HookState.ABSENT));
        assertThat(planned)
                .flatExtracting(HookFileView::notes)
                .singleElement()
                .asString()
                .contains(".claude/settings.local.json would get a line in `.git/info/exclude`");
        assertThat(mine).hasContent("{}\n");
        assertThat(Path.of(planned.getFirst().file()).getParent()).doesNotExist();
        assertThat(Path.of(planned.getLast().file()).getParent()).doesNotExist();
        assertThat(list()).hasContent(before);
        assertThat(files().install(of("claude-code", "gemini"), Mode.COMMIT))
                .extracting(HookFileView::change)
                .isEqualTo(planned.stream().limit(2).map(HookFileView::change).toList());
        assertThat(files().install(of("claude-code"), Mode.REHEARSE).getFirst().change())
                .isEmpty();
    }

    @Test
    void tellsInARehearsalWhatItWouldTakeAway() throws Exception {
        Files.createDirectories(world.repository.resolve(".gemini"));
        Files.writeString(world.repository.resolve(".gemini/settings.json"), "{}\n");
        files().install(of("claude-code", "gemini", "kimi"), Mode.COMMIT);

        List<HookFileView> planned = files().remove(of("claude-code", "gemini", "kimi", "qwen"), Mode.REHEARSE);

        assertThat(planned)
                .extracting(HookFileView::change, HookFileView::state)
                .containsExactly(
                        tuple(Optional.of(FileChange.REMOVED), HookState.INSTALLED),
                        tuple(Optional.of(FileChange.CHANGED), HookState.INSTALLED),
                        tuple(Optional.of(FileChange.REMOVED), HookState.INSTALLED),
                        tuple(Optional.empty(), HookState.ABSENT));
        assertThat(planned).flatExtracting(HookFileView::notes).isEmpty();
    }

    @Test
    void refusesABrokenFileInARehearsalToo() throws Exception {
        Files.createDirectories(world.repository.resolve(".gemini"));
        Files.writeString(world.repository.resolve(".gemini/settings.json"), "{");

        assertThatThrownBy(() -> files().install(of("gemini", "codex"), Mode.REHEARSE))
                .hasMessageContaining(".gemini/settings.json")
                .hasMessageNotContaining("are done");
    }

    private HookFiles files() {
        return world.supervisor().hookFiles();
    }

    private HookPlace of(String... harnesses) {
        return new HookPlace(world.repository, world.repository.resolve("kugetsu-hook"), List.of(harnesses));
    }

    private Path list() {
        return world.repository.resolve(".git/info/exclude");
    }
}
