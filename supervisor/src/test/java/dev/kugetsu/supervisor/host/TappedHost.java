package dev.kugetsu.supervisor.host;

import dev.kugetsu.supervisor.Supervisor;
import dev.kugetsu.supervisor.home.KugetsuHome;

/// A second supervisor over the home of a world, in whose calls of worktrees a test can interfere.
record TappedHost(TappedWorktrees taps, Supervisor supervisor) implements AutoCloseable {

    static TappedHost over(World world) {
        KugetsuHome home = new KugetsuHome(world.home);
        Leaves leaves = Leaves.of(home, world.environment);
        TappedWorktrees taps = new TappedWorktrees(leaves.worktrees());
        return new TappedHost(
                taps,
                LocalHost.open(
                        home,
                        world.environment,
                        new Leaves(taps.worktrees(), leaves.harnesses(), leaves.commands(), leaves.processes())));
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
