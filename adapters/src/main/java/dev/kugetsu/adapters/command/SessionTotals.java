package dev.kugetsu.adapters.command;

import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.Usage;
import dev.kugetsu.adapters.process.AbandonedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Remembers what the sessions had spent when their last turn ended, one file each, for a program that counts over
/// all turns of a session.
///
/// @param folder absolute; made when it is first needed
record SessionTotals(Path folder) {

    /// A fork goes on from what its base had spent.
    void fork(HarnessSessionId base, HarnessSessionId fork) throws IOException {
        of(fork).write(of(base).find());
    }

    void remove(HarnessSessionId session) throws IOException {
        of(session).remove();
    }

    /// Drafts of writers that were killed.
    List<Path> listAbandoned() throws IOException {
        return AbandonedFiles.list(folder, ".*.draft");
    }

    Turn turn(TurnFolder turn) {
        return new Turn(this, new UsageFile(turn.path().resolve("spent-before")));
    }

    private UsageFile of(HarnessSessionId session) {
        return new UsageFile(folder.resolve(ForkBook.name(session.value())));
    }

    /// What one turn goes on from. That stays in its folder: a turn may be read again when its session has spent
    /// more.
    record Turn(SessionTotals totals, UsageFile spentBefore) {

        /// Call it before the launch.
        void begin(Optional<HarnessSessionId> session) throws IOException {
            if (session.isEmpty()) {
                spentBefore.write(Usage.NONE);
            } else {
                HarnessSessionId source = session.get().baseOfForkToBeMade().orElse(session.get());
                spentBefore.write(totals.of(source).find());
            }
        }

        /// Empty when nobody knows what the session had spent before.
        Optional<Usage> before() {
            try {
                return spentBefore.find();
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }

        /// A total that is not known costs less than a wrong one, which would be counted again.
        void end(HarnessSessionId session, Usage total) {
            UsageFile file = totals.of(session);
            try {
                file.write(total);
            } catch (IOException noRoom) {
                forget(file);
            }
        }

        private static void forget(UsageFile file) {
            try {
                file.remove();
            } catch (IOException e) {
                // Then it is counted again; the turn has ended all the same.
            }
        }
    }
}
