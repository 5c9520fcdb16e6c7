package dev.kugetsu.adapters.opencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionCopyTest {

    private static final String BASE = "ses_e0278418effeceFEqjgVv22w57";
    private static final String USER = "msg_1fd87bebd001Ps2MtzqpdwYOcZ";
    private static final String ANSWER = "msg_1fd87c204001JmSL1HZKYfvqCL";
    private static final String PART = "prt_1fd87bec4001p1qRw5p38sqoPf";
    private static final String TASK = "prt_1fd87c597001u3B6XC00CZ72u8";
    private static final String SUBAGENT = "ses_e0278418efffAAAAAAAAAAAAAA";

    private final String fork = SessionIds.fork("key");
    private ObjectNode session;

    @BeforeEach
    void copy() throws Exception {
        session = (ObjectNode) new ObjectMapper().readTree("""
                        {"info": {"id": "%1$s", "slug": "calm-otter", "directory": "/old", "title": "old", "cost": 1.5,
                          "parentID": "ses_parent", "tokens": {"input": 7, "cache": {"read": 3}},
                          "time": {"created": 1, "updated": 2, "archived": 3},
                          "revert": {"messageID": "%2$s"},
                          "permission": [{"permission": "bash", "pattern": "*", "action": "deny"}]},
                         "messages": [
                          {"info": {"id": "%2$s", "sessionID": "%1$s", "role": "user"},
                           "parts": [{"id": "%4$s", "sessionID": "%1$s", "messageID": "%2$s", "type": "text",
                             "text": "%2$s"}]},
                          {"info": {"id": "%3$s", "sessionID": "%1$s", "parentID": "%2$s", "role": "assistant"},
                           "parts": [{"id": "%5$s", "sessionID": "%1$s", "messageID": "%3$s", "type": "tool",
                             "tool": "task", "state": {"status": "completed",
                              "input": {"prompt": "about %1$s", "task_id": "%6$s"},
                              "output": "<task id=\\"%6$s\\"> %3$s", "metadata": {"sessionId": "%6$s"}}}]}]}
                        """.formatted(BASE, USER, ANSWER, PART, TASK, SUBAGENT));
        new SessionCopy(fork).rewrite(session, Path.of("/new"), "new", Instant.ofEpochMilli(99));
    }

    @Test
    void givesTheCopyItsOwnPlaceNameAndTime() {
        JsonNode info = session.path("info");

        assertThat(info.path("id").asText()).isEqualTo(fork);
        assertThat(info.path("directory").asText()).isEqualTo("/new");
        assertThat(info.path("title").asText()).isEqualTo("new");
        assertThat(info.path("time").toString()).isEqualTo("{\"created\":99,\"updated\":99}");
        assertThat(info.has("parentID")).isFalse();
        assertThat(info.path("permission")).hasSize(1);
    }

    @Test
    void forgetsWhatTheBaseHasSpent() {
        assertThat(session.path("info").path("cost").asInt()).isZero();
        assertThat(session.path("info").path("tokens").toString())
                .isEqualTo("{\"input\":0,\"output\":0,\"reasoning\":0,\"cache\":{\"read\":0,\"write\":0}}");
    }

    @Test
    void givesEveryMessageAndPartAnotherIdOfTheSameLengthAndOrder() {
        JsonNode user = message(0).path("info");
        JsonNode answer = message(1).path("info");

        assertThat(user.path("id").asText())
                .startsWith(USER.substring(0, 16))
                .hasSameSizeAs(USER)
                .isNotEqualTo(USER);
        assertThat(answer.path("parentID").asText()).isEqualTo(user.path("id").asText());
        assertThat(session.path("info").path("revert").path("messageID").asText())
                .isEqualTo(user.path("id").asText());
        assertThat(part(0).path("messageID").asText()).isEqualTo(user.path("id").asText());
        assertThat(part(0).path("id").asText()).startsWith("prt_").isNotEqualTo(PART);
        assertThat(part(0).path("sessionID").asText()).isEqualTo(fork);
    }

    @Test
    void leavesIdsAloneThatAreOnlyMentioned() {
        assertThat(part(0).path("text").asText()).isEqualTo(USER);
        assertThat(part(1).path("state").path("input").path("prompt").asText()).isEqualTo("about " + BASE);
        assertThat(part(1).path("state").path("output").asText()).endsWith(ANSWER);
    }

    @Test
    void cutsTheCopyOffFromTheSubagentsOfItsBase() {
        String subagent =
                part(1).path("state").path("metadata").path("sessionId").asText();

        assertThat(subagent).startsWith("ses_").isNotEqualTo(SUBAGENT);
        assertThat(part(1).path("state").path("output").asText()).startsWith("<task id=\"" + subagent + "\">");
        assertThat(part(1).path("state").path("input").path("task_id").asText()).isEqualTo(subagent);
    }

    @Test
    void isTheSameForTheSameKeyAndAnotherForAnother() {
        assertThat(SessionIds.fork("key")).isEqualTo(fork).hasSameSizeAs(BASE);
        assertThat(SessionIds.fork("other")).isNotEqualTo(fork);
        assertThat(SessionIds.copy(fork, USER)).isNotEqualTo(SessionIds.copy(SessionIds.fork("other"), USER));
    }

    private JsonNode message(int index) {
        return session.path("messages").path(index);
    }

    private JsonNode part(int message) {
        return message(message).path("parts").path(0);
    }
}
