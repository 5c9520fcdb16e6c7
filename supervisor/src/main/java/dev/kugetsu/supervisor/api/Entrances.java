package dev.kugetsu.supervisor.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;

/// The two ways in. Over the Unix socket comes the user, or an agent that says so; everybody else needs to show who
/// he is. Each has an allowance of its own, so that whoever floods the port, with a token or without, shuts nobody
/// out of the socket. Whether the daemon lives and takes turns is told over the socket at any rate: commands that hear
/// nothing in time go on without it. Thread-safe.
final class Entrances implements HttpAnswers.Doors {

    private static final int BURST = 1_000;
    private static final int REQUESTS_PER_SECOND = 500;
    private static final Set<String> FREE = Set.of("/healthz", "/readyz");

    private final Connector unix;
    private final ServerConnector tcp;
    private final Path token;
    private final Allowance ofSocket = new Allowance(BURST, REQUESTS_PER_SECOND, System::nanoTime);
    private final Allowance ofPort = new Allowance(BURST, REQUESTS_PER_SECOND, System::nanoTime);

    /// @param token the file that holds what must be sent over the loopback address
    Entrances(Connector unix, ServerConnector tcp, Path token) {
        this.unix = unix;
        this.tcp = tcp;
        this.token = token;
    }

    @Override
    public Optional<String> admit(Request request) {
        boolean isOverSocket = request.getConnectionMetaData().getConnector().equals(unix);
        boolean isFree = isOverSocket && FREE.contains(request.getHttpURI().getCanonicalPath());
        if (!isFree && !(isOverSocket ? ofSocket : ofPort).take()) {
            throw new HttpFailure(
                    429, "unavailable", "too many requests", "ask again in a second", Map.of("Retry-After", "1"));
        }
        return isOverSocket ? ofProgram(request) : guard().admit(knock(request));
    }

    /// No browser comes through the socket; what looks like one was led here by somebody else.
    private static Optional<String> ofProgram(Request request) {
        if (header(request, "Origin").isPresent()
                || header(request, "Sec-Fetch-Site").isPresent()) {
            throw new HttpFailure(403, "forbidden", "the socket is not for browsers", "use the loopback address");
        }
        return bearer(request);
    }

    private static Optional<String> bearer(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(header -> header.startsWith("Bearer "))
                .map(header -> header.substring("Bearer ".length()).strip());
    }

    private Guard.Knock knock(Request request) {
        return new Guard.Knock(
                tcp.getLocalPort(),
                header(request, "Host"),
                header(request, "Origin"),
                header(request, "Sec-Fetch-Site"),
                header(request, "Authorization"));
    }

    private static Optional<String> header(Request request, String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    /// The file is read anew each time, so that a token that was deleted is valid no more.
    private Guard guard() {
        try {
            return new Guard(AccessToken.of(token));
        } catch (IOException e) {
            throw new HttpFailure(503, "unavailable", String.valueOf(e.getMessage()), "use the Unix socket");
        }
    }
}
