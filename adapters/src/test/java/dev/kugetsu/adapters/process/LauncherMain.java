package dev.kugetsu.adapters.process;

import dev.kugetsu.adapters.HarnessException;
import dev.kugetsu.adapters.RunningTurn;
import java.io.IOException;
import java.nio.file.Path;

/// Another program of ours that launches a turn and follows it, until a test kills it.
final class LauncherMain {

    private LauncherMain() {}

    // The arguments are the root of the scene, the id of the turn and the script of its agent.
    public static void main(String[] arguments) throws IOException, HarnessException, InterruptedException {
        Scene scene = new Scene(Path.of(arguments[0]), arguments[1], SystemProcesses.detect());
        IO.println("ready");
        RunningTurn turn = scene.launch(arguments[2]);
        IO.println("launched");
        scene.await(turn);
    }
}
