package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.Delivery;
import dev.kugetsu.adapters.HarnessEvent.MessageReceived;
import dev.kugetsu.adapters.StreamEvent;
import dev.kugetsu.adapters.TurnFolder;
import dev.kugetsu.adapters.TurnMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/// Messages for an agent that looks for them in a folder of its turn.
///
/// A message is a file there, named by its id, put there whole. The agent takes it by renaming it to `.<id>`
/// and then acknowledges it in its output, before it acts upon it. What it has not taken yet can be withdrawn.
final class Inbox {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TurnProcess process;
    private final TurnStream output;
    private final Lookout lookout;
    private Optional<StreamEvent> acknowledgement = Optional.empty();

    /// @param output unread
    Inbox(TurnProcess process, TurnStream output, Lookout lookout) {
        this.process = process;
        this.output = output;
        this.lookout = lookout;
    }

    /// As [dev.kugetsu.adapters.RunningTurn#send] promises.
    Delivery send(TurnMessage message) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        boolean isPut = false;
        while (true) {
            boolean ended = process.hasEnded(); // asked before reading, as in following
            boolean moved = listen(message.id());
            Duration left = PATIENCE.minusNanos(System.nanoTime() - begun);
            if (acknowledgement.isPresent()) {
                return new Delivery.Taken(acknowledgement.get());
            }
            if (ended || left.isNegative()) {
                return giveUp(message, ended);
            }
            if (!isPut) {
                put(message);
                isPut = true;
            }
            lookout.rest(moved, left);
        }
    }

    private boolean listen(String id) throws IOException {
        long before = output.bytesSeen();
        output.advance(event -> {
            if (event.event().equals(new MessageReceived(id))) {
                acknowledgement = Optional.of(event);
            }
        });
        return output.bytesSeen() > before;
    }

    /// Unless an earlier call, perhaps of a process that has died, has put it there.
    private void put(TurnMessage message) throws IOException {
        if (Files.exists(waiting(message)) || Files.exists(taken(message))) {
            return;
        }
        Path draft = Files.createTempFile(folder().path(), "message.", "");
        try {
            Files.writeString(draft, message.text());
            if (!Files.isDirectory(folder().inbox())) {
                Files.createDirectories(folder().inbox(), Wrapper.PRIVATE_FOLDER);
            }
            Files.move(draft, waiting(message), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Delivery giveUp(TurnMessage message, boolean ended) throws IOException {
        String turn = "turn " + process.handle().turnId();
        boolean isWithdrawn = withdraw(message);
        if (ended) {
            return new Delivery.Refused(turn + " has ended without acknowledging it");
        }
        return isWithdrawn
                ? new Delivery.Refused(
                        turn + " has not taken it within " + PATIENCE.toSeconds() + " s; it was withdrawn")
                : new Delivery.Unproven(turn + " has taken it but not acknowledged it yet");
    }

    private boolean withdraw(TurnMessage message) throws IOException {
        try {
            Files.delete(waiting(message));
            return true;
        } catch (NoSuchFileException taken) {
            return !Files.exists(taken(message));
        }
    }

    private Path waiting(TurnMessage message) {
        return folder().inbox().resolve(message.id());
    }

    private Path taken(TurnMessage message) {
        return folder().inbox().resolve("." + message.id());
    }

    private TurnFolder folder() {
        return process.handle().folder();
    }
}
