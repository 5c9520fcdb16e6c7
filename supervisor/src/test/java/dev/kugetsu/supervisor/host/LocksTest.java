package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.LockVerbs;
import dev.kugetsu.supervisor.coordination.LockVerbs.AcquireLock;
import dev.kugetsu.supervisor.coordination.LockVerbs.CheckLocks;
import dev.kugetsu.supervisor.coordination.LockVerbs.LockView;
import dev.kugetsu.supervisor.coordination.LockVerbs.ReleaseLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a lock keeps from whom, and who gives it back.
class LocksTest {

    @AutoClose
    private final World world;

    private final LockBook book;
    private final Caller ann;
    private final Caller ben;

    LocksTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        book = new LockBook(world);
        ann = world.caller("ann-1");
        ben = world.caller("ben-1");
    }

    @Test
    void holdsOthersOffAndSaysWhoHasIt() {
        LockView held = book.lock(ann, "README.md");

        assertThatThrownBy(() -> book.lock(ben, "README.md"))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("README.md is locked by " + held.agent() + " (ann-1)")
                .satisfies(failure -> assertThat(((KugetsuException) failure).details())
                        .get()
                        .extracting(details -> ((LockView) details).agent())
                        .isEqualTo(held.agent()));
    }

    /// A resource is not the path of that name.
    @Test
    void isCalledTheSameWheneverItIsWrittenDown() {
        AcquireLock build = new AcquireLock(
                Optional.empty(), Optional.of("build"), Optional.empty(), Optional.empty(), Optional.empty());
        world.perform(LockVerbs.ACQUIRE, build, ann);
        world.perform(LockVerbs.RELEASE, new ReleaseLock(Optional.empty(), Optional.of("build"), false), ann);

        assertThat(world.select("SELECT DISTINCT subject FROM journal WHERE kind LIKE 'lock%'"))
                .containsExactly("resource build");
    }

    @Test
    void isRenewedByItsOwner() {
        LockView first = book.lock(ann, "README.md");
        LockView again = book.lock(ann, "README.md");

        assertThat(again.created()).isFalse();
        assertThat(again.acquiredAt()).isEqualTo(first.acquiredAt());
        assertThat(again.expiresAt()).isAfterOrEqualTo(first.expiresAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"src", "src/main", "src/main/Main.java"})
    void holdsOffWhatIsInAFolderAndWhatTheFolderIsIn(String wanted) {
        book.lock(ann, "src/main");

        assertThatThrownBy(() -> book.lock(ben, wanted)).hasMessageContaining("src/main is locked");
        assertThat(book.lock(ben, "src/mainly").created()).isTrue();
    }

    @Test
    void isTheSameFromEveryWorktree() throws Exception {
        Path linked = world.folder.resolve("linked");
        world.git("worktree", "add", "-q", linked.toString());
        book.lock(ann, "README.md");

        assertThatThrownBy(() -> book.lock(Caller.in(linked).asSession("ben-1"), "README.md"))
                .hasMessageContaining("README.md is locked");
    }

    @Test
    void isGivenBackByItsOwnerOnly() {
        book.lock(ann, "README.md");

        assertThatThrownBy(() -> book.unlock(ben, "README.md", false)).hasMessageContaining("is not yours");
        assertThatThrownBy(() -> book.unlock(world.operator(), "README.md", false))
                .as("a person breaks a lock knowingly too")
                .hasMessageContaining("is not yours");
        assertThat(book.unlock(ann, "README.md", false).lock()).isPresent();
        assertThat(book.unlock(ann, "README.md", false).lock()).isEmpty();
        assertThat(book.lock(ben, "README.md").created()).isTrue();
    }

    @Test
    void canBeBrokenAndItsOwnerIsTold() {
        book.lock(ann, "README.md");

        book.unlock(ben, "README.md", true);

        assertThat(book.inbox(ann)).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("kugetsu");
            assertThat(mail.text()).contains("You have lost the lock on README.md", "broken by");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../elsewhere", "."})
    void refusesWhatIsNoPathOfTheProject(String path) {
        assertThatThrownBy(() -> book.lock(ann, path))
                .isInstanceOf(KugetsuException.class)
                .extracting(failure -> ((KugetsuException) failure).kind())
                .isEqualTo(Kind.INVALID_INPUT);
    }

    @Test
    void locksThingsThatHaveNames() {
        AcquireLock port = new AcquireLock(
                Optional.empty(), Optional.of("port-8080"), Optional.empty(), Optional.empty(), Optional.empty());
        world.perform(LockVerbs.ACQUIRE, port, ann);

        assertThatThrownBy(() -> world.perform(LockVerbs.ACQUIRE, port, ben))
                .hasMessageContaining("port-8080 is locked");
        assertThat(book.lock(ben, "port-8080").created())
                .as("a path of that name")
                .isTrue();
    }

    @Test
    void tellsWhichLocksOfOthersAreInTheWay() {
        book.lock(ann, "src");
        book.lock(ann, "docs/guide.md");

        CheckLocks wanted = new CheckLocks(List.of("src/Main.java", "docs/guide.md", "free.txt", "/etc/passwd"));

        assertThat(world.perform(LockVerbs.CHECK, wanted, ben))
                .extracting(LockView::key)
                .containsExactly("src", "docs/guide.md");
        assertThat(world.perform(LockVerbs.CHECK, wanted, ann)).isEmpty();
        assertThat(world.perform(LockVerbs.CHECK, wanted, Caller.in(world.repository)))
                .hasSize(2);
    }

    @Test
    void rehearsesWithoutATrace() {
        world.supervisor()
                .coordination()
                .perform(
                        LockVerbs.ACQUIRE,
                        LockBook.request("README.md", Optional.empty(), Optional.empty()),
                        ann,
                        Mode.REHEARSE);

        assertThat(book.list(true)).isEmpty();
        assertThat(Files.exists(world.home.resolve("locks-held"))).isFalse();
    }

    @Test
    void bindsEverybodyWhenTheOperatorHasIt() {
        book.lock(world.operator(), "README.md");

        assertThatThrownBy(() -> book.lock(ben, "README.md")).hasMessageContaining("locked by operator");
    }
}
