package dev.kugetsu.adapters.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Whose the connections of this machine are, as Linux shows it under `/proc/net` and `/proc/<pid>/fd`.
///
/// @param root `/proc`
/// @param pause blocks until whoever was started in between has closed what it has not asked for
record ProcfsSockets(Path root, Pause pause) {

    private static final String ESTABLISHED = "01";

    /// Between `fork` and `exec`, which takes about a millisecond, a child has all that its parent has.
    private static final long FORK_MILLIS = 20;

    ProcfsSockets(Path root) {
        this(root, () -> Thread.sleep(FORK_MILLIS));
    }

    /// Time that passes.
    @FunctionalInterface
    interface Pause {
        void take() throws InterruptedException;
    }

    /// The pid of the one process that has the connection from that address to the port of this machine; empty
    /// when it is somebody else's, not here, or has several owners.
    Optional<Long> findOwner(InetSocketAddress from, int to) {
        return findInode(from, to).flatMap(this::findOnlyHolder);
    }

    /// A socket that can do both families shows addresses of the older one with a prefix.
    private Optional<String> findInode(InetSocketAddress from, int to) {
        String here = address(from);
        String there = ":%04X".formatted(to);
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(root.resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[3].equals(ESTABLISHED))
                .filter(fields -> fields[1].endsWith(here) && fields[2].endsWith(there))
                .map(fields -> fields[9])
                .findFirst();
    }

    /// The kernel prints the four bytes as the number that they are on this machine.
    private static String address(InetSocketAddress from) {
        byte[] bytes = from.getAddress().getAddress();
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return HexFormat.of().withUpperCase().formatHex(reversed) + ":%04X".formatted(from.getPort());
    }

    private Optional<Long> findOnlyHolder(String inode) {
        List<Long> holders = listHolders(inode);
        if (holders.size() > 1) {
            try {
                pause.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            holders = listHolders(inode);
        }
        return holders.size() == 1 ? Optional.of(holders.getFirst()) : Optional.empty();
    }

    private List<Long> listHolders(String inode) {
        List<Long> holders = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(root, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    holders.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return holders;
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (isLinkTo(socket, file)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException notOursOrGone) {
            return false;
        }
    }

    /// Files are closed while they are looked at.
    private static boolean isLinkTo(String socket, Path file) {
        try {
            return Files.readSymbolicLink(file).toString().equals(socket);
        } catch (IOException closed) {
            return false;
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.of();
        }
    }
}
