package dev.kugetsu.supervisor.daemon;

import dev.kugetsu.adapters.ProcessIdentity;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.home.FileFault;
import dev.kugetsu.supervisor.home.KugetsuHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a daemon leaves in its home for others to find. A file that cannot be understood counts as none: nobody but
/// a person writes such a one. Thread-safe.
final class DaemonFiles {

    private final PrivateFile handshake;
    private final PrivateFile owner;
    private final Path socket;

    DaemonFiles(KugetsuHome home) {
        this.handshake = new PrivateFile(home.daemonHandshake());
        this.owner = new PrivateFile(home.daemonOwner());
        this.socket = home.daemonSocket();
    }

    Optional<Handshake> findHandshake() {
        try {
            return handshake.read().flatMap(DaemonFiles::parse);
        } catch (IOException e) {
            throw unusable(handshake, e);
        }
    }

    private static Optional<Handshake> parse(String json) {
        try {
            return Optional.of(Handshake.parse(json));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    void write(Handshake content) {
        try {
            handshake.write(content.toJson());
        } catch (IOException e) {
            throw unusable(handshake, e);
        }
    }

    /// Removes the handshake if it is still this one's. Only whoever holds the lock may do so, because nobody else
    /// writes another one meanwhile.
    void removeHandshake(String instance) {
        boolean isSame = findHandshake()
                .filter(found -> found.identity().instance().equals(instance))
                .isPresent();
        if (isSame) {
            removeHandshake();
        }
    }

    void removeHandshake() {
        try {
            handshake.delete();
        } catch (IOException e) {
            throw unusable(handshake, e);
        }
    }

    /// Removes the socket of a daemon that is dead. Only whoever holds the lock may do so.
    void removeSocket() {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new KugetsuException(
                    KugetsuException.Kind.UNAVAILABLE,
                    socket + " cannot be removed: " + FileFault.words(e),
                    "remove it yourself",
                    e);
        }
    }

    /// Who holds the lock, or held it last.
    Optional<Owner> findOwner() {
        try {
            return owner.read().flatMap(Owner::parse);
        } catch (IOException e) {
            throw unusable(owner, e);
        }
    }

    void write(Owner content) {
        try {
            owner.write(content.toText());
        } catch (IOException e) {
            throw unusable(owner, e);
        }
    }

    private static KugetsuException unusable(PrivateFile file, IOException cause) {
        return new KugetsuException(
                KugetsuException.Kind.UNAVAILABLE,
                file.path() + " cannot be read or written: " + cause,
                "check who owns it and whether the disk is full",
                cause);
    }

    /// The process that holds the lock, or held it last.
    ///
    /// @param lastBoot during which a daemon was last ready; empty before the first was
    record Owner(ProcessIdentity process, Optional<String> lastBoot) {

        static Optional<Owner> parse(String text) {
            List<String> lines = text.lines().toList();
            try {
                return lines.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Owner(
                                ProcessIdentity.parse(lines.getFirst()),
                                lines.stream().skip(1).findFirst().filter(boot -> !boot.isBlank())));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        String toText() {
            return process + "\n" + lastBoot.map(boot -> boot + "\n").orElse("");
        }
    }
}
