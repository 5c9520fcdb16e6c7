package dev.kugetsu.supervisor.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kugetsu.supervisor.ProjectId;
import dev.kugetsu.supervisor.TurnId;
import dev.kugetsu.supervisor.turn.SlotPolicy.Contender;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotPolicyTest {

    private static final ProjectId APP = new ProjectId("app");
    private static final ProjectId LIB = new ProjectId("lib");

    @Test
    void grantsAFreeSlot() {
        SlotPolicy policy = new SlotPolicy(2);

        var decision = policy.decide(id("b"), List.of(running("a", APP), queued("b", APP)));

        assertThat(decision.isGranted()).isTrue();
    }

    @Test
    void refusesWhenAllSlotsAreTaken() {
        SlotPolicy policy = new SlotPolicy(1);

        var decision = policy.decide(id("b"), List.of(running("a", APP), queued("b", APP)));

        assertThat(decision.isGranted()).isFalse();
        assertThat(decision.reason()).isEqualTo("1 of 1 slots are taken");
    }

    @Test
    void leavesTheSlotToWhoHasWaitedLonger() {
        SlotPolicy policy = new SlotPolicy(1);
        List<Contender> contenders = List.of(queued("a", APP), queued("b", APP));

        assertThat(policy.decide(id("a"), contenders).isGranted()).isTrue();
        assertThat(policy.decide(id("b"), contenders).isGranted()).isFalse();
        assertThat(policy.decide(id("b"), contenders).reason()).isEqualTo("1 turns that have waited longer go first");
    }

    @Test
    void letsAnotherProjectPassOneThatWaitsForItsOwnLimit() {
        SlotPolicy policy = new SlotPolicy(3);
        List<Contender> contenders = List.of(running("a", APP), limited("b", APP), limited("d", APP), queued("c", LIB));

        assertThat(policy.decide(id("b"), contenders).reason()).isEqualTo("the project has its 1 turns");
        assertThat(policy.decide(id("c"), contenders).isGranted()).isTrue();
    }

    @Test
    void refusesATurnThatDoesNotWait() {
        SlotPolicy policy = new SlotPolicy(3);

        assertThat(policy.decide(id("x"), List.of()).isGranted()).isFalse();
    }

    @Test
    void countsATurnThatIsBeingStarted() {
        SlotPolicy policy = new SlotPolicy(1);
        Contender starting = new Contender(id("a"), APP, TurnState.STARTING, Optional.empty());

        assertThat(policy.decide(id("b"), List.of(starting, queued("b", APP))).isGranted())
                .isFalse();
    }

    private static Contender running(String id, ProjectId project) {
        return new Contender(id(id), project, TurnState.RUNNING, Optional.empty());
    }

    private static Contender queued(String id, ProjectId project) {
        return new Contender(id(id), project, TurnState.QUEUED, Optional.empty());
    }

    private static Contender limited(String id, ProjectId project) {
        return new Contender(id(id), project, TurnState.QUEUED, Optional.of(1));
    }

    private static TurnId id(String id) {
        return new TurnId(id);
    }
}
