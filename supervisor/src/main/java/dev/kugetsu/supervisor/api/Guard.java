package dev.kugetsu.supervisor.api;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Decides who gets in on the loopback address. Any web page that the user looks at can send requests there, under
/// any name that its owner lets resolve to it; none can read the token, or choose the headers Host and Origin.
///
/// @param token proves to be the user
record Guard(AccessToken token) {

    private static final String BEARER = "Bearer ";

    /// What of a request is looked at.
    ///
    /// @param port on which it came
    record Knock(
            int port,
            Optional<String> host,
            Optional<String> origin,
            Optional<String> site,
            Optional<String> authorization) {}

    /// The token that was offered, if it is not the user's: an agent's, which is examined elsewhere.
    ///
    /// @throws HttpFailure when it does not get in
    Optional<String> admit(Knock knock) {
        if (knock.host().filter(host -> isOurs(host, knock.port())).isEmpty()) {
            throw new HttpFailure(421, "forbidden", "this is no host of ours", "ask for 127.0.0.1:" + knock.port());
        }
        boolean isForeignPage = knock.origin()
                        .filter(origin -> !isOurOrigin(origin, knock.port()))
                        .isPresent()
                || knock.site()
                        .filter(site -> !Set.of("same-origin", "none").contains(site))
                        .isPresent();
        if (isForeignPage) {
            throw new HttpFailure(403, "forbidden", "pages of other origins get nothing here", "");
        }
        String offered = knock.authorization()
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElseThrow(() -> unauthorized("a token is needed here"));
        return token.matches(offered) ? Optional.empty() : Optional.of(offered);
    }

    static HttpFailure unauthorized(String message) {
        return new HttpFailure(
                401,
                "unauthorized",
                message,
                "send `Authorization: Bearer` with what stands in daemon.token, or use the Unix socket",
                Map.of("WWW-Authenticate", "Bearer"));
    }

    private static boolean isOurs(String host, int port) {
        return Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port).contains(host);
    }

    private static boolean isOurOrigin(String origin, int port) {
        return origin.startsWith("http://") && isOurs(origin.substring("http://".length()), port);
    }
}
