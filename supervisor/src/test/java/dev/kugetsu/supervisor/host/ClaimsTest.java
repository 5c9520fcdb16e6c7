package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimIssue;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ClaimView;
import dev.kugetsu.supervisor.coordination.AgentVerbs.ReleaseIssue;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Claims to issues.
class ClaimsTest {

    private static final String ISSUE = "github.com/acme/app#7";

    @AutoClose
    private final World world;

    private final AgentRoster roster;

    ClaimsTest(@TempDir Path folder) throws Exception {
        world = new World(folder);
        roster = new AgentRoster(world);
    }

    @Test
    void claimsOnceHoweverOften() {
        ClaimView first = claim("x-1", Optional.of("go"));
        ClaimView again = claim("x-1", Optional.empty());
        ClaimView other = claim("x-2", Optional.empty());

        assertThat(first.created()).isTrue();
        assertThat(again.created()).isFalse();
        assertThat(again.prompt()).contains("go");
        assertThat(claim("x-1", Optional.of("stop")).prompt()).contains("stop");
        assertThat(other.created()).isTrue();
    }

    @Test
    void claimsAndReleasesAsQuicklyAsItLikes() {
        for (int round = 0; round < 3; round++) {
            assertThat(claim("x-1", Optional.empty()).created()).isTrue();
            world.perform(AgentVerbs.RELEASE, new ReleaseIssue(ISSUE), world.caller("x-1"));
        }

        assertThat(roster.show("x-1").claims()).hasSize(3);
        assertThatThrownBy(() -> world.perform(AgentVerbs.RELEASE, new ReleaseIssue(ISSUE), world.caller("x-1")))
                .hasMessageContaining("no open claim");
    }

    @Test
    void completesShortIssuesByTheRemote() {
        assertThat(world.perform(AgentVerbs.CLAIM, new ClaimIssue("#7", Optional.empty()), world.caller("x-1"))
                        .issueRef())
                .isEqualTo(ISSUE);
    }

    @Test
    void rehearsesWithoutATrace() {
        ClaimView rehearsed = world.supervisor()
                .coordination()
                .perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), world.caller("x-1"), Mode.REHEARSE);

        assertThat(rehearsed.created()).isTrue();
        assertThat(roster.list()).isEmpty();
        assertThat(world.supervisor().projects().list()).isEmpty();
    }

    @Test
    void wantsToKnowWhoItIs() {
        assertThatThrownBy(() -> world.perform(
                        AgentVerbs.CLAIM, new ClaimIssue(ISSUE, Optional.empty()), Caller.in(world.repository)))
                .hasMessageContaining("nothing says which agent you are");
    }

    private ClaimView claim(String session, Optional<String> prompt) {
        return world.perform(AgentVerbs.CLAIM, new ClaimIssue(ISSUE, prompt), world.caller(session));
    }
}
