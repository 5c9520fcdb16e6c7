package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kugetsu.adapters.PermissionRule;
import dev.kugetsu.adapters.PermissionRule.Action;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {

    private static final String NOBODY_ANSWERS =
            "\"question*\":{\"*\":\"deny\"},\"plan_enter*\":{\"*\":\"deny\"},\"plan_exit*\":{\"*\":\"deny\"}}";

    @Test
    void deniesWhatOnlyAPersonCouldAnswer() throws Exception {
        assertThat(Permissions.headless(object("{}"), List.of(), List.of())).isEqualTo("{" + NOBODY_ANSWERS);
    }

    @Test
    void putsOurRulesUnderAnotherSpellingSoThatNoneOfTheUsersIsReplaced() throws Exception {
        String permissions = Permissions.headless(
                object("{\"bash\":\"ask\"}"),
                List.of(),
                List.of(PermissionRule.allow("bash:git *"), new PermissionRule("bash", "git push*", Action.DENY)));

        assertThat(permissions)
                .isEqualTo("{\"bash\":\"ask\",\"bas?\":{\"git *\":\"allow\",\"git push*\":\"deny\"}," + NOBODY_ANSWERS);
    }

    @Test
    void repeatsWhatTheUserDeniesBehindOurRules() throws Exception {
        String permissions = Permissions.interactive(
                object("{}"),
                List.of(
                        new PermissionRule("edit", "*", Action.DENY),
                        new PermissionRule("external_directory", "/tmp/secret/*", Action.DENY),
                        new PermissionRule("*", "*", Action.DENY)),
                List.of(PermissionRule.allow("external_directory:/tmp/*"), PermissionRule.allow("*")));

        assertThat(permissions)
                .isEqualTo("{\"external_director?\":{\"/tmp/*\":\"allow\"},\"**\":{\"*\":\"allow\"},"
                        + "\"edit*\":{\"*\":\"deny\"},\"external_directory*\":{\"/tmp/secret/*\":\"deny\"},"
                        + "\"***\":{\"*\":\"deny\"}}");
    }

    @Test
    void countsOnlyWhatIsDeniedInTheEnd() throws Exception {
        String rules = "[{\"permission\":\"*\",\"action\":\"allow\",\"pattern\":\"*\"},"
                + "{\"permission\":\"question\",\"action\":\"deny\",\"pattern\":\"*\"},"
                + "{\"permission\":\"bash\",\"action\":\"deny\",\"pattern\":\"rm *\"},"
                + "{\"permission\":\"question\",\"action\":\"allow\",\"pattern\":\"*\"}]";

        assertThat(Permissions.denied(new ObjectMapper().readTree(rules)))
                .containsExactly(new PermissionRule("bash", "rm *", Action.DENY));
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(json);
    }
}
