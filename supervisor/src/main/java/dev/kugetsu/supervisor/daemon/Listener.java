package dev.kugetsu.supervisor.daemon;

import java.util.OptionalInt;

/// The component that answers on the daemon's socket.
public interface Listener extends Component {

    /// The port on the loopback address, once it is started; empty when it listens on the socket alone.
    OptionalInt port();
}
