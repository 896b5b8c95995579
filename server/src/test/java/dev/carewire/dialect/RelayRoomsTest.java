package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SerialExecutor;
import dev.carewire.hub.SessionEnd;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of a clinic whose own back end keeps all records: any id works at once. */
class RelayRoomsTest {

    private static final String SUCCESS = "[{\"success\":true}]";
    private static final String OFFER = "{\"threadId\":\"7\",\"to\":\"doctor\",\"sdp\":\"v=0\"}";
    private static final String STAMP = ",\"timestamp\":\"2026-11-20T15:00:00.000Z\"}";

    private final TenantId tenant = new TenantId("relay-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(2_000, 2_000, 2_000), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            clock);
    private final StubHttpServer system = new StubHttpServer();

    /** The questions that the clinic's system was asked. */
    private final LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        system.close();
        hub.close();
    }

    /** A server that keeps no records; the clinic's staff may join every room. */
    private RelayClinic relay() {
        return relay(Map.of(), Map.of());
    }

    private RelayClinic relay(Map<String, String> environment, Map<String, String> settings) {
        return new RelayClinic(tenant, hub, clock, environment, settings);
    }

    /** A server that keeps no records and asks the clinic's system, which answers with that status. */
    private RelayClinic asking(HttpHandler handler) {
        int port = system.serve("/rooms", exchange -> {
            questions.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            handler.handle(exchange);
            exchange.close();
        });
        return relay(
                Map.of(
                        "CAREWIRE_ROOMS_AUTHORIZATION", "http://127.0.0.1:" + port + "/rooms",
                        "CAREWIRE_ROOMS_AUTHORIZATION_TIMEOUT", "5s",
                        "CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET", "a secret of both systems"),
                Map.of());
    }

    private static HttpHandler answering(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "64f1c0ffee64f1c0ffee64f1", "thread:north/7 (old)"})
    void staffJoinAnyThreadAtOnce(String thread) {
        TestClient nurse = relay().standard("nurse", Role.NURSE);

        assertThat(nurse.ask("[\"message:join-thread\",\"" + thread + "\"]")).contains(SUCCESS);
        assertThat(nurse.session().isIn(RoomKey.thread(tenant, thread))).isTrue();

        assertThat(nurse.ask("[\"message:leave-thread\",\"" + thread + "\"]")).contains(SUCCESS);
        assertThat(nurse.session().isIn(RoomKey.thread(tenant, thread))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY", "OPERATOR", "OTHER"})
    void nobodyElseJoinsARoomOfARecord(Role role) {
        RelayClinic relay = relay();
        TestClient page = relay.standard("someone", role);
        TestClient app = relay.keney("someone-else", role);

        assertThat(page.ask("[\"message:join-thread\",\"someone\"]").orElseThrow())
                .contains("\"code\":\"FORBIDDEN\"");
        assertThat(page.ask("[\"message:typing\",{\"threadId\":\"7\",\"isTyping\":true}]")
                        .orElseThrow())
                .contains("\"code\":\"FORBIDDEN\"");
        assertThat(page.ask("[\"patient:viewing\",{\"patientId\":\"someone\",\"isViewing\":true}]")
                        .orElseThrow())
                .contains("\"code\":\"FORBIDDEN\"");
        for (String room : List.of("chat:7", "patient:someone-else", "appointment:9")) {
            app.send("{\"type\":\"join_room\",\"room_id\":\"" + room + "\"}");
            app.runWorkers();
            assertThat(app.takeReceived()).singleElement().asString().contains("\"code\":\"FORBIDDEN\"");
        }
        assertThat(page.session().rooms()).noneMatch(RoomAccess::isOfRecord);
        assertThat(app.session().rooms()).noneMatch(RoomAccess::isOfRecord);
    }

    @Test
    void typingReachesStaffWhosePageHasNotJoinedTheRoomButNoPatientDisplayOrOtherClinic() {
        RelayClinic relay = relay();
        TestClient typist = relay.standard("nurse", Role.NURSE);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);
        TestClient patient = relay.standard("patient", Role.PATIENT);
        TestClient display = relay.standard("screen", Role.DISPLAY);
        TestClient elsewhere =
                relay.client("/socket.io/", Callers.caller(new TenantId("elsewhere"), "eve", Role.NURSE));

        typist.send("[\"message:typing\",{\"threadId\":\"7\",\"isTyping\":true}]");
        typist.runWorkers();

        assertThat(doctor.takeReceived())
                .containsExactly("[\"message:typing\",{\"threadId\":\"7\",\"userId\":\"nurse\","
                        + "\"userName\":\"Name of nurse\",\"isTyping\":true}]");
        for (TestClient other : List.of(typist, patient, display, elsewhere)) {
            assertThat(other.takeReceived()).isEmpty();
        }
    }

    @Test
    void typingStaysInTheRoomWhereTheClinicWantsThat() {
        RelayClinic relay = relay(Map.of(), Map.of("dialects.standard.typing", "room"));
        TestClient typist = relay.standard("nurse", Role.NURSE);
        TestClient reader = relay.standard("doctor", Role.DOCTOR);
        TestClient other = relay.standard("desk", Role.RECEPTIONIST);
        reader.ask("[\"message:join-thread\",\"7\"]");

        typist.ask("[\"message:typing\",{\"threadId\":\"7\",\"isTyping\":true}]");

        assertThat(reader.takeReceived()).hasSize(1);
        assertThat(other.takeReceived()).isEmpty();
    }

    @Test
    void typingEndsWithTheTypistsSession() {
        RelayClinic relay = relay();
        TestClient typist = relay.standard("nurse", Role.NURSE);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);
        typist.ask("[\"message:typing\",{\"threadId\":\"7\",\"isTyping\":true}]");
        doctor.takeReceived();

        relay.dialect("/socket.io/").disconnected(typist.session());

        assertThat(doctor.takeReceived())
                .contains("[\"message:typing\",{\"threadId\":\"7\",\"userId\":\"nurse\","
                        + "\"userName\":\"Name of nurse\",\"isTyping\":false}]");
    }

    @Test
    void staffOpenAnyChartAtOnce() {
        RelayClinic relay = relay();
        TestClient nurse = relay.standard("nurse", Role.NURSE);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);

        assertThat(nurse.ask("[\"patient:viewing\",{\"patientId\":\"4711\",\"isViewing\":true}]"))
                .contains(SUCCESS);

        assertThat(doctor.takeReceived())
                .singleElement()
                .asString()
                .startsWith("[\"patient:viewing\",{\"userId\":\"nurse\"")
                .contains("\"patientId\":\"4711\",\"isViewing\":true");
    }

    @Test
    void keneysUsersTalkInAnyRoomAndTheServerStoresNothing() {
        RelayClinic relay = relay();
        TestClient nurse = relay.keney("nurse", Role.NURSE);
        TestClient doctor = relay.keney("doctor", Role.DOCTOR);
        for (String room : List.of("chat:5", "thread:6", "appointment:9", "patient:12")) {
            for (TestClient client : List.of(nurse, doctor)) {
                client.send("{\"type\":\"join_room\",\"room_id\":\"" + room + "\"}");
                client.runWorkers();
                assertThat(client.takeReceived())
                        .containsExactly("{\"type\":\"room_joined\",\"data\":{\"joined\":\"" + room + "\"}" + STAMP);
            }
        }

        nurse.send("{\"type\":\"message\",\"room_id\":\"chat:5\",\"content\":\"Room 3 is free\"}");
        nurse.runWorkers();

        assertThat(doctor.takeReceived())
                .singleElement()
                .asString()
                .contains("\"type\":\"room_message\"", "\"room_id\":\"chat:5\"", "Room 3 is free");
        assertThat(nurse.takeReceived()).isEmpty();
    }

    @Test
    void healthmatesUsersTalkInAnyConversationAndTheServerStoresNothing() {
        RelayClinic relay = relay();
        TestClient nurse = relay.client("/ws/chat", Callers.caller(tenant, "nurse", Role.NURSE));
        TestClient doctor = relay.client("/ws/chat", Callers.caller(tenant, "doctor", Role.DOCTOR));
        TestClient patient = relay.client("/ws/chat", Callers.caller(tenant, "pat", Role.PATIENT));
        for (TestClient client : List.of(nurse, doctor, patient)) {
            client.send("{\"type\":\"join_conversation\",\"conversation_id\":\"c-1\"}");
            client.runWorkers();
        }
        assertThat(doctor.takeReceived()).singleElement().asString().contains("\"conversation_joined\"");
        assertThat(patient.takeReceived()).singleElement().asString().contains("Insufficient permissions");
        nurse.takeReceived();

        nurse.send("{\"type\":\"typing_start\",\"conversation_id\":\"c-1\"}");
        nurse.send("{\"type\":\"chat_message\",\"conversation_id\":\"c-1\",\"content\":\"Room 3 is free\"}");
        nurse.runWorkers();

        assertThat(doctor.takeReceived())
                .satisfiesExactly(
                        typing -> assertThat(typing).contains("\"typing_start\""),
                        message -> assertThat(message).contains("\"chat_message\"", "Room 3 is free"));
        assertThat(nurse.takeReceived())
                .anySatisfy(frame -> assertThat(frame).contains("\"message_sent\""))
                .anySatisfy(frame -> assertThat(frame).contains("Room 3 is free"));
        assertThat(patient.takeReceived()).isEmpty();
    }

    @Test
    void theClinicsSystemDecidesAboutEveryoneButDisplays() {
        RelayClinic relay = asking(answering(200));
        TestClient patient = relay.standard("pat", Role.PATIENT);
        TestClient display = relay.standard("screen", Role.DISPLAY);

        patient.send("[\"message:join-thread\",\"7\"]");
        patient.runWorkers();
        display.send("[\"message:join-thread\",\"7\"]");
        display.runWorkers();

        await().untilAsserted(() ->
                assertThat(patient.session().isIn(RoomKey.thread(tenant, "7"))).isTrue());
        assertThat(questions)
                .containsExactly("{\"user\":\"pat\",\"roles\":[\"patient\"],\"tenant\":\"" + tenant.value()
                        + "\",\"room\":\"thread:7\"}");
    }

    @Test
    void aRefusalOfTheClinicsSystemIsAnsweredAndOpensNothing() {
        TestClient nurse = asking(answering(403)).keney("nurse", Role.NURSE);

        nurse.send("{\"type\":\"join_room\",\"room_id\":\"chat:5\"}");
        nurse.runWorkers();

        await().untilAsserted(() -> assertThat(nurse.takeReceived())
                .containsExactly("{\"type\":\"error\",\"data\":{\"error\":\"room: not allowed\",\"code\":\"FORBIDDEN\"}"
                        + STAMP));
        assertThat(nurse.session().rooms()).noneMatch(RoomAccess::isOfRecord);
    }

    @Test
    void withoutAnAnswerNobodyJoinsAndNobodyRejoins() {
        RelayClinic relay = asking(answering(500));
        TestClient nurse = relay.keney("nurse", Role.NURSE);

        nurse.send("{\"type\":\"join_room\",\"room_id\":\"chat:5\"}");
        nurse.runWorkers();

        await().untilAsserted(() -> assertThat(nurse.takeReceived())
                .containsExactly("{\"type\":\"error\",\"data\":{\"error\":\"room: the clinic's system did not answer\","
                        + "\"code\":\"OVERLOADED\"}" + STAMP));
        assertThat(relay.dialect("/ws")
                        .mayRejoin(RoomKey.thread(tenant, "5"), nurse.session().caller()))
                .as("a recovery is a gap")
                .failsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aThousandJoinsAreOneQuestionForEachUserAndRoom() {
        RelayClinic relay = asking(answering(200));
        List<TestClient> pages = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            pages.add(relay.standard("user-" + i % 10, Role.NURSE));
        }

        for (TestClient page : pages) {
            page.send("[\"message:join-thread\",\"7\"]");
            page.runWorkers();
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(pages).allMatch(page -> page.session().isIn(RoomKey.thread(tenant, "7"))));
        assertThat(questions).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aRefusalEvictsWhoIsInTheRoomWithTheFamilysOwnMessage() {
        int[] status = {200};
        RelayClinic relay = asking(exchange -> exchange.sendResponseHeaders(status[0], -1));
        TestClient app = relay.keney("nurse", Role.NURSE);
        TestClient page = relay.standard("doctor", Role.DOCTOR);
        RoomKey chat = RoomKey.thread(tenant, "5");
        RoomKey chart = RoomKey.patient(tenant, "12");
        app.send("{\"type\":\"join_room\",\"room_id\":\"chat:5\"}");
        app.runWorkers();
        page.send("[\"patient:viewing\",{\"patientId\":\"12\",\"isViewing\":true}]");
        page.runWorkers();
        await().until(() -> app.session().isIn(chat) && page.session().isIn(chart));
        await().until(() -> !app.takeReceived().isEmpty());

        relay.advance(Duration.ofMinutes(5));
        await().until(() -> questions.size() == 4);
        assertThat(app.session().isIn(chat)).isTrue();

        status[0] = 403;
        await().untilAsserted(() -> {
            relay.advance(Duration.ofMinutes(5));
            assertThat(app.session().isIn(chat)).isFalse();
            assertThat(page.session().isIn(chart)).isFalse();
        });
        await().untilAsserted(() -> assertThat(app.takeReceived())
                .anyMatch(frame -> frame.startsWith("{\"type\":\"room_left\",\"data\":{\"left\":\"chat:5\"}")));
    }

    @Test
    void staffCallEachOtherAboutAnyThread() {
        RelayClinic relay = relay();
        TestClient nurse = relay.standard("nurse", Role.NURSE);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);

        String offered = nurse.ask("[\"call:offer\"," + OFFER + "]").orElseThrow();
        String call = offered.replaceAll(".*\"callId\":\"([^\"]+)\".*", "$1");

        assertThat(doctor.takeReceived())
                .singleElement()
                .asString()
                .startsWith("[\"call:offer\"")
                .contains("\"threadId\":\"7\"", "\"callId\":\"" + call + "\"");
        assertThat(doctor.ask("[\"call:answer\",{\"callId\":\"" + call + "\",\"sdp\":\"v=0\"}]"))
                .contains(SUCCESS);
        assertThat(nurse.takeReceived()).singleElement().asString().startsWith("[\"call:answer\"");
        assertThat(nurse.ask("[\"call:hangup\",{\"callId\":\"" + call + "\"}]")).contains(SUCCESS);
        assertThat(doctor.takeReceived()).singleElement().asString().startsWith("[\"call:hangup\"");
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PATIENT", "DISPLAY", "OPERATOR", "OTHER"})
    void nobodyElseCallsWhereStaffMayJoinEveryRoom(Role role) {
        RelayClinic relay = relay();
        TestClient someone = relay.standard("someone", role);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);

        assertThat(someone.ask("[\"call:offer\"," + OFFER + "]").orElseThrow()).contains("\"code\":\"FORBIDDEN\"");
        assertThat(doctor.takeReceived()).isEmpty();
    }

    /** Staff called about threads that the clinic's system did not allow them, and its patients could not call. */
    @ParameterizedTest
    @ValueSource(ints = {200, 403})
    void theClinicsSystemDecidesAboutCalls(int status) {
        RelayClinic relay = asking(answering(status));
        TestClient patient = relay.standard("pat", Role.PATIENT);
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);

        patient.send("[\"call:offer\"," + OFFER + "]");
        patient.runWorkers();

        await().until(() -> !questions.isEmpty());
        if (status == 200) {
            await().untilAsserted(() -> assertThat(doctor.takeReceived()).hasSize(1));
        } else {
            await().during(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(doctor.takeReceived()).isEmpty());
        }
        assertThat(questions).singleElement().asString().contains("\"user\":\"pat\"", "\"room\":\"thread:7\"");
    }

    /** Leases of ended sessions stayed for as long as their answers held, and filled the server. */
    @Test
    void aLeaseEndsWithTheSessionAndWithEveryWayOutOfTheRoom() {
        RelayClinic relay = asking(answering(200));
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);
        RoomKey room = RoomKey.thread(tenant, "7");
        int before = relay.timers().size();
        Runnable join = () -> {
            doctor.send("[\"message:join-thread\",\"7\"]");
            doctor.runWorkers();
            await().until(() -> relay.timers().size() > before);
        };

        join.run();
        doctor.ask("[\"message:leave-thread\",\"7\"]");
        assertThat(relay.timers().size()).isEqualTo(before);
        join.run();
        hub.leave(doctor.session(), room);
        assertThat(relay.timers().size()).isEqualTo(before);
        join.run();
        hub.unregister(doctor.session(), SessionEnd.FINAL);
        assertThat(relay.timers().size()).isEqualTo(before);
    }

    /** A refusal to the user evicted the session from a room that the clinic's back end had granted. */
    @Test
    void aRefusalDoesNotOverrideTheGrantOfABackEnd() {
        int[] status = {200};
        RelayClinic relay = asking(exchange -> exchange.sendResponseHeaders(status[0], -1));
        TestClient doctor = relay.standard("doctor", Role.DOCTOR);
        RoomKey room = RoomKey.thread(tenant, "7");
        int before = relay.timers().size();
        doctor.send("[\"message:join-thread\",\"7\"]");
        doctor.runWorkers();
        await().until(() -> relay.timers().size() > before);

        hub.grant(doctor.session(), List.of(room));
        status[0] = 403;
        relay.advance(Duration.ofMinutes(5));

        assertThat(relay.timers().size()).isEqualTo(before);
        assertThat(questions).hasSize(1);
        assertThat(doctor.session().isIn(room)).isTrue();
    }

    /** A resumed session with too many waiting commands kept rooms that its user had lost. */
    @Test
    void aSessionThatIsTooBusyForTheCheckLeavesItsRoomsUnlessABackEndGrantedThem() {
        RelayClinic relay = relay();
        TestClient app = relay.keney("nurse", Role.NURSE);
        for (String room : List.of("chat:5", "chat:6")) {
            app.send("{\"type\":\"join_room\",\"room_id\":\"" + room + "\"}");
            app.runWorkers();
        }
        hub.grant(app.session(), List.of(RoomKey.thread(tenant, "6")));
        app.takeReceived();
        for (int i = 0; i <= SerialExecutor.CAPACITY; i++) {
            assertThat(app.session().executor().executeBlocking(() -> {})).isTrue();
        }

        relay.dialect("/ws").connected(app.session());

        assertThat(app.session().isIn(RoomKey.thread(tenant, "5"))).isFalse();
        assertThat(app.session().isIn(RoomKey.thread(tenant, "6"))).isTrue();
        assertThat(app.takeReceived())
                .containsExactly("{\"type\":\"room_left\",\"data\":{\"left\":\"chat:5\"}" + STAMP);
    }

    /** A session that lost a room on its return received no message about it. */
    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void aSessionThatReturnsToARoomWithoutADecisionForItIsEvicted(int status) {
        int[] next = {200};
        RelayClinic relay = asking(exchange -> exchange.sendResponseHeaders(next[0], -1));
        TestClient app = relay.keney("nurse", Role.NURSE);
        RoomKey chat = RoomKey.thread(tenant, "5");
        app.send("{\"type\":\"join_room\",\"room_id\":\"chat:5\"}");
        app.runWorkers();
        await().until(() -> app.session().isIn(chat));
        await().until(() -> !app.takeReceived().isEmpty());
        next[0] = status;
        clock.advance(Duration.ofMinutes(5));

        relay.dialect("/ws").connected(app.session());
        app.runWorkers();

        await().until(() -> !app.session().isIn(chat));
        await().untilAsserted(
                        () -> assertThat(app.takeReceived())
                                .contains(
                                        "{\"type\":\"room_left\",\"data\":{\"left\":\"chat:5\"},\"timestamp\":\"2026-11-20T15:05:00.000Z\"}"));
    }
}
