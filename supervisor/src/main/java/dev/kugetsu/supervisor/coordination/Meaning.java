package dev.kugetsu.supervisor.coordination;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a component of a request means, in the words of schemas, of help texts and of the tools that agents
/// see.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Meaning {

    /// One line without a full stop.
    String value();

    /// How the command line calls it, where that is not `--` and its name; several with commas between.
    String option() default "";

    /// The variable of the environment from which the command line takes it when it is not typed.
    String variable() default "";

    /// Where the command line takes it.
    Place place() default Place.OPTION;

    /// Where a value stands on a command line.
    enum Place {
        /// Behind its option.
        OPTION,
        /// By itself.
        ARGUMENT,
        /// By itself, and `-` stands for standard input.
        TEXT
    }
}
