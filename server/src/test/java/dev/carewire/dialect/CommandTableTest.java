package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.hub.TrafficCounters.RejectedCommand;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.json.JsonObject;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTableTest {

    private static final TenantId TENANT = new TenantId("north");

    private final List<String> done = new ArrayList<>();
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final Rooms rooms = new Rooms(hub);
    private final CommandTable table = CommandTable.builder(CommandProtocol.EVENTS, hub.traffic())
            .command("note", (session, argument) -> {
                String id = argument.id("note");
                return PreparedCommand.inline(() -> done.add(id));
            })
            .command("store", (session, argument) -> {
                String id = argument.id("store");
                return PreparedCommand.blocking(() -> done.add(id));
            })
            .command(
                    "lose",
                    (session, argument) -> PreparedCommand.blocking(() -> {
                        throw RejectedException.notFound("thing");
                    }))
            .command(
                    "break",
                    (session, argument) -> PreparedCommand.blocking(() -> {
                        throw new IllegalArgumentException("Marisol Quintero");
                    }))
            .command("enter", (session, argument) -> {
                RoomKey room = RoomKey.thread(TENANT, argument.id("room"));
                return PreparedCommand.inline(() -> rooms.join(session, room));
            })
            .commandForEveryone("look", (session, argument) -> PreparedCommand.inline(() -> done.add("look")))
            .build();
    private final TestClient client = client("s1", Role.NURSE);

    private TestClient client(String id, Role role) {
        return new TestClient(
                id,
                Callers.caller(TENANT, "user-" + id, role),
                hub,
                new TextEncoding(event -> List.of()),
                table::receive);
    }

    @Test
    void answersASuccessOnlyWhenAnAnswerIsWanted() {
        assertThat(client.ask("[\"note\",\"a\"]")).contains("[{\"success\":true}]");

        client.send("[\"note\",\"b\"]");

        assertThat(done).containsExactly("a", "b");
        assertThat(client.takeReceived()).isEmpty();
    }

    @Test
    void refusesBytesThatNoCommandExpects() {
        client.send("[\"note\",\"a\",{\"_placeholder\":true,\"num\":0}]", List.of(new byte[3]));

        assertThat(done).isEmpty();
        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"INVALID\","
                        + "\"message\":\"attachments: 1 (expected: none)\",\"event\":\"note\"}]");
    }

    @Test
    void carriesCommandsOutInTheOrderTheyCame() {
        client.send("[\"store\",\"first\"]");
        client.send("[\"note\",\"second\"]");
        assertThat(done).isEmpty();

        client.runWorkers();

        assertThat(done).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "[",
                "[\"note\",\"a\"",
                "[\"note\",\"a\"]]",
                "null",
                "42",
                "\"note\"",
                "{}",
                "{\"0\":\"note\"}",
                "[]",
                "[null]",
                "[1,\"a\"]",
                "[[\"note\"],\"a\"]",
                "[{\"note\":1}]"
            })
    void refusesWhatIsNoEvent(String text) {
        client.send(text);

        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"message: malformed"
                        + " (expected: an array of event name and arguments)\"}]");
        assertThat(client.ask(text))
                .contains("[{\"success\":false,\"error\":\"message: malformed"
                        + " (expected: an array of event name and arguments)\",\"code\":\"INVALID\"}]");
        assertThat(client.takeReceived()).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void refusesAnUnknownEventWithoutRepeatingItsName() {
        client.send("[\"Marisol Quintero\",1]");

        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"event: unknown\"}]");
        assertThat(client.ask("[\"Marisol Quintero\",1]"))
                .contains("[{\"success\":false,\"error\":\"event: unknown\",\"code\":\"INVALID\"}]");
    }

    @Test
    void namesTheEventOfAFault() {
        client.send("[\"note\",7]");

        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"note: invalid"
                        + " (expected: a text of 1 to 320 characters)\",\"event\":\"note\"}]");
        assertThat(done).isEmpty();
    }

    @Test
    void passesTheRefusalOfAFeatureOn() {
        client.send("[\"lose\"]");
        client.runWorkers();

        assertThat(client.takeReceived())
                .containsExactly(
                        "[\"error\",{\"code\":\"NOT_FOUND\",\"message\":\"thing not found\",\"event\":\"lose\"}]");
        assertThat(client.ask("[\"lose\"]"))
                .contains("[{\"success\":false,\"error\":\"thing not found\",\"code\":\"NOT_FOUND\"}]");
    }

    @Test
    void tellsNothingOfTheServersOwnFaultButThatThereIsOneAndGoesOn() {
        client.send("[\"break\"]");
        client.send("[\"store\",\"next\"]");
        client.runWorkers();

        assertThat(client.takeReceived())
                .containsExactly(
                        "[\"error\",{\"code\":\"INTERNAL\",\"message\":\"internal error\",\"event\":\"break\"}]");
        assertThat(client.ask("[\"break\"]"))
                .contains("[{\"success\":false,\"error\":\"internal error\",\"code\":\"INTERNAL\"}]");
        assertThat(done).containsExactly("next");
    }

    @Test
    void refusesWhatTheLaneHasNoRoomFor() {
        for (int i = 0; i <= SerialExecutor.CAPACITY; i++) {
            client.send("[\"store\",\"" + i + "\"]");
        }
        assertThat(client.takeReceived()).isEmpty();

        client.send("[\"note\",\"too late\"]");
        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"OVERLOADED\",\"message\":\"too many commands are waiting\","
                        + "\"event\":\"note\"}]");

        client.runWorkers();
        assertThat(done).hasSize(SerialExecutor.CAPACITY + 1).doesNotContain("too late");
    }

    @Test
    void refusesWhatTheWorkersHaveNoRoomFor() {
        client.workers().saturate();

        assertThat(client.ask("[\"store\",\"a\"]"))
                .contains("[{\"success\":false,\"error\":\"too many commands are waiting\",\"code\":\"OVERLOADED\"}]");
        assertThat(client.ask("[\"note\",\"b\"]")).contains("[{\"success\":true}]");
        assertThat(done).containsExactly("b");
    }

    @Test
    void letsDisplaysDoNothingButWhatIsForEveryone() {
        TestClient display = client("s2", Role.DISPLAY);

        assertThat(display.ask("[\"look\"]")).contains("[{\"success\":true}]");
        for (String event : List.of("note", "store", "no such event")) {
            assertThat(display.ask("[\"" + event + "\",\"a\"]"))
                    .contains("[{\"success\":false,\"error\":\"displays may not send this\",\"code\":\"FORBIDDEN\"}]");
        }
        assertThat(done).containsExactly("look");
    }

    @Test
    void letsASessionIntoABoundedNumberOfRooms() {
        for (int i = client.session().roomCount(); i < Rooms.MAX_PER_SESSION; i++) {
            assertThat(client.ask("[\"enter\",\"room-" + i + "\"]")).contains("[{\"success\":true}]");
        }

        assertThat(client.ask("[\"enter\",\"one-more\"]"))
                .contains("[{\"success\":false,\"error\":\"rooms: too many (expected: at most 256)\","
                        + "\"code\":\"CONFLICT\"}]");
        assertThat(client.session().isIn(RoomKey.thread(TENANT, "one-more"))).isFalse();
        assertThat(client.ask("[\"enter\",\"room-200\"]"))
                .as("entering a room again")
                .contains("[{\"success\":true}]");

        rooms.leave(client.session(), RoomKey.thread(TENANT, "room-200"));
        assertThat(client.ask("[\"enter\",\"one-more\"]")).contains("[{\"success\":true}]");
    }

    @Test
    void answersNoErrorWithoutAnAcknowledgementWhereClientsShowEachToTheirUser() {
        CommandTable silent = CommandTable.builder(CommandProtocol.ACKNOWLEDGED_EVENTS, hub.traffic())
                .command("note", (session, argument) -> {
                    throw RejectedException.notFound("thing");
                })
                .build();
        TestClient page = new TestClient(
                "s2",
                Callers.caller(TENANT, "user-2", Role.NURSE),
                hub,
                new TextEncoding(event -> List.of()),
                silent::receive);

        page.send("[\"note\"]");
        page.send("[\"no such event\"]");
        page.send("nonsense");
        silent.reject(page.session(), page.message("[\"note\"]"), Rejection.OVERLOADED, "too many messages");

        assertThat(page.takeReceived()).isEmpty();
        assertThat(page.ask("[\"note\"]"))
                .contains("[{\"success\":false,\"error\":\"thing not found\",\"code\":\"NOT_FOUND\"}]");
        assertThat(hub.traffic().rejectedKinds().stream()
                        .collect(Collectors.toMap(Function.identity(), hub.traffic()::rejectedCount)))
                .isEqualTo(Map.of(
                        new RejectedCommand(Optional.of("note"), "NOT_FOUND"), 2L,
                        new RejectedCommand(Optional.empty(), "INVALID"), 2L,
                        new RejectedCommand(Optional.empty(), "OVERLOADED"), 1L));
    }

    @Test
    void commandsWaitForTheEndOfAPendingOne() {
        CompletableFuture<JsonObject> end = new CompletableFuture<>();
        CommandTable pending = CommandTable.builder(CommandProtocol.EVENTS, hub.traffic())
                .command("ask", (session, argument) -> PreparedCommand.pendingWithResult(() -> end))
                .command("note", (session, argument) -> PreparedCommand.inline(() -> done.add("note")))
                .build();
        TestClient asker = new TestClient(
                "s2",
                Callers.caller(TENANT, "user-2", Role.NURSE),
                hub,
                new TextEncoding(event -> List.of()),
                pending::receive);
        asker.send("[\"ask\"]");
        asker.send("[\"note\"]");
        asker.runWorkers();
        assertThat(done).isEmpty();
        assertThat(asker.takeReceived()).isEmpty();

        end.completeExceptionally(RejectedException.forbidden("not for you"));
        asker.runWorkers();

        assertThat(asker.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"FORBIDDEN\",\"message\":\"not for you\",\"event\":\"ask\"}]");
        assertThat(done).containsExactly("note");
    }

    @Test
    void takesOneCommandPerName() {
        Command command = (session, argument) -> PreparedCommand.inline(() -> {});
        CommandTable.Builder builder =
                CommandTable.builder(CommandProtocol.EVENTS, hub.traffic()).command("a", command);

        assertThatIllegalStateException().isThrownBy(() -> builder.commandForEveryone("a", command));
    }
}
