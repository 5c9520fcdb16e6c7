package dev.kugetsu.supervisor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionListTest {

    @Test
    void readsWhatItWrites() {
        PermissionList none = new PermissionList(List.of());
        PermissionList some = new PermissionList(List.of(
                new PermissionRule("external_directory", "/tmp/\"*\"", Action.ALLOW),
                new PermissionRule("bash", "rm *", Action.DENY)));

        assertThat(PermissionList.parse(none.toString())).isEqualTo(none);
        assertThat(PermissionList.parse(some.toString())).isEqualTo(some);
    }

    @Test
    void writesNoRulesAsAnEmptyArray() {
        assertThat(new PermissionList(List.of())).hasToString("[]");
        assertThat(PermissionList.parse("[ ]").rules()).isEmpty();
    }

    @Test
    void refusesWhatIsNoList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PermissionList.parse("{"))
                .withMessageContaining("not a list of permission rules");
    }
}
