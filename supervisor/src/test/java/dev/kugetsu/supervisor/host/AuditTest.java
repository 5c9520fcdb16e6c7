package dev.kugetsu.supervisor.host;

import static dev.kugetsu.supervisor.host.World.ISSUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.Audit.Difference;
import dev.kugetsu.supervisor.Audit.Difference.Kind;
import dev.kugetsu.supervisor.Audit.Repair;
import dev.kugetsu.supervisor.TurnReport;
import dev.kugetsu.supervisor.Turns.Attendance;
import dev.kugetsu.supervisor.Turns.Urgency;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What belongs to the whole home: its harness, its daemon, what is temporary.
class AuditTest {

    @AutoClose
    private final AuditScene scene;

    private final World world;

    AuditTest(@TempDir Path folder) throws Exception {
        scene = AuditScene.in(folder);
        world = scene.world();
    }

    @Test
    void findsNothingWhereAllIsInOrder() {
        world.start(ISSUE, "write a.txt x", "commit x", "write b.txt y");
        world.start("#43", Attendance.DETACH, "sleep 300s");
        world.start("#44", "write a.txt x");
        world.supervisor().sessions().destroy(world.ref("#44"));

        assertThat(world.audit()).isEmpty();

        world.supervisor().turns().stop(world.ref("#43"), Urgency.IMMEDIATE);
    }

    @Test
    void saysThatAHarnessHasForgottenABase() throws Exception {
        String id = world.supervisor()
                .bases()
                .get(world.repository, Optional.empty())
                .harnessSessionId();
        Path session = world.home.resolve("harness/scripted/sessions/" + id);
        Path aside = world.folder.resolve("aside");
        Files.move(session, aside);

        assertThat(scene.kinds()).containsExactly(Kind.BASE_FORSAKEN);

        Files.move(aside, session);
    }

    @Test
    void deletesTemporaryFilesThatNobodyUsesAnyMore() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        Path turn = world.home.resolve("turns").resolve(report.turnId());
        Path ofTurn = Files.createDirectories(turn.resolve("tmp/deep"));
        Path ofSetup = Files.createDirectories(turn.resolve("setup.run"));
        Path trash = Files.createDirectories(world.home.resolve("worktrees/app/.kugetsu-trash/s-1-x/src"));
        Path draft = Files.createDirectories(world.home.resolve("harness/scripted/sessions/.fork_1"));
        AuditScene.age(draft);

        assertThat(world.audit()).hasSize(4).extracting(Difference::kind).containsOnly(Kind.TEMPORARY);
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(repair.left()).isEmpty();
        assertThat(List.of(ofTurn, ofSetup, trash, draft)).noneMatch(Files::exists);
    }

    /// Its owner lives: it is this very process.
    @Test
    void leavesTheTrashOfARemovalThatIsUnderWay() throws Exception {
        TurnReport report = world.start(ISSUE, "say hello");
        world.supervisor().sessions().kill(world.ref(ISSUE));
        world.change("UPDATE sessions SET operation = 'CLEARING', operation_owner = '"
                + SystemProcesses.detect().current() + "' WHERE session_id = '" + report.sessionId() + "'");
        Path trash = Files.createDirectories(world.home.resolve("worktrees/app/.kugetsu-trash/s-1-x"));

        assertThat(world.audit()).extracting(Difference::kind).doesNotContain(Kind.TEMPORARY);

        Files.delete(trash);
        world.change("UPDATE sessions SET operation = NULL, operation_owner = NULL");
    }

    @Test
    void deletesWhatADaemonThatIsGoneHasLeft() throws Exception {
        Path handshake = Files.writeString(
                world.home.resolve("daemon.json"), "{\"pid\":1,\"start_ticks\":1,\"boot_id\":\"an-earlier-boot\"}");
        Path socket = world.home.resolve("daemon.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();

        assertThat(world.audit()).extracting(Difference::name).containsExactly(handshake.toString(), socket.toString());
        Repair repair = world.supervisor().audit().fix(world.audit());

        assertThat(repair.left()).isEmpty();
        assertThat(handshake).doesNotExist();
        assertThat(socket).doesNotExist();
    }

    @Test
    void leavesALivingDaemonAlone() throws Exception {
        ProcessIdentity us = SystemProcesses.detect().current();
        Path handshake = Files.writeString(
                world.home.resolve("daemon.json"),
                "{\"pid\":%d,\"start_ticks\":%d,\"boot_id\":\"%s\"}".formatted(us.pid(), us.startTicks(), us.bootId()));
        Path socket = world.home.resolve("daemon.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertThat(world.audit()).isEmpty();
        }
        Files.delete(handshake);
        Files.delete(socket);
    }
}
