package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.coordination.Caller;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a shell has written no hook has seen.
class LockCrossingsTest {

    @TempDir
    Path folder;

    private World world;
    private TaskBoard board;
    private Caller ann;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        world.init();
        board = new TaskBoard(world.supervisor(), world.repository);
        ann = board.agent("ann-1");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void areToldToBothWhenTheTurnIsOver() {
        board.lock(ann, "README.md");
        board.lock(ann, "docs");
        board.lock(ann, "src");

        world.start(World.ISSUE, "write README.md mine\nwrite docs/guide.md mine\nwrite srcs.txt mine");

        String session = world.select("SELECT session_id FROM sessions WHERE kind <> 'BASE'")
                .getFirst();
        assertThat(world.select("SELECT agent || ' ' || subject FROM journal WHERE kind = 'lock_crossed' ORDER BY seq"))
                .containsExactly(session + " README.md", session + " docs");
        assertThat(board.inbox(ann))
                .singleElement()
                .asString()
                .contains(session, "you have locked: README.md, docs/guide.md.");
        assertThat(messagesTo(session)).singleElement().asString().contains("has locked: README.md, docs/guide.md.");
    }

    @Test
    void areNoneWhereNobodyElseHasItLocked() {
        board.lock(ann, "other.txt");
        world.start(World.ISSUE, "write README.md mine");

        assertThat(world.select("SELECT subject FROM journal WHERE kind = 'lock_crossed'"))
                .isEmpty();
        assertThat(board.inbox(ann)).isEmpty();
    }

    private List<String> messagesTo(String agent) {
        return world.select("SELECT m.text FROM messages m JOIN message_deliveries d ON d.message_id = m.message_id "
                + "WHERE d.agent = '" + agent + "'");
    }
}
