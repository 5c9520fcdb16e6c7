package dev.kugetsu.supervisor;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a repository is hosted, whichever way its URL is written.
///
/// @param host lower case, with the port if there is one
/// @param path owner and repository, such as `acme/app`; an owner may have several segments
public record RemoteKey(String host, String path) {

    private static final Pattern SCP = Pattern.compile("(?:[^@/]+@)?([^:/@]+):(?!//)(.+)");
    private static final Pattern PATH = Pattern.compile("[^/\\s#]+(/[^/\\s#]+)+");

    /// Reads the URL of a remote as git accepts it; empty when it names no host, such as a local folder.
    public static Optional<RemoteKey> fromUrl(String url) {
        if (url.contains("://")) {
            return fromUri(url);
        }
        Matcher scp = SCP.matcher(url.strip());
        return scp.matches() ? of(scp.group(1), scp.group(2)) : Optional.empty();
    }

    private static Optional<RemoteKey> fromUri(String url) {
        try {
            URI uri = URI.create(url.strip());
            if (uri.getHost() == null || uri.getPath() == null) {
                return Optional.empty();
            }
            boolean isWeb = uri.getScheme().startsWith("http");
            String port = isWeb && uri.getPort() >= 0 ? ":" + uri.getPort() : "";
            return of(uri.getHost() + port, uri.getPath());
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }

    private static Optional<RemoteKey> of(String host, String rawPath) {
        String path = rawPath.replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
        boolean isPlain = List.of(path.split("/")).stream().noneMatch(part -> part.equals(".") || part.equals(".."));
        return PATH.matcher(path).matches() && isPlain
                ? Optional.of(new RemoteKey(host.toLowerCase(Locale.ROOT), path))
                : Optional.empty();
    }

    /// `host/owner/repository`.
    @Override
    public String toString() {
        return host + "/" + path;
    }
}
