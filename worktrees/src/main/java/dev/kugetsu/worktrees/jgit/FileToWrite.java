package dev.kugetsu.worktrees.jgit;

import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/// One file that a checkout is to write.
///
/// @param lineEnds what becomes of its line ends on the way to the disk
record FileToWrite(String path, FileMode mode, ObjectId objectId, EolStreamType lineEnds) {}
