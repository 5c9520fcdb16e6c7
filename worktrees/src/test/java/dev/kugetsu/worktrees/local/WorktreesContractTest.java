package dev.kugetsu.worktrees.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.worktrees.BaseCommit;
import dev.kugetsu.worktrees.BranchName;
import dev.kugetsu.worktrees.Repository;
import dev.kugetsu.worktrees.Worktree;
import dev.kugetsu.worktrees.WorktreeException;
import dev.kugetsu.worktrees.WorktreeException.Kind;
import dev.kugetsu.worktrees.Worktrees;
import dev.kugetsu.worktrees.Worktrees.CreateRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What both ways owe to whoever uses worktrees, checked with the real git.
@ParameterizedClass
@EnumSource(Way.class)
abstract class WorktreesContractTest {

    static final String OWNER = "s-1";

    final Way way;

    @TempDir
    Path temporary;

    GitFixture git;
    Path place;
    Worktrees worktrees;

    WorktreesContractTest(Way way) {
        this.way = way;
    }

    @BeforeEach
    void makeRepository() throws Exception {
        temporary = temporary.toRealPath();
        git = GitFixture.init(temporary.resolve("repository"));
        way.prepare(git);
        git.write("README.md", "hello\n");
        git.write("src/main.txt", "one\ntwo\n");
        Files.setPosixFilePermissions(git.write("run.sh", "#!/bin/sh\n"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(git.directory().resolve("link"), Path.of("src/main.txt"));
        git.commitAll("first");
        place = temporary.resolve("worktrees/app/s-1");
        worktrees = new LocalWorktrees(Clock.systemUTC());
    }

    Repository repository() throws WorktreeException {
        return worktrees.find(git.directory());
    }

    Worktree create() throws WorktreeException {
        return create("kugetsu/app-1", place);
    }

    Worktree create(String branch, Path directory) throws WorktreeException {
        Repository repository = repository();
        BaseCommit base = worktrees.resolveBase(repository, Optional.empty());
        return worktrees.create(new CreateRequest(repository, directory, new BranchName(branch), base, OWNER));
    }

    GitFixture inWorktree() {
        return git.in(place);
    }

    static void assertFails(Kind kind, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WorktreeException.class, e -> {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind);
            assertThat(e).hasMessageContaining(text);
        });
    }

    void assertNothingIsLeft() throws Exception {
        assertThat(place).doesNotExist();
        assertThat(place.resolveSibling(".kugetsu-trash")).doesNotExist();
        assertThat(git.run("worktree", "list").lines()).hasSize(1);
        assertThat(git.run("fsck", "--strict")).doesNotContain("error");
        assertThat(git.directory().resolve(".git/kugetsu")).isDirectoryNotContaining("glob:**registering*");
        assertThat(git.directory().resolve(".git/worktrees").toFile().list()).isNullOrEmpty();
    }
}
