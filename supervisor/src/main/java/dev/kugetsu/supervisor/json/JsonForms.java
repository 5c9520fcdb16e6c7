package dev.kugetsu.supervisor.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.kugetsu.adapters.HarnessSessionId;
import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.SessionId;
import dev.kugetsu.supervisor.TurnId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// The forms that values have in JSON where Jackson's own would not do.
final class JsonForms extends SimpleModule {

    private static final DateTimeFormatter UTC_MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    JsonForms() {
        super("kugetsu");
        addSerializer(
                Instant.class, new Form<>((instant, json, context) -> json.writeString(UTC_MILLIS.format(instant))));
        addSerializer(
                Enum.class,
                new Form<>((constant, json, context) ->
                        json.writeString(constant.name().toLowerCase(Locale.ROOT))));
        addSerializer(Optional.class, new Form<>(JsonForms::writeOptional));
        for (Class<?> type : new Class<?>[] {
            Path.class, Duration.class, SessionId.class, TurnId.class, ProjectId.class, HarnessSessionId.class
        }) {
            addSerializer(type, ToStringSerializer.instance);
        }
    }

    private static void writeOptional(Optional<?> optional, JsonGenerator json, SerializerProvider context)
            throws IOException {
        if (optional.isPresent()) {
            context.defaultSerializeValue(optional.get(), json);
        } else {
            json.writeNull();
        }
    }

    @FunctionalInterface
    private interface Writing<T> {
        void write(T value, JsonGenerator json, SerializerProvider context) throws IOException;
    }

    private static final class Form<T> extends JsonSerializer<T> {
        private final Writing<T> writing;

        Form(Writing<T> writing) {
            this.writing = writing;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider context) throws IOException {
            writing.write(value, json, context);
        }
    }
}
