package dev.carewire.dialect.keney;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.dialect.Callers;
import dev.carewire.dialect.TestClient;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.SessionEnd;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationDraft;
import dev.carewire.notification.NotificationKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeneyCommandsTest {

    private static final String STAMP = ",\"timestamp\":\"2026-11-20T15:00:00.250Z\"}";
    private static final String PONG = "{\"type\":\"pong\",\"data\":{\"pong\":true}" + STAMP;

    private final KeneyClinic clinic = new KeneyClinic(false);
    private final TestClient doctor = clinic.client("s1", "dr-chen", Role.DOCTOR);
    private final TestClient nurse = clinic.client("s2", "nurse", Role.NURSE);

    private static void say(TestClient client, String frame) {
        client.send(frame);
        client.runWorkers();
    }

    private static String join(String room) {
        return "{\"type\":\"join_room\",\"room_id\":\"" + room + "\"}";
    }

    private static String leave(String room) {
        return "{\"type\":\"leave_room\",\"room_id\":\"" + room + "\"}";
    }

    private static String message(String room, String content) {
        return "{\"type\":\"message\",\"room_id\":\"" + room + "\",\"content\":\"" + content + "\"}";
    }

    private static String joined(String room) {
        return "{\"type\":\"room_joined\",\"data\":{\"joined\":\"" + room + "\"}" + STAMP;
    }

    private static String left(String room) {
        return "{\"type\":\"room_left\",\"data\":{\"left\":\"" + room + "\"}" + STAMP;
    }

    private static String error(String text, String code) {
        return "{\"type\":\"error\",\"data\":{\"error\":\"" + text + "\",\"code\":\"" + code + "\"}" + STAMP;
    }

    @Test
    void acknowledgesANotification() {
        NotificationSnapshot sent = clinic.features
                .notifications()
                .send(
                        clinic.tenant,
                        NotificationDraft.of(
                                "nurse", NotificationKind.GENERAL, "Title", "Message", NotificationPriority.HIGH));
        nurse.takeReceived();
        say(nurse, "{\"type\":\"acknowledge\",\"notification_id\":\"" + sent.id() + "\"}");
        assertThat(nurse.takeReceived())
                .containsExactly(
                        "{\"type\":\"acknowledged\",\"data\":{\"notification_id\":\"" + sent.id() + "\"}" + STAMP);
        say(doctor, "{\"type\":\"acknowledge\",\"notification_id\":\"" + sent.id() + "\"}");
        assertThat(doctor.takeReceived()).containsExactly(error("notification not found", "NOT_FOUND"));
    }

    private void deleted(TenantId where, String patientId) {
        clinic.hub.deliver(
                PatientEvents.PATIENT_DELETED.newEvent(where, clinic.clock.instant(), new PatientDeleted(patientId)));
    }

    private static List<String> types(TestClient client) {
        return client.takeReceived().stream().map(frame -> frame.split("\"")[3]).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "{\"type\":\"ping\"}", "ping\n"})
    void answersEveryPingWithAnObject(String ping) {
        say(doctor, ping);

        assertThat(doctor.takeReceived()).containsExactly(PONG);
        assertThat(nurse.takeReceived()).isEmpty();
    }

    @Test
    void answersABarePingBarelyWhereThatIsWanted() {
        TestClient client = new KeneyClinic(true).client("s1", "dr-chen", Role.DOCTOR);

        say(client, "ping");
        say(client, "{\"type\":\"ping\"}");

        assertThat(client.takeReceived()).containsExactly("pong", PONG);
    }

    @Test
    void letsDisplaysPingAndNothingElse() {
        TestClient display = clinic.client("s3", "screen", Role.DISPLAY);

        say(display, "ping");
        say(display, join("tenant:" + clinic.tenant.value()));
        deleted(clinic.tenant, "p");

        assertThat(display.takeReceived()).containsExactly(PONG, error("displays may not send this", "FORBIDDEN"));
    }

    @Test
    void letsStaffIntoTheRoomsOfTheirClinic() {
        String patient = "patient:" + clinic.patient().id();
        String appointment = "appointment:" + clinic.appointment().id();
        String chat = "chat:" + clinic.thread("dr-chen", "nurse");
        String tenant = "tenant:" + clinic.tenant.value();
        doctor.takeReceived();

        for (String room : List.of(patient, appointment, chat, tenant, "user:dr-chen")) {
            say(doctor, join(room));
            say(doctor, join(room));
            assertThat(doctor.takeReceived()).containsExactly(joined(room), joined(room));
        }
        assertThat(doctor.session().roomCount()).isEqualTo(5);
        for (String room : List.of(patient, appointment, chat)) {
            say(doctor, leave(room));
            say(doctor, leave(room));
            assertThat(doctor.takeReceived()).containsExactly(left(room), left(room));
        }
        assertThat(doctor.session().roomCount()).isEqualTo(2);
        for (String room : List.of(tenant, "user:dr-chen")) {
            say(doctor, leave(room));
            assertThat(doctor.takeReceived())
                    .containsExactly(error("room_id: always yours (expected: a room that you joined)", "CONFLICT"));
        }
        assertThat(nurse.takeReceived()).allMatch(frame -> !frame.contains("room_"));
    }

    /** Records of other users are rejected in the same way as unknown records. */
    @Test
    void letsNobodyIntoRoomsThatAreNotTheirs() {
        KeneyClinic other = new KeneyClinic(false);
        String foreignThread = clinic.thread("nurse");
        TestClient patient = clinic.client("s3", "pat", Role.PATIENT);
        String ownPatient = clinic.patient().id();
        String ownAppointment = clinic.appointment().id();
        doctor.takeReceived();

        Stream.of(
                        "chat:" + foreignThread,
                        "chat:" + other.thread("dr-chen"),
                        "chat:none",
                        "patient:" + other.patient().id(),
                        "patient:none",
                        "appointment:" + other.appointment().id(),
                        "appointment:none")
                .forEach(room -> {
                    say(doctor, join(room));
                    assertThat(doctor.takeReceived())
                            .singleElement()
                            .asString()
                            .contains("not found\",\"code\":\"NOT_FOUND\"");
                });
        Stream.of("tenant:" + other.tenant.value(), "tenant:", "user:nurse", "user:")
                .forEach(room -> assertForbidden(doctor, room));
        Stream.of("tenant:" + clinic.tenant.value(), "patient:" + ownPatient, "appointment:" + ownAppointment)
                .forEach(room -> assertForbidden(patient, room));
        assertThat(doctor.session().roomCount()).isEqualTo(2);
        assertThat(patient.session().roomCount()).isEqualTo(1);
    }

    private static void assertForbidden(TestClient client, String room) {
        say(client, join(room));
        assertThat(client.takeReceived()).singleElement().asString().contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void aRoomIsTheUsersOverAllTheirSessionsUntilTheLastEnds() {
        String room = "chat:" + clinic.thread("dr-chen", "nurse");
        RoomKey key = RoomKey.thread(clinic.tenant, room.substring(5));
        TestClient second = clinic.client("s3", "dr-chen", Role.DOCTOR);
        doctor.takeReceived();

        say(doctor, join(room));
        TestClient third = clinic.client("s4", "dr-chen", Role.DOCTOR);

        assertThat(second.takeReceived()).contains(joined(room));
        assertThat(List.of(doctor, second, third))
                .allMatch(client -> client.session().isIn(key));
        say(third, leave(room));
        assertThat(List.of(doctor, second, third))
                .noneMatch(client -> client.session().isIn(key));
        say(second, join(room));
        for (TestClient client : List.of(doctor, second, third)) {
            clinic.hub.unregister(client.session(), SessionEnd.FINAL);
            clinic.dialect.disconnected(client.session());
        }
        assertThat(clinic.client("s5", "dr-chen", Role.DOCTOR).session().isIn(key))
                .isFalse();
    }

    /** A session lost a room that a back end had granted to it when another session of its user left the room. */
    @Test
    void leavingARoomLeavesAnotherSessionInARoomThatABackEndGranted() {
        String room = "chat:" + clinic.thread("dr-chen", "nurse");
        RoomKey key = RoomKey.thread(clinic.tenant, room.substring(5));
        TestClient granted = clinic.client("s3", "dr-chen", Role.DOCTOR);
        say(doctor, join(room));
        clinic.hub.grant(granted.session(), List.of(key));

        say(doctor, leave(room));

        assertThat(doctor.session().isIn(key)).isFalse();
        assertThat(granted.session().isIn(key)).isTrue();
    }

    @Test
    void aSessionWithLesserRolesFollowsOnlyIntoWhatTheyOpen() {
        String room = "patient:" + clinic.patient().id();
        RoomKey key = RoomKey.patient(clinic.tenant, room.substring(8));
        TestClient before = clinic.client("s3", "dr-chen", Role.PATIENT);
        say(doctor, join(room));
        TestClient after = clinic.client("s4", "dr-chen", Role.PATIENT);

        assertThat(doctor.session().isIn(key)).isTrue();
        assertThat(before.session().isIn(key)).isFalse();
        assertThat(after.session().isIn(key)).isFalse();
    }

    @Test
    void aChatKeepsWhatIsSaidAndTellsEverybodyInItButTheSender() {
        String thread = clinic.thread("dr-chen", "nurse");
        String room = "chat:" + thread;
        TestClient second = clinic.client("s3", "dr-chen", Role.DOCTOR);
        TestClient outsider = clinic.client("s4", "desk", Role.RECEPTIONIST);
        say(doctor, join(room));
        say(nurse, join(room));
        Stream.of(doctor, second, nurse, outsider).forEach(TestClient::takeReceived);

        say(doctor, message(room, "Room 2 is free."));

        assertThat(nurse.takeReceived())
                .filteredOn(frame -> frame.contains("room_message"))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"type\":\"room_message\",\"room_id\":\"" + room + "\",\"data\":{\"sender_id\":\"dr-chen\","
                                + "\"sender\":\"Ada Brandt\",\"content\":\"Room 2 is free.\",\"message_id\":\"");
        for (TestClient untold : List.of(doctor, second, outsider)) {
            assertThat(untold.takeReceived())
                    .allMatch(frame -> !frame.contains("room_message") && !frame.contains("Room 2"));
        }
        assertThat(clinic.features
                        .messaging()
                        .messages(Callers.caller(clinic.tenant, "nurse", Role.NURSE), thread, Optional.empty(), 9)
                        .items())
                .singleElement()
                .satisfies(kept -> assertThat(kept.body()).isEqualTo("Room 2 is free."));
    }

    /** Regression: a message that a client sent again was delivered and stored again. */
    @Test
    void sendsARepeatedMessageOnce() {
        String thread = clinic.thread("dr-chen", "nurse");
        String room = "chat:" + thread;
        say(doctor, join(room));
        say(nurse, join(room));
        Stream.of(doctor, nurse).forEach(TestClient::takeReceived);
        String keyed = message(room, "Room 2 is free.").replace("}", ",\"idempotency_key\":\"k\"}");

        say(doctor, keyed);
        say(doctor, keyed);

        assertThat(doctor.takeReceived()).singleElement().asString().startsWith("{\"type\":\"message\"");
        assertThat(nurse.takeReceived())
                .filteredOn(frame -> frame.contains("room_message"))
                .hasSize(1);
        assertThat(clinic.features
                        .messaging()
                        .messages(Callers.caller(clinic.tenant, "nurse", Role.NURSE), thread, Optional.empty(), 9)
                        .items())
                .hasSize(1);
        say(doctor, keyed.replace("Room 2", "Room 3"));
        assertThat(doctor.takeReceived())
                .containsExactly(error("Idempotency-Key: used for another request (expected: a new key)", "CONFLICT"));
        say(doctor, leave(room));
        doctor.takeReceived();
        say(doctor, keyed);
        assertThat(doctor.takeReceived())
                .containsExactly(error("room_id: not joined (expected: a room that you are in)", "FORBIDDEN"));
    }

    @Test
    void whatIsSaidInOtherRoomsIsToldToThoseInThemAndNotKept() {
        String room = "appointment:" + clinic.appointment().id();
        TestClient outsider = clinic.client("s3", "desk", Role.RECEPTIONIST);
        say(doctor, join(room));
        say(nurse, join(room));
        Stream.of(doctor, nurse, outsider).forEach(TestClient::takeReceived);

        say(doctor, message(room, "Running late"));

        assertThat(nurse.takeReceived())
                .containsExactly("{\"type\":\"room_message\",\"room_id\":\"" + room
                        + "\",\"data\":{\"sender_id\":\"dr-chen\",\"sender\":\"Name of dr-chen\","
                        + "\"content\":\"Running late\",\"tenant_id\":\"" + clinic.tenant.value() + "\"}" + STAMP);
        assertThat(doctor.takeReceived()).isEmpty();
        assertThat(outsider.takeReceived()).isEmpty();
    }

    @Test
    void nobodySpeaksInARoomThatTheyAreNotIn() {
        String room = "appointment:" + clinic.appointment().id();
        say(nurse, join(room));
        Stream.of(doctor, nurse).forEach(TestClient::takeReceived);

        say(doctor, message(room, "Hello"));

        assertThat(doctor.takeReceived())
                .containsExactly(error("room_id: not joined (expected: a room that you are in)", "FORBIDDEN"));
        assertThat(nurse.takeReceived()).isEmpty();
    }

    @Test
    void superAdminsAreToldWhatHappensInEveryClinicAndOfTheirOwnOnce() {
        TestClient root = clinic.client("s3", "root", Role.SUPER_ADMIN);
        TenantId other = new TenantId("other");

        deleted(other, "p-1");
        deleted(clinic.tenant, "p-2");

        assertThat(root.takeReceived())
                .containsExactly(
                        "{\"type\":\"patient_deleted\",\"data\":{\"patient_id\":\"p-1\",\"tenant_id\":\"other\"}"
                                + STAMP,
                        "{\"type\":\"patient_deleted\",\"data\":{\"patient_id\":\"p-2\",\"tenant_id\":\""
                                + clinic.tenant.value() + "\"}" + STAMP);
        assertThat(types(doctor)).containsExactly("patient_deleted");

        clinic.dialect.disconnected(root.session());
        deleted(other, "p-3");
        assertThat(root.takeReceived()).isEmpty();
    }

    @Test
    void whoIsNoSuperAdminAnyMoreIsToldOfTheirOwnClinicAloneAndKeepsTheirChoice() {
        TestClient root = clinic.client("s3", "root", Role.SUPER_ADMIN);
        say(root, "{\"type\":\"subscribe\",\"events\":[\"patient_deleted\"]}");
        root.takeReceived();

        root.session().renew(Callers.caller(clinic.tenant, "root", Role.NURSE));
        clinic.dialect.disconnected(root.session());
        clinic.dialect.connected(root.session());
        deleted(new TenantId("other"), "p-1");
        deleted(clinic.tenant, "p-2");

        assertThat(types(root)).containsExactly("patient_deleted");
        say(root, "{\"type\":\"unsubscribe\",\"events\":[\"patient_deleted\"]}");
        assertThat(root.takeReceived()).containsExactly("{\"type\":\"unsubscribed\",\"data\":{\"events\":[]}" + STAMP);
    }

    @Test
    void superAdminsAreNotToldWhatPeopleSayElsewhere() {
        TestClient root = clinic.client("s3", Callers.caller(new TenantId("other"), "root", Role.SUPER_ADMIN));

        say(nurse, message("tenant:" + clinic.tenant.value(), "Lunch is here"));

        assertThat(types(doctor)).containsExactly("room_message");
        assertThat(root.takeReceived()).isEmpty();
    }

    @Test
    void aClientChoosesWhatItIsTold() {
        say(doctor, "{\"type\":\"subscribe\",\"events\":[\"patient_created\"]}");
        assertThat(doctor.takeReceived())
                .containsExactly("{\"type\":\"subscribed\",\"data\":{\"events\":[\"patient_created\"]}" + STAMP);
        deleted(clinic.tenant, "p");
        assertThat(doctor.takeReceived()).isEmpty();
        assertThat(types(nurse)).containsExactly("patient_deleted");

        say(doctor, "{\"type\":\"subscribe\",\"events\":[\"patient_deleted\",\"patient_deleted\"]}");
        assertThat(doctor.takeReceived())
                .containsExactly(
                        "{\"type\":\"subscribed\",\"data\":{\"events\":[\"patient_created\",\"patient_deleted\"]}"
                                + STAMP);
        deleted(clinic.tenant, "p");
        assertThat(types(doctor)).containsExactly("patient_deleted");

        say(doctor, "{\"type\":\"unsubscribe\",\"events\":[\"patient_deleted\"]}");
        assertThat(types(doctor)).containsExactly("unsubscribed");
        deleted(clinic.tenant, "p");
        assertThat(doctor.takeReceived()).isEmpty();

        say(doctor, "{\"type\":\"subscribe\",\"events\":[]}");
        assertThat(doctor.takeReceived())
                .containsExactly("{\"type\":\"subscribed\",\"data\":{\"events\":[\"alert\",\"appointment\","
                        + "\"appointment_created\",\"lab_result\",\"message\",\"notification\",\"patient_created\","
                        + "\"patient_deleted\",\"patient_updated\",\"room_message\"]}" + STAMP);
        say(doctor, "{\"type\":\"unsubscribe\",\"events\":[\"patient_created\"]}");
        doctor.takeReceived();
        deleted(clinic.tenant, "p");
        assertThat(types(doctor)).containsExactly("patient_deleted");
    }

    /** Frame and response; {@code LONG} stands for a text that is too long for the field. */
    static Stream<List<String>> faults() {
        String id = "a text of 1 to 320 characters";
        String names = "names of alert, appointment, appointment_created, lab_result, message, notification,"
                + " patient_created, patient_deleted, patient_updated, room_message";
        String rooms =
                "room_id: unknown (expected: user:ID, tenant:ID, appointment:ID, chat:ID, thread:ID or patient:ID)";
        return Stream.of(
                List.of("", "Invalid JSON"),
                List.of("pong", "Invalid JSON"),
                List.of("{", "Invalid JSON"),
                List.of("{\"type\":\"ping\"} x", "Invalid JSON"),
                List.of("\"ping\"", "Internal server error"),
                List.of("[1]", "Internal server error"),
                List.of("7", "Internal server error"),
                List.of("null", "Internal server error"),
                List.of("{}", "Unknown message type: null"),
                List.of("{\"type\":null}", "Unknown message type: null"),
                List.of("{\"type\":7}", "Unknown message type: 7"),
                List.of("{\"type\":\"dance\"}", "Unknown message type: dance"),
                List.of("{\"type\":\"connected\"}", "Unknown message type: connected"),
                List.of("{\"type\":\"a\\u0000b\\ud800\"}", "Unknown message type: a?b?"),
                List.of("{\"type\":\"LONG\"}", "Unknown message type: " + "x".repeat(64)),
                List.of("{\"type\":\"join_room\"}", "room_id: invalid (expected: " + id + ")"),
                List.of("{\"type\":\"join_room\",\"room_id\":7}", "room_id: invalid (expected: " + id + ")"),
                List.of("{\"type\":\"join_room\",\"room_id\":\"LONG\"}", "room_id: invalid (expected: " + id + ")"),
                List.of("{\"type\":\"join_room\",\"room_id\":\"lobby\"}", rooms),
                List.of("{\"type\":\"join_room\",\"room_id\":\"queue:1\"}", rooms),
                List.of(
                        "{\"type\":\"join_room\",\"room_id\":\"patient:\"}",
                        "room_id must be an id of 1 to 320 characters"),
                List.of("{\"type\":\"leave_room\"}", "room_id: invalid (expected: " + id + ")"),
                List.of(
                        "{\"type\":\"leave_room\",\"room_id\":[\"chat:1\"]}",
                        "room_id: invalid (expected: " + id + ")"),
                List.of("{\"type\":\"leave_room\",\"room_id\":\"lobby\"}", rooms),
                List.of("{\"type\":\"message\"}", "room_id: invalid (expected: " + id + ")"),
                List.of("{\"type\":\"message\",\"room_id\":\"user:dr-chen\"}", "content: invalid (expected: a text)"),
                List.of(
                        "{\"type\":\"message\",\"room_id\":\"user:dr-chen\",\"content\":{}}",
                        "content: invalid (expected: a text)"),
                List.of(
                        "{\"type\":\"message\",\"room_id\":\"user:dr-chen\",\"content\":\" \"}",
                        "content must be a text of 1 to 4000 characters"),
                List.of(
                        "{\"type\":\"message\",\"room_id\":\"user:dr-chen\",\"content\":\"LONG\"}",
                        "content must be a text of 1 to 4000 characters"),
                List.of(
                        "{\"type\":\"message\",\"room_id\":\"chat:t\",\"content\":\"LONG\"}",
                        "content must be a text of 1 to 10000 characters"),
                List.of(
                        "{\"type\":\"message\",\"room_id\":\"chat:t\",\"content\":\"\\u0000\"}",
                        "content must be a text of 1 to 10000 characters"),
                List.of("{\"type\":\"subscribe\"}", "events: invalid (expected: an array of names)"),
                List.of(
                        "{\"type\":\"subscribe\",\"events\":\"patient_created\"}",
                        "events: invalid (expected: an array of names)"),
                List.of("{\"type\":\"subscribe\",\"events\":[7]}", "events: invalid (expected: " + names + ")"),
                List.of(
                        "{\"type\":\"subscribe\",\"events\":[\"patient_created\",\"dance\"]}",
                        "events: invalid (expected: " + names + ")"),
                List.of("{\"type\":\"unsubscribe\"}", "events: invalid (expected: an array of names)"),
                List.of("{\"type\":\"unsubscribe\",\"events\":[]}", "events: invalid (expected: at least one name)"),
                List.of(
                        "{\"type\":\"unsubscribe\",\"events\":[\"dance\"]}",
                        "events: invalid (expected: " + names + ")"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void answersWhatMakesNoSenseWithAnErrorAndChangesNothing(List<String> fault) {
        say(doctor, fault.get(0).replace("LONG", "x".repeat(10_001)));

        assertThat(doctor.takeReceived()).containsExactly(error(fault.get(1), "INVALID"));
        assertThat(nurse.takeReceived()).isEmpty();
        assertThat(doctor.session().roomCount()).isEqualTo(2);
        deleted(clinic.tenant, "p");
        assertThat(types(doctor)).containsExactly("patient_deleted");
    }

    @Test
    void answersBytesLikeTextThatIsNoJson() {
        doctor.send("", List.of());

        assertThat(doctor.takeReceived()).containsExactly(error("Invalid JSON", "INVALID"));
    }

    @Test
    void answersWhatIsOutOfOrderInItsTurn() {
        String room = "chat:" + clinic.thread("dr-chen", "nurse");
        doctor.takeReceived();

        doctor.send(message(room, "Too early"));
        doctor.send(join(room));
        doctor.send("ping");
        doctor.send(leave(room));
        doctor.send(message(room, "Too late"));
        doctor.runWorkers();

        assertThat(types(doctor)).containsExactly("error", "room_joined", "pong", "room_left", "error");
    }

    @ParameterizedTest
    @CsvSource({"join_room", "leave_room", "message"})
    void saysSoWhenTooMuchIsWaiting(String type) {
        doctor.workers().saturate();
        doctor.send("{\"type\":\"" + type + "\",\"room_id\":\"chat:none\",\"content\":\"x\"}");

        if (type.equals("leave_room")) {
            assertThat(types(doctor)).containsExactly("room_left");
        } else {
            assertThat(doctor.takeReceived()).containsExactly(error("too many commands are waiting", "OVERLOADED"));
        }
    }
}
