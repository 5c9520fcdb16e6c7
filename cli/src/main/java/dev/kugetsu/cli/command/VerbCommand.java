package dev.kugetsu.cli.command;

import dev.kugetsu.cli.output.Console;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.Verb;
import dev.kugetsu.supervisor.coordination.Verb.Effect;
import dev.kugetsu.supervisor.json.Json;
import dev.kugetsu.supervisor.json.RecordReader;
import dev.kugetsu.supervisor.json.RequestWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command of one verb: everything but how its answer is shown is made from the verb.
final class VerbCommand<Q extends Record, R> implements Callable<Integer>, DescribedCommand {

    private final SharedContext context;
    private final String words;
    private final Verb<Q, R> verb;
    private final BiConsumer<Console, R> display;
    private final VerbOptions options;
    private final CallerOptions caller = new CallerOptions();
    private final OptionSpec json = OptionSpec.builder("--json")
            .arity("0..1")
            .type(String.class)
            .paramLabel("{…}|-|@file")
            .parameterConsumer(new JsonInput())
            .description("Print JSON, errors too; takes the request as JSON, from standard input, or from a file.")
            .build();
    private final OptionSpec dryRun = OptionSpec.builder("--dry-run")
            .arity("0")
            .type(boolean.class)
            .description("Tell what would come of it and change nothing.")
            .build();
    private final CommandSpec spec;

    /// @param words how it is called, such as `agent register`
    /// @param display shows the answer to a person
    VerbCommand(
            SharedContext context,
            String words,
            Verb<Q, R> verb,
            BiConsumer<Console, R> display,
            List<String> examples) {
        this.context = context;
        this.words = words;
        this.verb = verb;
        this.display = display;
        this.options = new VerbOptions(verb.request());
        this.spec = CommandSpec.wrapWithoutInspection(this).name(words.substring(words.lastIndexOf(' ') + 1));
        spec.usageMessage().description(verb.summary() + ".").footer(Footer.of(examples));
        options.addTo(spec);
        caller.addTo(spec);
        spec.add(json);
        if (verb.effect() == Effect.CHANGES) {
            spec.add(dryRun);
        }
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Q request = request();
        Mode mode = Boolean.TRUE.equals(dryRun.getValue()) ? Mode.REHEARSE : Mode.COMMIT;
        R answer = context.host()
                .coordinate(coordination -> coordination.perform(verb, request, caller.caller(context), mode));
        if (json.getValue() == null) {
            display.accept(context.console(), CleanAnswer.of(answer));
        } else {
            context.console().print(Json.of(answer));
        }
        if (mode == Mode.REHEARSE) {
            context.console().say("dry run: nothing was changed");
        }
        return ExitCode.DONE.number();
    }

    private Q request() {
        Map<String, List<String>> typed = options.typed(spec.commandLine().getParseResult(), context);
        Optional<String> input = Optional.ofNullable(json.<String>getValue()).filter(text -> !text.isEmpty());
        if (input.isEmpty()) {
            RequestWords asTyped = new RequestWords(VerbOptions::name, "see `kugetsu " + words + " --help`");
            return new RecordReader(asTyped).read(options.around(typed, context), verb.request());
        }
        if (!typed.isEmpty()) {
            throw new KugetsuException(
                    Kind.INVALID_INPUT,
                    "the request is given twice, as JSON and by " + String.join(", ", typed.keySet()),
                    "leave one of the two out");
        }
        return new RecordReader(RequestWords.ofJson("see `kugetsu schema show " + verb.name() + "`"))
                .read(JsonInput.read(input.get(), context), verb.request());
    }
}
