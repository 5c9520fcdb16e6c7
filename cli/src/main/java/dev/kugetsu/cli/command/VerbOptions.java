package dev.kugetsu.cli.command;

import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Meaning;
import dev.kugetsu.supervisor.coordination.Meaning.Place;
import dev.kugetsu.supervisor.json.RecordReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The options and arguments of a verb, one for each component of its request.
final class VerbOptions {

    /// What Java reads where an argument is no UTF-8: something else would be kept than was meant.
    private static final char UNREADABLE = '\uFFFD';

    private final Map<RecordComponent, ArgSpec> specs = new LinkedHashMap<>();

    VerbOptions(Class<? extends Record> request) {
        int position = 0;
        for (RecordComponent component : request.getRecordComponents()) {
            specs.put(
                    component, place(component) == Place.OPTION ? option(component) : argument(component, position++));
        }
    }

    void addTo(CommandSpec spec) {
        specs.values().forEach(spec::add);
    }

    /// What is typed for a component: an option in its longest form, or the label of an argument.
    static String name(RecordComponent component) {
        return place(component) == Place.OPTION ? "`" + optionNames(component).getLast() + "`" : label(component);
    }

    /// What was typed, by the names of the components in JSON.
    Map<String, List<String>> typed(ParseResult parsed, SharedContext context) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        specs.forEach((component, spec) -> {
            if (parsed.matchedArgs().contains(spec)) {
                boolean isText = place(component) == Place.TEXT;
                List<String> values = new ArrayList<>(spec.stringValues());
                values.forEach(value -> requireUtf8(component, value));
                texts.put(RecordReader.name(component), isText ? List.of(context.message(values.getLast())) : values);
            }
        });
        return texts;
    }

    private static void requireUtf8(RecordComponent component, String value) {
        if (value.indexOf(UNREADABLE) >= 0) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT, name(component) + " was not given as UTF-8", "give it as UTF-8, or as JSON");
        }
    }

    /// What was not typed and stands in a variable of the environment, by the names of the components in JSON.
    Map<String, List<String>> around(Map<String, List<String>> typed, SharedContext context) {
        Map<String, List<String>> texts = new LinkedHashMap<>(typed);
        for (RecordComponent component : specs.keySet()) {
            meaning(component)
                    .map(Meaning::variable)
                    .map(context.environment()::get)
                    .filter(text -> !text.isBlank())
                    .ifPresent(text -> texts.putIfAbsent(RecordReader.name(component), List.of(text)));
        }
        return texts;
    }

    private static ArgSpec option(RecordComponent component) {
        OptionSpec.Builder option = OptionSpec.builder(optionNames(component).toArray(String[]::new))
                .description(description(component));
        if (isFlag(component)) {
            return option.arity("0").type(boolean.class).build();
        }
        return option.arity("1")
                .paramLabel(label(component))
                .type(isList(component) ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .build();
    }

    /// The short one first, if there is one.
    private static List<String> optionNames(RecordComponent component) {
        return List.of(meaning(component)
                .map(Meaning::option)
                .filter(option -> !option.isEmpty())
                .orElse("--" + RecordReader.name(component).replace('_', '-'))
                .split(", ", -1));
    }

    private static Place place(RecordComponent component) {
        return meaning(component).map(Meaning::place).orElse(Place.OPTION);
    }

    private static ArgSpec argument(RecordComponent component, int position) {
        return PositionalParamSpec.builder()
                .index(isList(component) ? position + "..*" : Integer.toString(position))
                .arity("0..1")
                .paramLabel(label(component))
                .type(isList(component) ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .description(description(component))
                .build();
    }

    private static String label(RecordComponent component) {
        return "<" + RecordReader.name(component).replace('_', '-') + ">";
    }

    private static String description(RecordComponent component) {
        return meaning(component)
                .map(meaning -> meaning.value() + "."
                        + (meaning.variable().isEmpty() ? "" : " Taken from " + meaning.variable() + " without it."))
                .orElse("");
    }

    private static boolean isFlag(RecordComponent component) {
        return component.getType().equals(boolean.class);
    }

    private static boolean isList(RecordComponent component) {
        Type type = component.getGenericType();
        return type instanceof ParameterizedType generic && generic.getRawType().equals(List.class);
    }

    private static Optional<Meaning> meaning(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Meaning.class));
    }
}
