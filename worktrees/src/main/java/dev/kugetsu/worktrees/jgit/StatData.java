package dev.kugetsu.worktrees.jgit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/// What the index remembers of a file on the disk, to see later without reading it that it has not changed.
///
/// JGit's own index entries hold less of it (7.8: no change time, no inode), which makes the first `git status`
/// of a new worktree read every file.
record StatData(Instant changed, Instant modified, long device, long inode, int user, int group, long size) {

    static StatData of(Path file) throws IOException {
        Map<String, Object> stat = Files.readAttributes(
                file, "unix:ctime,lastModifiedTime,dev,ino,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
        return new StatData(
                ((FileTime) get(stat, "ctime")).toInstant(),
                ((FileTime) get(stat, "lastModifiedTime")).toInstant(),
                (Long) get(stat, "dev"),
                (Long) get(stat, "ino"),
                (Integer) get(stat, "uid"),
                (Integer) get(stat, "gid"),
                (Long) get(stat, "size"));
    }

    private static Object get(Map<String, Object> stat, String name) throws IOException {
        Object value = stat.get(name);
        if (value == null) {
            throw new IOException("this file system does not tell the attribute " + name);
        }
        return value;
    }
}
