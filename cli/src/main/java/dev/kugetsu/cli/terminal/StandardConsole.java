package dev.kugetsu.cli.terminal;

import com.pty4j.WinSize;
import dev.kugetsu.cli.output.Channel;
import dev.kugetsu.cli.output.Channel.Kind;
import dev.kugetsu.cli.output.Console;
import dev.kugetsu.cli.output.Palette;
import dev.kugetsu.cli.output.Symbols;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The standard streams of this process.
///
/// The launcher says in `kugetsu.tty` which of the descriptors 0, 1 and 2 are terminals; a shell finds that out
/// for nothing, and Java cannot tell them apart.
public record StandardConsole(Map<String, String> environment, String terminals, String charset) {

    private static final int USUAL_COLUMNS = 80;

    public StandardConsole {
        environment = Map.copyOf(environment);
    }

    /// What the launcher has said; without it there is no terminal.
    public static StandardConsole of(Map<String, String> environment) {
        String charset = System.getProperty("kugetsu.charset", System.getProperty("native.encoding", ""));
        return new StandardConsole(environment, System.getProperty("kugetsu.tty", ""), charset);
    }

    public Console open(ResultStream results) {
        return over(new FileInputStream(FileDescriptor.in), results, new FileOutputStream(FileDescriptor.err));
    }

    /// With other streams that lead where the standard streams of somebody lead.
    public Console over(InputStream in, OutputStream out, OutputStream err) {
        return new Console(
                in,
                kind('0'),
                Channel.over(new BufferedOutputStream(out), kind('1'), palette('1')),
                Channel.over(new BufferedOutputStream(err), kind('2'), palette('2')),
                symbols(),
                this::columns);
    }

    private Kind kind(char descriptor) {
        return terminals.indexOf(descriptor) >= 0 ? Kind.TERMINAL : Kind.ELSEWHERE;
    }

    /// https://no-color.org: any value but the empty one.
    private Palette palette(char descriptor) {
        boolean isUnwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean isDumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return kind(descriptor) == Kind.TERMINAL && !isUnwanted && !isDumb ? Palette.COLORED : Palette.PLAIN;
    }

    private Symbols symbols() {
        return charset.toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8") ? Symbols.UNICODE : Symbols.ASCII;
    }

    private int columns() {
        return Stream.of(environment.getOrDefault("COLUMNS", ""))
                .filter(text -> text.matches("[1-9][0-9]{0,4}"))
                .map(Integer::valueOf)
                .findFirst()
                .or(StandardConsole::actualColumns)
                .orElse(USUAL_COLUMNS);
    }

    private static Optional<Integer> actualColumns() {
        try {
            return Stty.size().map(WinSize::getColumns);
        } catch (IOException noTerminal) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
