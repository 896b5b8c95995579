package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    @Test
    void makesAnAppointment() {
        HttpTestClient.Answer answer = post("/api/appointments", """
                {"patient":{"_id":"%s","firstName":"ignored"},"doctor":{"_id":"u-doctor"},
                 "appointmentDate":"2026-11-20","appointmentTime":"14:30","duration":45,"status":"confirmed",
                 "isWalkIn":true,"reason":"Rash","notes":"Bring photos"}
                """.formatted(ada));

        String document = """
                {"_id":"%s","appointmentCode":"APT-0001",
                 "date":"2026-11-20T00:00:00.000Z","appointmentDate":"2026-11-20T00:00:00.000Z",
                 "appointmentTime":"14:30","scheduledAt":"2026-11-20T19:30:00.000Z","duration":45,
                 "status":"confirmed",
                 "patient":{"_id":"%s","firstName":"Ada","lastName":"Poe","patientCode":"P-0001"},
                 "doctor":{"_id":"u-doctor","firstName":"Dana","lastName":"North",
                           "specializationId":{"name":"Dermatology"}},
                 "provider":{"_id":"u-doctor","name":"Dana North","email":"u-doctor@clinic.example"},
                 "isWalkIn":true,"reason":"Rash","notes":"Bring photos",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), ada);
        assertData(answer, 201, document);
        assertData(get("/api/appointments/" + answer.id()), 200, document);
    }

    @Test
    void understandsTheOtherFamilysNames() {
        HttpTestClient.Answer answer = post("/api/appointments", """
                {"patientId":"%s","providerId":"u-doctor","scheduledStart":"2026-11-20T14:30:00-05:00",
                 "scheduledEnd":"2026-11-20T20:00:00Z","status":"scheduled"}
                """.formatted(ada));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().path("scheduledAt").textValue()).isEqualTo("2026-11-20T19:30:00.000Z");
        assertThat(answer.data().path("duration").intValue()).isEqualTo(30);
        assertThat(answer.data().path("status").textValue()).isEqualTo("scheduled");
    }

    @Test
    void takesHalfAnHourWhenNothingIsSaid() {
        HttpTestClient.Answer answer = post("/api/appointments", """
                {"patientId":"%s","provider":"u-doctor","scheduledAt":"2026-11-20T19:30:00.000Z"}
                """.formatted(ada));

        assertThat(answer.data().path("duration").intValue()).isEqualTo(30);
        assertThat(answer.data().path("appointmentTime").textValue()).isEqualTo("14:30");
    }

    @Test
    void booksARoomThatTheDocumentShowsLikeThatOfAQueueEntry() {
        HttpTestClient.Answer booked = post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"2026-11-20T19:30:00Z","roomId":"r-2"}
                """.formatted(ada));
        String target = "/api/appointments/" + booked.id();

        assertThat(booked.data().path("roomId").textValue()).isEqualTo("r-2");
        assertThat(booked.data().path("room"))
                .isEqualTo(HttpTestClient.json("{\"_id\":\"r-2\",\"name\":\"Room two\",\"roomNumber\":\"2\"}"));
        assertThat(put(target, "{\"notes\":\"Bring photos\"}")
                        .data()
                        .path("roomId")
                        .textValue())
                .isEqualTo("r-2");
        assertThat(put(target, "{\"roomId\":\"r-9\"}").body()).contains("roomId names no room");
        HttpTestClient.Answer cleared = put(target, "{\"roomId\":\"\"}");
        assertThat(cleared.data().has("roomId")).isFalse();
        assertThat(cleared.data().has("room")).isFalse();
    }

    @Test
    void leavesAFieldRoomToThePagesWhileNoRoomIsBooked() {
        HttpTestClient.Answer shown = post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"2026-11-20T19:30:00Z","room":"Window seat"}
                """.formatted(ada));

        assertThat(shown.data().path("room").textValue()).isEqualTo("Window seat");
        assertThat(shown.body()).doesNotContain("unknownFields");
        HttpTestClient.Answer booked = put("/api/appointments/" + shown.id(), "{\"roomId\":\"r-2\"}");
        assertThat(booked.data().path("room").path("name").textValue()).isEqualTo("Room two");
        assertThat(put("/api/appointments/" + shown.id(), "{\"roomId\":\"\"}")
                        .data()
                        .path("room")
                        .textValue())
                .isEqualTo("Window seat");
    }

    @Test
    void movesByTheDayOrTheTimeAlone() {
        String target = "/api/appointments/" + newAppointment(ada);
        put(target, "{\"duration\":50}");

        HttpTestClient.Answer later = put(target, "{\"appointmentTime\":\"16:00\"}");
        assertThat(later.data().path("scheduledAt").textValue()).isEqualTo("2026-11-20T21:00:00.000Z");
        assertThat(later.data().path("duration").intValue()).isEqualTo(50);

        HttpTestClient.Answer nextDay = put(target, "{\"date\":\"2026-11-23T00:00:00.000Z\"}");
        assertThat(nextDay.data().path("scheduledAt").textValue()).isEqualTo("2026-11-23T21:00:00.000Z");
        assertThat(nextDay.data().path("duration").intValue()).isEqualTo(50);

        HttpTestClient.Answer otherStart = put(target, "{\"scheduledStart\":\"2026-11-23T15:00:00Z\"}");
        assertThat(otherStart.data().path("appointmentTime").textValue()).isEqualTo("10:00");
        assertThat(otherStart.data().path("duration").intValue()).isEqualTo(50);
    }

    @Test
    void takesItsOwnDocumentBackUnchanged() {
        String target = "/api/appointments/" + created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"2026-11-20T19:30:15Z",
                 "scheduledEnd":"2026-11-20T20:00:15Z"}
                """.formatted(ada)));
        HttpTestClient.Answer before = post(target + "/checkin", "");

        HttpTestClient.Answer after = put(target, before.data().toString());

        assertThat(after.status()).isEqualTo(200);
        assertThat(after.data()).isEqualTo(before.data());
        assertThat(listed(get("/api/appointments?status=checked_in"), "_id"))
                .as("an arrival is shown as confirmed, which must not undo it")
                .containsExactly(before.id());
    }

    @Test
    void findsWhatSomebodyChangedInAWholeDocument() {
        String target = "/api/appointments/" + newAppointment(ada);
        String document = get(target).data().toString();

        HttpTestClient.Answer moved =
                put(target, document.replace("\"appointmentTime\":\"14:30\"", "\"appointmentTime\":\"15:00\""));
        assertThat(moved.data().path("scheduledAt").textValue()).isEqualTo("2026-11-20T20:00:00.000Z");

        HttpTestClient.Answer handedOver = put(
                target,
                moved.data()
                        .toString()
                        .replaceFirst("\"provider\":\\{\"_id\":\"u-doctor\"", "\"provider\":{\"_id\":\"u-nurse\""));
        assertThat(handedOver.data().path("doctor").path("_id").textValue()).isEqualTo("u-nurse");
    }

    @Test
    void followsThePatientToTheEnd() {
        String target = "/api/appointments/" + newAppointment(ada);

        for (String word :
                new String[] {"confirmed", "rescheduled", "checked_in", "in_room", "with-provider", "completed"}) {
            assertThat(put(target, "{\"status\":\"" + word + "\"}").status())
                    .as(word)
                    .isEqualTo(200);
        }
        assertThat(get(target).data().path("status").textValue()).isEqualTo("completed");
        assertRefused(put(target, "{\"status\":\"scheduled\"}"), 409, "appointment");
    }

    @Test
    void checksIn() {
        String id = newAppointment(ada);

        HttpTestClient.Answer answer = post("/api/appointments/" + id + "/checkin", "{\"method\":\"kiosk\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.id()).isEqualTo(id);
        assertThat(answer.data().path("status").textValue()).isEqualTo("confirmed");
        HttpTestClient.Answer queue = get("/api/queue");
        assertThat(listed(queue, "appointment")).containsExactly(id);
        assertThat(listed(queue, "checkInMethod")).containsExactly("kiosk");
        assertThat(listed(queue, "queueNumber"))
                .containsExactly(answer.data().path("queueNumber").textValue());
    }

    @Test
    void checksInWithoutABody() {
        assertThat(post("/api/appointments/" + newAppointment(ada) + "/checkin", "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cancels() {
        String target = "/api/appointments/" + newAppointment(ada);

        HttpTestClient.Answer answer = post(target + "/cancel", "{\"reason\":\"Feels better\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().path("status").textValue()).isEqualTo("cancelled");
        post(target + "/cancel", "").isRefused(409, "CONFLICT", "appointment is over");
        assertRefused(post(target + "/cancel", "{\"reason\":7}"), 400, "reason");
        assertRefused(post(target + "/checkin", "{\"method\":[]}"), 400, "method");
    }

    @Test
    void removes() {
        String target = "/api/appointments/" + newAppointment(ada);

        assertThat(delete(target).body()).isEqualTo("{\"success\":true}");
        get(target).isRefused(404, "NOT_FOUND", "appointment not found");
    }

    @Test
    void filtersTheList() {
        String today = newAppointment(ada);
        String late = created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-nurse","scheduledStart":"2026-11-21T04:30:00Z","status":"pending"}
                """.formatted(newPatient("Bo"))));
        String tomorrow = created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"2026-11-21T05:00:00Z"}
                """.formatted(ada)));

        assertThat(listed(get("/api/appointments"), "_id")).containsExactly(today, late, tomorrow);
        assertThat(listed(get("/api/appointments?limit=1"), "_id")).containsExactly(today);
        assertThat(listed(get("/api/appointments?date=2026-11-20"), "_id"))
                .as("the day in New York")
                .containsExactly(today, late);
        assertThat(listed(get("/api/appointments?date=2026-11-21"), "_id")).containsExactly(tomorrow);
        assertThat(listed(get("/api/appointments?doctorId=u-nurse"), "_id")).containsExactly(late);
        assertThat(listed(get("/api/appointments?providerId=u-nurse"), "_id")).containsExactly(late);
        assertThat(listed(get("/api/appointments?patientId=" + ada), "_id")).containsExactly(today, tomorrow);
        assertThat(listed(get("/api/appointments?status=pending"), "_id")).containsExactly(late);
        assertThat(listed(get("/api/appointments?status=pending,scheduled"), "_id"))
                .containsExactly(today, late, tomorrow);
        assertThat(listed(get("/api/appointments?status=&date="), "_id")).hasSize(3);
    }

    @Test
    void findsArrivalsUnderTheWordTheyAreShownWith() {
        String arrived = newAppointment(ada);
        pass(Duration.ofMinutes(1));
        post("/api/appointments/" + arrived + "/checkin", "");

        assertThat(listed(get("/api/appointments?status=confirmed"), "_id")).containsExactly(arrived);
    }

    @ParameterizedTest
    @CsvSource({
        "date=20.11.2026, date",
        "date=2026-11-31, date",
        "date=2026-11-20T00:00:00, date",
        "status=busy, status",
        "'status=pending,', status",
        "status=all, status",
        "limit=0, limit"
    })
    void refusesFiltersThatCannotBe(String query, String named) {
        assertRefused(get("/api/appointments?" + query), 400, named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "appointmentDate | 20261120",
                "appointmentDate | \"tomorrow\"",
                "appointmentTime | \"25:00\"",
                "appointmentTime | 14",
                "scheduledStart | \"2026-11-20T14:30:00\"",
                "scheduledStart | 1763649000000",
                "scheduledEnd | \"+999999999-12-31T23:59:59Z\"",
                "scheduledAt | {}",
                "duration | 0",
                "duration | 1441",
                "duration | \"30\"",
                "duration | 99999999999999999999",
                "status | \"busy\"",
                "status | 1",
                "isWalkIn | \"yes\"",
                "doctorId | {\"name\":\"Dana\"}",
                "providerId | true",
                "reason | 1",
                "notes | {}",
                "locationId | []"
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        String target = "/api/appointments/" + newAppointment(ada);
        String named = field.equals("doctorId") ? "doctor" : field;

        assertRefused(put(target, "{\"" + field + "\":" + value + "}"), 400, named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"patientId\":\"p\",\"doctorId\":\"u-doctor\"}",
                "{\"patientId\":\"p\",\"doctorId\":\"u-doctor\",\"appointmentDate\":\"2026-11-20\"}",
                "{\"patientId\":\"p\",\"doctorId\":\"u-doctor\",\"appointmentTime\":\"14:30\"}"
            })
    void asksForDayAndTime(String body) {
        assertRefused(post("/api/appointments", body), 400, "appointmentDate");
    }

    @Test
    void asksForPatientAndDoctor() {
        String time = "\"scheduledStart\":\"2026-11-20T19:30:00Z\"";

        assertRefused(post("/api/appointments", "{" + time + ",\"doctorId\":\"u-doctor\"}"), 400, "patientId");
        assertRefused(post("/api/appointments", "{" + time + ",\"patientId\":\"" + ada + "\"}"), 400, "doctorId");
        assertRefused(
                post("/api/appointments", "{" + time + ",\"patientId\":42,\"doctorId\":\"u-doctor\"}"),
                400,
                "patientId");
    }

    @Test
    void hidesAppointmentsFromTheOtherClinic() {
        String target = "/api/appointments/" + newAppointment(ada);

        for (HttpTestClient.Answer answer : new HttpTestClient.Answer[] {
            connection.get(StubTokenVerifier.STRANGER, target),
            connection.delete(StubTokenVerifier.STRANGER, target),
            connection.post(StubTokenVerifier.STRANGER, target + "/checkin", ""),
            connection.post(StubTokenVerifier.STRANGER, target + "/cancel", "")
        }) {
            answer.isRefused(404, "NOT_FOUND", "appointment not found");
        }
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "patientId");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/appointments")
                        .body())
                .isEqualTo("[]");
        assertRefused(
                connection.post(StubTokenVerifier.STRANGER, "/api/appointments", """
                        {"patientId":"%s","doctorId":"u-stranger","scheduledStart":"2026-11-20T19:30:00Z"}
                        """.formatted(ada)), 400, "patientId");
    }
}
