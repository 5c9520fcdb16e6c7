package dev.kugetsu.supervisor.api;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells who listens on a port, as far as this user may see it (Linux: `/proc/net/tcp` and `/proc/<pid>/fd`).
record PortOwner(Path proc) {

    /// The state of a listening socket in `/proc/net/tcp`.
    private static final String LISTEN = "0A";

    /// Such as `process 4711 (node)`.
    Optional<String> find(int port) {
        return Stream.of("net/tcp", "net/tcp6")
                .flatMap(table -> lines(proc.resolve(table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 9 && fields[3].equals(LISTEN))
                .filter(fields -> fields[1].endsWith(":%04X".formatted(port)))
                .map(fields -> fields[9])
                .findFirst()
                .flatMap(this::findProcess);
    }

    private Optional<String> findProcess(String inode) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, "socket:[" + inode + "]")) {
                    String name = lines(process.resolve("comm")).findFirst().orElse("?");
                    return Optional.of("process " + process.getFileName() + " (" + name + ")");
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, String socket) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.readSymbolicLink(file).toString().equals(socket)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | java.nio.file.DirectoryIteratorException notOursOrGone) {
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
