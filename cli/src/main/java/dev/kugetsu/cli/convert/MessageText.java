package dev.kugetsu.cli.convert;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A message for an agent, as typed or, for `-`, from standard input; handed on letter by letter.
public final class MessageText {

    private static final String FROM_INPUT = "-";
    private static final int LARGEST_BYTES = 16 * 1024 * 1024;

    private MessageText() {}

    /// Reads the message that an argument stands for.
    ///
    /// @throws KugetsuException `INVALID_INPUT` when it is empty, larger than 16 MiB or no UTF-8
    public static String read(String argument, InputStream input) {
        String message = isFromInput(argument) ? readInput(input) : argument;
        if (message.isBlank()) {
            throw invalid("the message is empty", "write what there is to say");
        }
        return message;
    }

    public static boolean isFromInput(String argument) {
        return argument.equals(FROM_INPUT);
    }

    private static String readInput(InputStream input) {
        try {
            byte[] bytes = input.readNBytes(LARGEST_BYTES + 1);
            if (bytes.length > LARGEST_BYTES) {
                throw invalid("the message on standard input has more than 16 MiB", "point to a file instead");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("the message on standard input is not UTF-8", "convert it, for example with iconv");
        } catch (IOException e) {
            throw new KugetsuException(
                    Kind.FAILED, "standard input cannot be read: " + e.getMessage(), "give the message as text", e);
        }
    }

    private static KugetsuException invalid(String message, String next) {
        return new KugetsuException(Kind.INVALID_INPUT, message, next);
    }
}
