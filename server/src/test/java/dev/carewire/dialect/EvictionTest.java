package dev.carewire.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpHandler;
import dev.carewire.adapter.StubHttpServer;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.dialect.ClientSockets.Selection;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionEnd;
import dev.carewire.hub.SessionLimits;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that the server or a back end adds to rooms and removes from rooms, in every family with state of its own. */
class EvictionTest {

    private static final String SUCCESS = "[{\"success\":true}]";
    private static final String STAMP = ",\"timestamp\":\"2026-11-20T15:00:00.000Z\"}";
    private static final String CHAT_SUBSCRIPTION =
            "{\"type\":\"subscribe\",\"subscription\":\"chat:conversation:c-1:nurse\"}";
    private static final String CHART_CLOSED =
            "[\"patient:viewing\",{\"userId\":\"nurse\",\"userName\":\"Name of nurse\","
                    + "\"patientId\":\"12\",\"isViewing\":false";
    private static final String TYPING = "[\"message:typing\",{\"threadId\":\"7\",\"isTyping\":true}]";

    private final TenantId tenant = new TenantId("evictions-" + UUID.randomUUID());
    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T15:00:00Z"), ZoneOffset.UTC);
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    private final StubHttpServer system = new StubHttpServer();
    private final LinkedBlockingQueue<String> questions = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        system.close();
        hub.close();
    }

    /** A clinic whose staff may join every room. */
    private RelayClinic clinic(Map<String, String> settings) {
        return new RelayClinic(tenant, hub, clock, Map.of(), settings);
    }

    /** A clinic whose system answers 200 to the questions that match, and 403 to the others. */
    private RelayClinic asking(Predicate<String> allowed) {
        HttpHandler answer = exchange -> {
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            questions.add(question);
            exchange.sendResponseHeaders(allowed.test(question) ? 200 : 403, -1);
            exchange.close();
        };
        Map<String, String> environment = Map.of(
                "CAREWIRE_ROOMS_AUTHORIZATION", "http://127.0.0.1:" + system.serve("/rooms", answer) + "/rooms",
                "CAREWIRE_ROOMS_AUTHORIZATION_TIMEOUT", "5s",
                "CAREWIRE_NOTIFICATIONS_WEBHOOK_SECRET", "a secret of both systems");
        return new RelayClinic(tenant, hub, clock, environment, Map.of());
    }

    private int remove(RelayClinic clinic, String family, String user, String room) {
        return clinic.sockets()
                .leave(tenant, new Selection(family, List.of("user:" + user), List.of()), List.of(room))
                .toCompletableFuture()
                .join();
    }

    private int add(RelayClinic clinic, String family, String user, String room) {
        return clinic.sockets()
                .join(tenant, new Selection(family, List.of("user:" + user), List.of()), List.of(room))
                .toCompletableFuture()
                .join();
    }

    private static List<String> ask(TestClient client, String frame) {
        client.send(frame);
        client.runWorkers();
        return client.takeReceived();
    }

    private static String conversation(String type) {
        return "{\"type\":\"" + type + "\",\"conversation_id\":\"c-1\"}";
    }

    private static String left(String user) {
        return "{\"type\":\"user_left\",\"conversation_id\":\"c-1\",\"user_id\":\"" + user + "\"";
    }

    /** A chart stayed open for the others after the back end had taken its viewer out of the room. */
    @Test
    void aChartWhoseRoomABackEndTakesIsClosedForTheOthers() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.standard("nurse", Role.NURSE);
        TestClient doctor = clinic.standard("doctor", Role.DOCTOR);
        assertThat(nurse.ask("[\"patient:viewing\",{\"patientId\":\"12\",\"isViewing\":true}]"))
                .contains(SUCCESS);
        doctor.takeReceived();

        assertThat(remove(clinic, "derm-app", "nurse", "patient:12")).isEqualTo(1);

        assertThat(doctor.takeReceived()).singleElement().asString().startsWith(CHART_CLOSED);
        assertThat(nurse.ask("[\"patient:viewing\",{\"patientId\":\"12\",\"isViewing\":true}]"))
                .contains(SUCCESS);
        assertThat(doctor.takeReceived()).singleElement().asString().contains("\"isViewing\":true");
    }

    /** The client lost the room that a back end had granted to it. */
    @Test
    void closingAChartDoesNotEndABackEndsGrantOfItsRoom() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.standard("nurse", Role.NURSE);
        for (String patient : List.of("12", "13")) {
            assertThat(nurse.ask("[\"patient:viewing\",{\"patientId\":\"" + patient + "\",\"isViewing\":true}]"))
                    .contains(SUCCESS);
        }
        assertThat(add(clinic, "derm-app", "nurse", "patient:12")).isEqualTo(1);

        for (String patient : List.of("12", "13")) {
            nurse.ask("[\"patient:viewing\",{\"patientId\":\"" + patient + "\",\"isViewing\":false}]");
        }

        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "12"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "13"))).isFalse();
    }

    /** A session that returned without the room of its chart was shown as its viewer. */
    @Test
    void aChartWhoseRoomIsNotRestoredIsClosedForTheOthers() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.standard("nurse", Role.NURSE);
        TestClient doctor = clinic.standard("doctor", Role.DOCTOR);
        nurse.ask("[\"patient:viewing\",{\"patientId\":\"12\",\"isViewing\":true}]");
        Dialect dialect = clinic.dialect("/socket.io/");
        dialect.disconnected(nurse.session());
        doctor.takeReceived();

        hub.leave(nurse.session(), RoomKey.patient(tenant, "12"));
        dialect.connected(nurse.session());

        assertThat(doctor.takeReceived()).singleElement().asString().startsWith(CHART_CLOSED);
    }

    @Test
    void typingReachesAClientAsLongAsABackEndLeavesItInTheRoom() {
        RelayClinic clinic = clinic(Map.of("dialects.standard.typing", "room"));
        TestClient nurse = clinic.standard("nurse", Role.NURSE);
        TestClient doctor = clinic.standard("doctor", Role.DOCTOR);

        add(clinic, "derm-app", "doctor", "thread:7");
        nurse.ask(TYPING);
        assertThat(doctor.takeReceived()).hasSize(1);

        remove(clinic, "derm-app", "doctor", "thread:7");
        nurse.ask(TYPING);
        assertThat(doctor.takeReceived()).isEmpty();
    }

    @Test
    void aClientMayTypeInARoomWithoutItsOwnRightAsLongAsABackEndLeavesItThere() {
        RelayClinic clinic = asking(question -> false);
        TestClient nurse = clinic.standard("nurse", Role.NURSE);
        TestClient doctor = clinic.standard("doctor", Role.DOCTOR);

        add(clinic, "derm-app", "nurse", "thread:7");
        assertThat(nurse.ask(TYPING)).contains(SUCCESS);
        assertThat(doctor.takeReceived()).hasSize(1);
        assertThat(questions).isEmpty();

        remove(clinic, "derm-app", "nurse", "thread:7");
        nurse.ask(TYPING);
        await().until(() -> !questions.isEmpty());
        assertThat(doctor.takeReceived()).isEmpty();
    }

    /** The others did not learn that a user was gone, and the client did not learn that it had to join again. */
    @Test
    void aConversationThatABackEndTakesEndsForTheClientAndForTheOthers() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.chat("nurse", Role.NURSE);
        TestClient doctor = clinic.chat("doctor", Role.DOCTOR);
        ask(nurse, conversation("join_conversation"));
        ask(doctor, conversation("join_conversation"));
        nurse.takeReceived();

        assertThat(remove(clinic, "healthmate", "nurse", "conversation:c-1")).isEqualTo(1);
        assertThat(remove(clinic, "healthmate", "nurse", "conversation:c-1")).isEqualTo(1);

        assertThat(nurse.takeReceived())
                .containsExactly("{\"type\":\"conversation_left\",\"conversation_id\":\"c-1\"" + STAMP);
        assertThat(doctor.takeReceived()).singleElement().asString().startsWith(left("nurse"));
        ask(doctor, conversation("typing_start"));
        assertThat(nurse.takeReceived()).isEmpty();

        assertThat(ask(nurse, conversation("join_conversation")))
                .singleElement()
                .asString()
                .contains("conversation_joined");
        assertThat(doctor.takeReceived()).singleElement().asString().contains("user_joined");
    }

    @Test
    void aUserIsInAConversationUntilABackEndTakesTheLastOfTheirClients() {
        RelayClinic clinic = clinic(Map.of());
        TestClient first = clinic.chat("nurse", Role.NURSE);
        TestClient second = clinic.chat("nurse", Role.NURSE);
        TestClient doctor = clinic.chat("doctor", Role.DOCTOR);
        List.of(first, second, doctor).forEach(client -> ask(client, conversation("join_conversation")));
        doctor.takeReceived();

        hub.evict(first.session(), RoomKey.thread(tenant, "c-1"));
        assertThat(doctor.takeReceived()).isEmpty();
        hub.evict(second.session(), RoomKey.thread(tenant, "c-1"));

        assertThat(doctor.takeReceived()).singleElement().asString().startsWith(left("nurse"));
    }

    /** A user who continued as a display was never reported as gone. */
    @Test
    void aUserWithoutTheRightToWriteLeavesAConversationAllTheSame() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.chat("nurse", Role.NURSE);
        TestClient doctor = clinic.chat("doctor", Role.DOCTOR);
        ask(nurse, conversation("join_conversation"));
        ask(doctor, conversation("join_conversation"));

        nurse.session().renew(Callers.caller(tenant, "nurse", Role.DISPLAY));
        hub.evict(nurse.session(), RoomKey.thread(tenant, "c-1"));

        assertThat(doctor.takeReceived()).singleElement().asString().startsWith(left("nurse"));
    }

    @Test
    void healthmatesSubscriptionToAPatientEndsWithTheRoom() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.client("/ws/health", Callers.caller(tenant, "nurse", Role.NURSE));
        ask(nurse, "{\"type\":\"subscribe\",\"subscription\":\"patient_data:all:12\"}");
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "12"))).isTrue();

        remove(clinic, "healthmate", "nurse", "patient:12");

        assertThat(nurse.takeReceived())
                .containsExactly(
                        "{\"type\":\"unsubscription_success\",\"subscription\":\"patient_data:all:12\"" + STAMP);
    }

    private static String subscription(String type, String patient) {
        return "{\"type\":\"" + type + "\",\"subscription\":\"patient_data:all:" + patient + "\"}";
    }

    private TestClient subscribedToAsManyPatientsAsAllowed(RelayClinic clinic) {
        TestClient nurse = clinic.client("/ws/chat", Callers.caller(tenant, "nurse", Role.NURSE));
        int patients = 0;
        while (ask(nurse, subscription("subscribe", "p" + patients)).get(0).contains("subscription_success")) {
            patients++;
        }
        assertThat(patients).isBetween(60, 64);
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "p0"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "p" + patients)))
                .as("the room of the subscription that failed")
                .isFalse();
        assertThat(ask(nurse, CHAT_SUBSCRIPTION)).singleElement().asString().contains("subscription_failed");
        assertThat(nurse.session().isIn(RoomKey.thread(tenant, "c-1"))).isFalse();
        return nurse;
    }

    /** A client at its limit of subscriptions received the back end's events about the patient that it could not subscribe to. */
    @Test
    void aFailedSubscriptionLeavesTheRoomUnlessItIsNeeded() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = subscribedToAsManyPatientsAsAllowed(clinic);
        add(clinic, "healthmate", "nurse", "patient:12");

        assertThat(ask(nurse, subscription("subscribe", "12")))
                .singleElement()
                .asString()
                .contains("subscription_failed");
        assertThat(ask(nurse, "{\"type\":\"subscribe\",\"subscription\":\"patient_data:steps:p0\"}"))
                .singleElement()
                .asString()
                .contains("subscription_failed");
        ask(nurse, conversation("join_conversation"));
        assertThat(ask(nurse, CHAT_SUBSCRIPTION)).singleElement().asString().contains("subscription_failed");

        assertThat(nurse.session().isIn(RoomKey.thread(tenant, "c-1"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "12"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "p0"))).isTrue();
    }

    @Test
    void unsubscribingKeepsTheRoomThatABackEndGrantedOrAnotherSubscriptionNeeds() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.client("/ws/health", Callers.caller(tenant, "nurse", Role.NURSE));
        ask(nurse, subscription("subscribe", "12"));
        ask(nurse, subscription("subscribe", "13"));
        ask(nurse, "{\"type\":\"subscribe\",\"subscription\":\"patient_data:steps:13\"}");
        ask(nurse, subscription("subscribe", "14"));
        add(clinic, "healthmate", "nurse", "patient:12");

        List.of("12", "13", "14").forEach(patient -> ask(nurse, subscription("unsubscribe", patient)));

        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "12"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "13"))).isTrue();
        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "14"))).isFalse();
    }

    /** A client that the server removed from the room during its subscription received {@code subscription_success}. */
    @Test
    void aSubscriptionWhoseRoomIsTakenMeanwhileIsDenied() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.client("/ws/health", Callers.caller(tenant, "nurse", Role.NURSE));
        nurse.send(subscription("subscribe", "12"));

        hub.unregister(nurse.session(), SessionEnd.FINAL);
        nurse.runWorkers();

        assertThat(nurse.takeReceived()).singleElement().asString().contains("subscription_denied");
    }

    @Test
    void aRoomThatNothingOfTheClientNeedsEndsWithoutAFrame() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.client("/ws/health", Callers.caller(tenant, "nurse", Role.NURSE));
        add(clinic, "healthmate", "nurse", "patient:12");

        remove(clinic, "healthmate", "nurse", "patient:12");

        assertThat(nurse.session().isIn(RoomKey.patient(tenant, "12"))).isFalse();
        assertThat(nurse.takeReceived()).isEmpty();
    }

    @Test
    void keneysClientLearnsThatABackEndTookItsRoomAndMayNoLongerWriteThere() {
        RelayClinic clinic = clinic(Map.of());
        TestClient nurse = clinic.keney("nurse", Role.NURSE);
        ask(nurse, "{\"type\":\"join_room\",\"room_id\":\"chat:5\"}");

        remove(clinic, "keneyapp", "nurse", "chat:5");

        assertThat(nurse.takeReceived())
                .containsExactly("{\"type\":\"room_left\",\"data\":{\"left\":\"chat:5\"}" + STAMP);
        String message = "{\"type\":\"message\",\"room_id\":\"chat:5\",\"content\":\"Room 3 is free\"}";
        assertThat(ask(nurse, message)).singleElement().asString().contains("FORBIDDEN");
        add(clinic, "keneyapp", "nurse", "chat:5");
        assertThat(ask(nurse, message)).isEmpty();
        remove(clinic, "keneyapp", "nurse", "chat:5");
        nurse.takeReceived();
        add(clinic, "keneyapp", "nurse", "ward 7");
        remove(clinic, "keneyapp", "nurse", "ward 7");
        assertThat(nurse.takeReceived()).as("a room that clients cannot join").isEmpty();
    }

    @Test
    void aRefusedRenewalEndsHealthmatesConversationForThatUserAlone() {
        Map<String, Boolean> refused = new ConcurrentHashMap<>();
        RelayClinic clinic =
                asking(question -> refused.keySet().stream().noneMatch(user -> question.contains("\"" + user + "\"")));
        TestClient nurse = clinic.chat("nurse", Role.NURSE);
        TestClient doctor = clinic.chat("doctor", Role.DOCTOR);
        RoomKey room = RoomKey.thread(tenant, "c-1");
        for (TestClient client : List.of(nurse, doctor)) {
            ask(client, conversation("join_conversation"));
            await().until(() ->
                    client.takeReceived().stream().anyMatch(frame -> frame.contains("conversation_joined")));
        }
        nurse.takeReceived();

        refused.put("nurse", true);
        clinic.advance(Duration.ofMinutes(5));
        await().until(() -> !nurse.session().isIn(room));

        await().untilAsserted(() ->
                assertThat(doctor.takeReceived()).singleElement().asString().startsWith(left("nurse")));
        assertThat(nurse.takeReceived())
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"conversation_left\",\"conversation_id\":\"c-1\",");
        assertThat(doctor.session().isIn(room)).isTrue();
        assertThat(questions).anyMatch(question -> question.contains("\"room\":\"thread:c-1\""));
    }
}
