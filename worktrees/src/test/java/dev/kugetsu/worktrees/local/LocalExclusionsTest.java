package dev.kugetsu.worktrees.local;

import static dev.kugetsu.worktrees.local.WorktreesContractTest.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.worktrees.Exclusions;
import dev.kugetsu.worktrees.Exclusions.Standing;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the real git overlooks afterwards, and what is left of `info/exclude`.
class LocalExclusionsTest {

    private final Exclusions exclusions = new LocalExclusions();

    @TempDir
    Path temporary;

    private GitFixture git;
    private Path root;
    private Path list;
    private Path file;

    @BeforeEach
    void makeRepository() throws Exception {
        git = GitFixture.init(temporary.toRealPath().resolve("repository"));
        root = git.directory();
        git.write("README.md", "hello\n");
        git.commitAll("first");
        list = root.resolve(".git/info/exclude");
        file = git.write(".tool/settings.json", "{}\n");
    }

    @Test
    void hidesAFileAndShowsTheNextOne() throws Exception {
        assertThat(exclusions.find(root, file)).isEqualTo(Standing.SHOWN);

        assertThat(exclusions.add(root, file)).isEqualTo(Standing.IGNORED);
        git.write(".tool/other.json", "{}\n");
        git.write("deep/.tool/settings.json", "{}\n");

        assertThat(git.status().lines()).containsExactlyInAnyOrder("?? .tool/", "?? deep/");
        git.run("add", "--all");
        assertThat(git.status()).contains("deep/.tool/settings.json").doesNotContain(" .tool/settings.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n", "*.log", "*.log\n", "*.log\r\n!a\r\n", "*.log\r\n!a", "a\r", "# \u00e4\n\u00ff\u0000\n"
            })
    void givesBackByteByByteWhatWasThere(String before) throws Exception {
        byte[] bytes = before.getBytes(StandardCharsets.ISO_8859_1);
        Files.write(list, bytes);
        Path second = git.write(".second/hooks.json", "{}\n");

        exclusions.add(root, file);
        exclusions.add(root, second);

        assertThat(new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1))
                .startsWith(before);
        assertThat(git.status()).isEmpty();
        Files.delete(file);
        assertThat(exclusions.remove(root, file)).isTrue();
        assertThat(exclusions.remove(root, file)).isFalse();
        assertThat(git.status()).isEmpty();
        Files.delete(second);
        assertThat(exclusions.remove(root, second)).isTrue();
        assertThat(Files.readAllBytes(list)).isEqualTo(bytes);
    }

    @Test
    void makesAMissingListAndTakesItAway() throws Exception {
        Files.delete(list);
        Files.delete(list.getParent());

        assertThat(exclusions.add(root, file)).isEqualTo(Standing.IGNORED);
        Files.delete(file);
        assertThat(exclusions.remove(root, file)).isTrue();

        assertThat(list).doesNotExist();
    }

    @Test
    void keepsWhatWasAddedMeanwhile() throws Exception {
        Files.writeString(list, "*.log");
        exclusions.add(root, file);
        Files.writeString(list, Files.readString(list) + "\n*.tmp");
        Files.delete(file);

        exclusions.remove(root, file);

        assertThat(list).hasContent("*.log\n*.tmp");
    }

    @Test
    void findsItsLinesAgainAfterAnEditorHasChangedAllLineEnds() throws Exception {
        Files.writeString(list, "*.log");
        exclusions.add(root, file);
        Files.writeString(list, Files.readString(list).replace("\n", "\r\n"));
        assertThat(git.status()).isEmpty();
        Files.delete(file);

        exclusions.remove(root, file);

        assertThat(Files.readString(list)).isEqualTo("*.log");
    }

    @Test
    void addsNothingForWhatIsTrackedOrIgnoredAlready() throws Exception {
        String before = Files.readString(list);
        git.run("add", ".tool/settings.json");
        Path ignored = git.write("build/settings.json", "{}\n");
        git.write(".gitignore", "build/\n");

        assertThat(exclusions.add(root, file)).isEqualTo(Standing.TRACKED);
        assertThat(exclusions.add(root, ignored)).isEqualTo(Standing.IGNORED);

        assertThat(list).hasContent(before);
    }

    @Test
    void leavesTheLineOfAPerson() throws Exception {
        Files.writeString(list, "/.tool/settings.json\n");
        assertThat(exclusions.add(root, file)).isEqualTo(Standing.IGNORED);
        Files.delete(file);

        assertThat(exclusions.remove(root, file)).isFalse();

        assertThat(list).hasContent("/.tool/settings.json\n");
    }

    /// The repository's own rule counts more than the list, in which the line would say nothing.
    @Test
    void leavesTheListWhenARuleShowsTheFileAnyway() throws Exception {
        String before = Files.readString(list);
        git.write(".gitignore", "!/.tool/settings.json\n");

        assertThat(exclusions.add(root, file)).isEqualTo(Standing.SHOWN);

        assertThat(list).hasContent(before);
    }

    @Test
    void servesLinkedWorktreesByTheListOfAll() throws Exception {
        Path linked = linked();
        Path theirs = git.in(linked).write(".tool/settings.json", "{}\n");

        assertThat(exclusions.add(linked, theirs)).isEqualTo(Standing.IGNORED);

        assertThat(git.in(linked).status()).isEmpty();
        assertThat(list).content().contains("\n/.tool/settings.json\n");
    }

    @Test
    void keepsTheLineForAsLongAsAWorktreeNeedsIt() throws Exception {
        Path linked = linked();
        Path theirs = git.in(linked).write(".tool/settings.json", "{}\n");
        exclusions.add(root, file);
        exclusions.add(linked, theirs);
        Files.delete(file);

        assertThat(exclusions.remove(root, file)).isFalse();
        assertThat(git.in(linked).status()).isEmpty();
        git.in(linked).run("add", "--force", ".tool/settings.json");
        assertThat(exclusions.remove(root, file))
                .as("no ignoring hides what is tracked")
                .isTrue();
    }

    @Test
    void worksInAWorktreeOfABareRepository() throws Exception {
        Path bare = temporary.toRealPath().resolve("bare.git");
        git.run("clone", "--quiet", "--bare", root.toString(), bare.toString());
        Path linked = temporary.toRealPath().resolve("of bare");
        git.in(bare).run("worktree", "add", "--quiet", "-b", "topic", linked.toString());
        Path theirs = git.in(linked).write(".tool/settings.json", "{}\n");

        assertThat(exclusions.add(linked, theirs)).isEqualTo(Standing.IGNORED);
        Files.delete(theirs);
        assertThat(exclusions.remove(linked, theirs)).isTrue();
    }

    @Test
    void leavesAListThatIsReadOnly() throws Exception {
        Files.writeString(list, "*.log\n");
        Files.setPosixFilePermissions(list, PosixFilePermissions.fromString("r--r--r--"));

        assertFails(Kind.FAILED, list.toString(), () -> exclusions.add(root, file));

        assertThat(list).hasContent("*.log\n");
        assertThat(list.getParent()).isDirectoryNotContaining("glob:**.kugetsu");
    }

    @Test
    void writesThroughALinkAndKeepsPermissions() throws Exception {
        Path mine = Files.writeString(temporary.resolve("mine"), "*.log\n");
        Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rw-r-----"));
        Files.delete(list);
        Files.createSymbolicLink(list, mine);

        exclusions.add(root, file);

        assertThat(list).isSymbolicLink();
        assertThat(mine).content().startsWith("*.log\n").endsWith("/.tool/settings.json\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mine)))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "a?b", "a[b]", "a\\b", "a b ", "#a", "!a", "\u00e4", ":(top)a"})
    void meansThisVeryFile(String name) throws Exception {
        Path odd = git.write(name, "{}\n");
        git.write("axb", "another\n");

        assertThat(exclusions.add(root, odd)).isEqualTo(Standing.IGNORED);
        assertThat(exclusions.find(root, root.resolve("axb"))).isEqualTo(Standing.SHOWN);
    }

    @Test
    void findsAFileBehindALink() throws Exception {
        Files.createSymbolicLink(root.resolve("link"), Path.of(".tool"));

        assertThat(exclusions.add(root, root.resolve("link/settings.json"))).isEqualTo(Standing.IGNORED);

        assertThat(exclusions.find(root, file)).isEqualTo(Standing.IGNORED);
    }

    @Test
    void addsOneLineHoweverManyAskAtOnce() throws Exception {
        Callable<Standing> add = () -> exclusions.add(root, file);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : threads.invokeAll(List.of(add, add, add, add, add, add))) {
                assertThat(future.get()).isEqualTo(Standing.IGNORED);
            }
        }

        assertThat(Files.readAllLines(list)).containsOnlyOnce("/.tool/settings.json");
    }

    @Test
    void saysWhatIsNoRepository() {
        assertFails(Kind.FAILED, "not a git repository", () -> exclusions.find(temporary, temporary.resolve("a")));
    }

    private Path linked() throws Exception {
        Path linked = temporary.toRealPath().resolve("linked");
        git.run("worktree", "add", "--quiet", linked.toString());
        return linked;
    }
}
