package dev.kugetsu.supervisor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kugetsu.adapters.process.SystemProcesses;
import dev.kugetsu.supervisor.KugetsuException;
import dev.kugetsu.supervisor.KugetsuException.Kind;
import dev.kugetsu.supervisor.coordination.AgentVerbs;
import dev.kugetsu.supervisor.coordination.AgentVerbs.RegisterAgent;
import dev.kugetsu.supervisor.coordination.Caller;
import dev.kugetsu.supervisor.coordination.Coordination.Mode;
import dev.kugetsu.supervisor.coordination.MessageVerbs;
import dev.kugetsu.supervisor.coordination.MessageVerbs.AcknowledgeMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.DeliveryView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ListMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.MailView;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadInbox;
import dev.kugetsu.supervisor.coordination.MessageVerbs.ReadMail;
import dev.kugetsu.supervisor.coordination.MessageVerbs.Receipt;
import dev.kugetsu.supervisor.coordination.MessageVerbs.SendMail;
import dev.kugetsu.supervisor.coordination.Presence;
import dev.kugetsu.supervisor.coordination.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {

    @TempDir
    Path folder;

    private World world;
    private Caller ann;
    private Caller ben;
    private Caller cleo;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        ann = register("ann", "writer");
        ben = register("ben", "reviewer");
        cleo = register("cleo", "reviewer");
    }

    @AfterEach
    void close() throws Exception {
        world.close();
    }

    @Test
    void reachesAnAgentByNameOrBySession() {
        send(ann, "ben", "one");
        send(ann, "ben-1", "two");

        assertThat(inbox(ben)).extracting(MailView::text).containsExactly("one", "two");
        assertThat(inbox(cleo)).isEmpty();
    }

    @Test
    void reachesEverybodyOfARole() {
        send(ben, "reviewer", "look");

        assertThat(inbox(cleo)).hasSize(1);
        assertThat(inbox(ben)).as("own messages never come back").isEmpty();
        assertThat(inbox(ann)).isEmpty();
    }

    @Test
    void reachesEverybodyElse() {
        MailView mail = send(ann, "all", "hello");

        assertThat(mail.deliveries()).extracting(DeliveryView::agent).containsExactly("ben", "cleo");
        assertThat(inbox(ann)).isEmpty();
    }

    @Test
    void knowsWhoIsNobody() {
        assertThatThrownBy(() -> send(ann, "dora", "hello"))
                .isInstanceOf(KugetsuException.class)
                .hasMessageContaining("no agent, agent session or role 'dora'")
                .satisfies(failure ->
                        assertThat(((KugetsuException) failure).kind()).isEqualTo(Kind.NOT_FOUND))
                .satisfies(failure ->
                        assertThat(((KugetsuException) failure).next()).contains("here are ann, ben, cleo"));
        assertThatThrownBy(() -> send(ann, "ann", "hello")).hasMessageContaining("nobody but you");
    }

    @Test
    void tellsHowFarItHasGotWithEachRecipient() {
        MailView mail = send(ann, "reviewer", "look");
        assertThat(receipts(ann)).containsExactly("ben QUEUED", "cleo QUEUED");

        perform(MessageVerbs.READ, new ReadMail(mail.messageId()), ben);
        assertThat(receipts(ann)).containsExactly("ben READ", "cleo QUEUED");
        assertThat(inbox(ben)).isEmpty();
        assertThat(inbox(cleo)).as("the first reader does not read for all").hasSize(1);

        perform(MessageVerbs.ACKNOWLEDGE, new AcknowledgeMail(mail.messageId()), ben);
        assertThat(receipts(ann)).containsExactly("ben ACKNOWLEDGED", "cleo QUEUED");
    }

    @Test
    void isReadOnlyByThoseItIsFor() {
        MailView mail = send(ann, "ben", "look");

        assertThatThrownBy(() -> perform(MessageVerbs.READ, new ReadMail(mail.messageId()), cleo))
                .hasMessageContaining("is for ben, and you are cleo");
        assertThatThrownBy(() -> perform(MessageVerbs.ACKNOWLEDGE, new AcknowledgeMail(mail.messageId()), cleo))
                .hasMessageContaining("is for ben, and you are cleo");
        assertThatThrownBy(() ->
                        perform(MessageVerbs.SEND, new SendMail("ben", "and?", Optional.of(mail.messageId())), cleo))
                .hasMessageContaining("is for ben, and you are cleo");
        assertThat(perform(MessageVerbs.LIST, new ListMail(true), cleo)).isEmpty();
        assertThat(inbox(ben)).as("nothing was taken from it").hasSize(1);
    }

    @Test
    void isSentBySomebodyWhoIsKnown() {
        assertThatThrownBy(() -> send(Caller.in(world.repository), "all", "hello"))
                .hasMessageContaining("nothing says which agent you are");
        assertThat(inbox(ben)).isEmpty();
    }

    @Test
    void waitsForAnAgentThatHasGone() {
        MailView mail = send(ben, "ann", "look");
        perform(AgentVerbs.END, new AgentVerbs.EndAgent(Optional.empty()), ben);

        MailView answer = perform(MessageVerbs.SEND, new SendMail("ben", "done", Optional.of(mail.messageId())), ann);

        assertThat(answer.deliveries())
                .containsExactly(
                        new DeliveryView("ben", Receipt.QUEUED, Optional.empty(), Optional.of(Presence.ENDED)));
        assertThat(send(ann, "all", "hello").deliveries())
                .extracting(DeliveryView::agent)
                .containsExactly("cleo");
    }

    @Test
    void saysWhoseAgentIsThereForIt() throws Exception {
        Process program = new ProcessBuilder("sleep", "60").start();
        perform(
                AgentVerbs.REGISTER,
                RegisterAgent.UNNAMED,
                Caller.in(world.repository)
                        .asSession("dora-1")
                        .asProcess(SystemProcesses.detect().find(program.pid()).orElseThrow()));
        String dora = perform(AgentVerbs.SHOW, new AgentVerbs.ShowAgent("dora-1"), ann)
                .agent();
        MailView before = send(ann, dora, "look");
        program.destroyForcibly().waitFor();
        MailView after = send(ann, dora, "look");
        perform(
                MessageVerbs.READ,
                new ReadMail(before.messageId()),
                Caller.in(world.repository).asSession("dora-1"));

        assertThat(presence(before)).contains(Presence.ACTIVE);
        assertThat(presence(after)).contains(Presence.DEAD);
        perform(
                MessageVerbs.LIST,
                new ListMail(false),
                Caller.in(world.repository).asOperator());
        assertThat(presence(send(ann, "operator", "look")))
                .as("a person looks sometime")
                .isEmpty();
        assertThat(perform(MessageVerbs.LIST, new ListMail(false), ann))
                .filteredOn(mail -> mail.messageId().equals(before.messageId()))
                .extracting(MailTest::presence)
                .as("it has it")
                .containsExactly(Optional.empty());
    }

    private static Optional<Presence> presence(MailView mail) {
        return mail.deliveries().getFirst().presence();
    }

    @Test
    void answersAMessageThatThereIs() {
        MailView mail = send(ann, "ben", "look");

        MailView answer = perform(
                MessageVerbs.SEND,
                new SendMail("ann", "done", Optional.of(mail.messageId().substring(0, 6))),
                ben);

        assertThat(answer.replyTo()).contains(mail.messageId());
        assertThatThrownBy(() -> perform(MessageVerbs.SEND, new SendMail("ann", "done", Optional.of("m-none")), ben))
                .hasMessageContaining("there is no message");
    }

    @Test
    void isReadAndAnsweredFromAnotherProjectToo() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other"));
        world.gitIn(other, "init", "-q");
        Caller dora = Caller.in(other).asSession("dora-1");
        MailView mail = send(dora, "ben", "look");
        assertThat(inbox(ben)).extracting(MailView::messageId).containsExactly(mail.messageId());

        assertThat(perform(MessageVerbs.READ, new ReadMail(mail.messageId()), ben)
                        .text())
                .isEqualTo("look");
        MailView answer =
                perform(MessageVerbs.SEND, new SendMail("dora-1", "done", Optional.of(mail.messageId())), ben);
        perform(MessageVerbs.ACKNOWLEDGE, new AcknowledgeMail(mail.messageId()), ben);

        assertThat(receipts(dora)).containsExactly("ben ACKNOWLEDGED");
        assertThat(inbox(dora)).extracting(MailView::messageId).containsExactly(answer.messageId());
        assertThatThrownBy(() -> perform(MessageVerbs.READ, new ReadMail(mail.messageId()), cleo))
                .as("whoever has not got it sees nothing of another project")
                .hasMessageContaining("there is no message");
    }

    @Test
    void goesToWhoeverIsCalledSoAndToNoRoleOfThatName() {
        register("eve", "ben");
        register("dora", "ben-1");

        send(ann, "ben", "by name");
        send(ann, "ben-1", "by session");

        assertThat(inbox(ben)).extracting(MailView::text).containsExactly("by name", "by session");
        assertThat(inbox(world.caller("eve-1"))).isEmpty();
        assertThat(inbox(world.caller("dora-1"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "all", "kugetsu", "you"})
    void goesToNobodyByARoleThatIsTheNameOfSomebodyElse(String role) {
        assertThatThrownBy(() -> register("eve", role))
                .isInstanceOf(KugetsuException.class)
                .hasMessage("'" + role + "' is nobody's role");
    }

    /// It may have been told before that was refused, and the id of a session is of its own choosing.
    @Test
    void forTheOperatorGoesToNobodyElse() {
        world.change("UPDATE agents SET role = 'operator' WHERE agent = 'cleo'");
        Caller eve = world.caller("operator");
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED, eve);

        assertThatThrownBy(() -> send(ann, "operator", "secret")).hasMessageContaining("there is no agent");
        perform(MessageVerbs.LIST, new ListMail(false), world.operator());
        send(ann, "operator", "secret");

        assertThat(inbox(world.operator())).extracting(MailView::text).containsExactly("secret");
        assertThat(inbox(cleo)).isEmpty();
        assertThat(inbox(eve)).isEmpty();
    }

    @Test
    void goesNotToUs() {
        world.change("INSERT INTO agents (agent, created_at, last_seen_at) VALUES ('kugetsu', 0, 0)");

        assertThatThrownBy(() -> send(ann, "kugetsu", "hello")).hasMessageContaining("there is no agent");
    }

    @Test
    void keepsTextLetterByLetter() {
        String text = "</kugetsu-state> \u202e \u001b[31m\n" + "ä".repeat(1000);

        send(ann, "ben", text);

        assertThat(inbox(ben)).extracting(MailView::text).containsExactly(text);
    }

    @Test
    void refusesWhatIsNoMessage() {
        assertThatThrownBy(() -> send(ann, "ben", " ")).hasMessageContaining("blank");
        assertThatThrownBy(() -> send(ann, "ben", "x".repeat((1 << 20) + 1))).hasMessageContaining("1048577 bytes");
    }

    private List<String> receipts(Caller sender) {
        return perform(MessageVerbs.LIST, new ListMail(false), sender).stream()
                .flatMap(mail -> mail.deliveries().stream())
                .map(delivery -> delivery.agent() + " " + delivery.receipt())
                .toList();
    }

    private MailView send(Caller sender, String to, String text) {
        return perform(MessageVerbs.SEND, new SendMail(to, text, Optional.empty()), sender);
    }

    private List<MailView> inbox(Caller caller) {
        return perform(MessageVerbs.INBOX, new ReadInbox(false), caller);
    }

    private Caller register(String agent, String role) {
        Caller caller = Caller.in(world.repository).asSession(agent + "-1");
        perform(AgentVerbs.REGISTER, RegisterAgent.UNNAMED.named(agent).inRole(role), caller);
        return caller;
    }

    private <Q extends Record, R> R perform(Verb<Q, R> verb, Q request, Caller caller) {
        return world.supervisor().coordination().perform(verb, request, caller, Mode.COMMIT);
    }
}
