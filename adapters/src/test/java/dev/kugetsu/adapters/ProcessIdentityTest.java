package dev.kugetsu.adapters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {

    private final ProcessIdentity here = new ProcessIdentity(12, 345, "boot", Optional.of("4026531836"));

    @ParameterizedTest
    @ValueSource(strings = {"12 345 boot", "12 345 boot 4026531836"})
    void readsWhatItWrites(String text) {
        assertThat(ProcessIdentity.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12 345", "12 345 boot 1 2", "0 345 boot", "x 345 boot"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> ProcessIdentity.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matchesWhatWasWrittenBeforeNamespacesWereRecorded() {
        ProcessIdentity old = ProcessIdentity.parse("12 345 boot");

        assertThat(here.matches(old)).isTrue();
        assertThat(old.matches(here)).isTrue();
        assertThat(here.matches(ProcessIdentity.parse("12 346 boot"))).isFalse();
    }

    @Test
    void doesNotMatchTheSamePidInAnotherContainer() {
        ProcessIdentity there = new ProcessIdentity(12, 345, "boot", Optional.of("4026532241"));

        assertThat(here.matches(there)).isFalse();
        assertThat(here.isCountedAs(there)).isFalse();
    }
}
