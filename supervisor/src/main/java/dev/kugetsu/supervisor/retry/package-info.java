/// What is tried again after a failure, and when: by the kind of the failure, and only while there is progress.
@NullMarked
package dev.kugetsu.supervisor.retry;

import org.jspecify.annotations.NullMarked;
