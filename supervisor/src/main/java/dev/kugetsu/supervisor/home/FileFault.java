package dev.kugetsu.supervisor.home;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// What went wrong with a file, in the words of people.
public final class FileFault {

    private FileFault() {}

    /// Why it went wrong; which file it was is for the caller to say.
    public static String words(IOException fault) {
        return switch (fault) {
            case AccessDeniedException denied -> "access is denied";
            case NotDirectoryException notDirectory -> "a part of the path is a file";
            case FileAlreadyExistsException exists -> "a file has that name";
            case NoSuchFileException missing -> "it is not there";
            case FileSystemLoopException loop -> "its links lead in a circle";
            case FileSystemException failure when failure.getReason() != null -> String.valueOf(failure.getReason());
            default -> String.valueOf(fault.getMessage());
        };
    }
}
