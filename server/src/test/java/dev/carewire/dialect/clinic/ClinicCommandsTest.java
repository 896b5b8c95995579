package dev.carewire.dialect.clinic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.cluster.ManualTimers;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.TestClient;
import dev.carewire.emit.Emit;
import dev.carewire.event.Event;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.fixture.TestZones;
import dev.carewire.hub.Encoding;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.notification.ConnectedRecipients;
import dev.carewire.presence.Presence;
import dev.carewire.presence.TestPresence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClinicCommandsTest {

    private static final TenantId TENANT = SampleEvents.TENANT;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T08:30:00.123Z"), ZoneOffset.UTC);
    private static final String SUCCESS = "[{\"success\":true}]";

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 10, 10), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final ManualTimers alarms = new ManualTimers();
    private final Presence presence =
            TestPresence.over(new Emit(TestPublishers.volatileOnly(hub::deliver), CLOCK), alarms, CLOCK);
    private final ClinicDialect dialect =
            new ClinicDialect(hub, presence, new ConnectedRecipients(CLOCK), Set.of(), TestZones.UTC, CLOCK);
    private final Encoding encoding = new TextEncoding(dialect::render);
    private final TestClient client = client("s1", Role.NURSE);

    private TestClient client(String id, Role role) {
        return client(id, Callers.caller(TENANT, "user-" + id, role), encoding);
    }

    private TestClient client(String id, Caller caller, Encoding language) {
        return new TestClient(id, caller, hub, language, dialect::receive);
    }

    @ParameterizedTest
    @CsvSource({
        "subscribe:queue, QUEUE",
        "subscribe:appointments, APPOINTMENTS",
        "subscribe:visits, VISITS",
        "subscribe:prescriptions, PRESCRIPTIONS",
        "subscribe:invoices, INVOICES"
    })
    void letsASubscriberIntoTheEntityRoomHoweverOften(String event, RoomKey.Kind kind) {
        for (String message : List.of(
                "[\"" + event + "\"]",
                "[\"" + event + "\",null]",
                "[\"" + event + "\",{}]",
                "[\"" + event + "\",{\"status\":[\"waiting\"],\"doctorId\":\"dr-chen\"}]")) {
            client.send(message);
            assertThat(client.session().isIn(RoomKey.entity(TENANT, kind))).isTrue();
            assertThat(client.ask(message)).contains(SUCCESS);
        }
        assertThat(client.takeReceived()).isEmpty();
        assertThat(client.session().roomCount()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"queue, QUEUE", "appointments, APPOINTMENTS", "visits, VISITS"})
    void letsASubscriberOutAgainHoweverOften(String entity, RoomKey.Kind kind) {
        client.send("[\"subscribe:" + entity + "\",null]");

        client.send("[\"unsubscribe:" + entity + "\"]");
        client.send("[\"unsubscribe:" + entity + "\",null]");

        assertThat(client.session().isIn(RoomKey.entity(TENANT, kind))).isFalse();
        assertThat(client.takeReceived()).isEmpty();
        assertThat(client.ask("[\"unsubscribe:" + entity + "\"]")).contains(SUCCESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "appointments", "visits"})
    void anEndOfOneSubscriptionLeavesTheOthers(String ended) {
        List<String> all = List.of("queue", "appointments", "visits", "prescriptions", "invoices");
        all.forEach(entity -> client.send("[\"subscribe:" + entity + "\",null]"));

        client.send("[\"unsubscribe:" + ended + "\"]");

        for (String entity : all) {
            RoomKey.Kind kind = RoomKey.Kind.valueOf(entity.toUpperCase(Locale.ROOT));
            assertThat(client.session().isIn(RoomKey.entity(TENANT, kind))).isEqualTo(!entity.equals(ended));
        }
    }

    @Test
    void tellsASubscriberOnceThoughTheEventIsForTheTenantToo() {
        Event<QueueUpdated> updated = QueueEvents.QUEUE_UPDATED.newEvent(
                TENANT, SampleEvents.AT, new QueueUpdated(SampleEvents.QUEUE_ENTRY, Optional.empty()));
        client.send("[\"subscribe:queue\",null]");
        TestClient listener = client("s2", Role.NURSE);
        TestClient stranger = client("s3", Callers.caller(new TenantId("elsewhere"), "user-s1", Role.NURSE), encoding);
        stranger.send("[\"subscribe:queue\",null]");

        hub.deliver(updated);

        assertThat(client.takeReceived()).isEqualTo(dialect.render(updated));
        assertThat(listener.takeReceived()).isEqualTo(dialect.render(updated));
        assertThat(stranger.takeReceived()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"ping\"]", "[\"ping\",null]", "[\"ping\",7,{\"a\":[]}]"})
    void answersAPingToItsSenderAlone(String ping) {
        TestClient other = client("s2", Role.NURSE);

        client.send(ping);

        assertThat(client.takeReceived()).containsExactly("[\"pong\",{\"timestamp\":1795163400123}]");
        assertThat(other.takeReceived()).isEmpty();
    }

    @Test
    void answersAPingThatWantsAnAcknowledgementWithBoth() {
        assertThat(client.ask("[\"ping\"]")).contains(SUCCESS);
        assertThat(client.takeReceived()).containsExactly("[\"pong\",{\"timestamp\":1795163400123}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscribe:queue",
                "subscribe:appointments",
                "subscribe:visits",
                "subscribe:prescriptions",
                "subscribe:invoices",
                "unsubscribe:queue",
                "unsubscribe:appointments",
                "unsubscribe:visits"
            })
    void refusesAFilterThatIsNoObject(String event) {
        client.send("[\"subscribe:queue\",null]");
        int rooms = client.session().roomCount();

        for (String argument : List.of("1", "\"waiting\"", "true", "[]", "[{}]")) {
            String message = "[\"" + event + "\"," + argument + "]";
            client.send(message);
            assertThat(client.takeReceived())
                    .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"argument: invalid"
                            + " (expected: an object or nothing)\",\"event\":\"" + event + "\"}]");
            assertThat(client.ask(message))
                    .contains("[{\"success\":false,\"error\":\"argument: invalid"
                            + " (expected: an object or nothing)\",\"code\":\"INVALID\"}]");
        }
        assertThat(client.session().roomCount()).isEqualTo(rooms);
        assertThat(client.session().isIn(RoomKey.entity(TENANT, RoomKey.Kind.QUEUE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unsubscribe:prescriptions",
                "unsubscribe:invoices",
                "subscribe:patients",
                "message:join-thread",
                "Ping",
                ""
            })
    void refusesWhatThisFamilyDoesNotKnow(String event) {
        client.send("[\"" + event + "\",null]");

        assertThat(client.takeReceived())
                .containsExactly("[\"error\",{\"code\":\"INVALID\",\"message\":\"event: unknown\"}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subscribe:queue",
                "subscribe:appointments",
                "subscribe:visits",
                "subscribe:prescriptions",
                "subscribe:invoices"
            })
    void letsNobodySubscribeWhoDoesNotWorkHere(String event) {
        TestClient patient = client("s2", Role.PATIENT);
        TestClient unknown = client("s3", Role.OTHER);
        TestClient display = client("s4", Role.DISPLAY);

        for (TestClient outsider : List.of(patient, unknown)) {
            assertThat(outsider.ask("[\"" + event + "\",null]"))
                    .contains("[{\"success\":false,\"error\":\"this role may not follow the clinic\","
                            + "\"code\":\"FORBIDDEN\"}]");
            outsider.send("[\"" + event + "\"]");
            assertThat(outsider.takeReceived())
                    .containsExactly("[\"error\",{\"code\":\"FORBIDDEN\",\"message\":\"this role may not follow the"
                            + " clinic\",\"event\":\"" + event + "\"}]");
        }
        assertThat(display.ask("[\"" + event + "\",null]"))
                .contains("[{\"success\":false,\"error\":\"displays may not send this\",\"code\":\"FORBIDDEN\"}]");
        assertThat(List.of(patient, unknown, display))
                .allSatisfy(
                        outsider -> assertThat(outsider.session().roomCount()).isEqualTo(1));
    }

    @Test
    void letsADisplayPing() {
        assertThat(client("s2", Role.DISPLAY).ask("[\"ping\"]")).contains(SUCCESS);
    }

    @Test
    void letsNobodyReturnToMoreThanTheyMayFollowNow() {
        Caller nurse = Callers.caller(TENANT, "u", Role.NURSE);
        Caller patient = Callers.caller(TENANT, "u", Role.PATIENT);
        Caller display = Callers.caller(TENANT, "u", Role.DISPLAY);

        for (RoomKey.Kind kind : RoomKey.Kind.values()) {
            RoomKey room = new RoomKey(TENANT, kind, kind == RoomKey.Kind.USER ? "u" : "");
            RoomKey elsewhere = new RoomKey(new TenantId("elsewhere"), kind, room.id());
            boolean own = kind == RoomKey.Kind.USER;
            boolean screens = kind == RoomKey.Kind.DISPLAY;
            boolean others = EnumSet.of(
                            RoomKey.Kind.THREAD,
                            RoomKey.Kind.PATIENT,
                            RoomKey.Kind.APPOINTMENT,
                            RoomKey.Kind.PATIENT_FLOW,
                            RoomKey.Kind.ROOM_BOARD,
                            RoomKey.Kind.PROVIDER_QUEUE,
                            RoomKey.Kind.RECORDING,
                            RoomKey.Kind.STAFF,
                            RoomKey.Kind.MODULE,
                            RoomKey.Kind.BACK_END)
                    .contains(kind);
            assertThat(dialect.mayRejoin(room, nurse)).as("nurse %s", kind).isCompletedWithValue(!screens && !others);
            assertThat(dialect.mayRejoin(room, patient)).as("patient %s", kind).isCompletedWithValue(own);
            assertThat(dialect.mayRejoin(room, display)).as("display %s", kind).isCompletedWithValue(screens);
            assertThat(dialect.mayRejoin(elsewhere, nurse))
                    .as("elsewhere %s", kind)
                    .isCompletedWithValue(false);
        }
        assertThat(dialect.mayRejoin(RoomKey.user(TENANT, "v"), nurse)).isCompletedWithValue(false);
    }

    @Test
    void bringsAUserOnlineForTheFamiliesThatShowIt() {
        TestClient watcher = client(
                "s2",
                Callers.caller(TENANT, "watcher", Role.NURSE),
                new TextEncoding(event -> List.of(event.type().name())));

        dialect.connected(client.session());
        dialect.disconnected(client.session());
        alarms.advance(Duration.ofSeconds(5));

        assertThat(watcher.takeReceived()).containsExactly("user.came-online", "user.went-offline");
        assertThat(client.takeReceived()).isEmpty();
    }
}
