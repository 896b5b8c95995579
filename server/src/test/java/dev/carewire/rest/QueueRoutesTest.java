package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueueRoutesTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    private String newEntry(String patientId) {
        return created(post("/api/queue", "{\"patient\":\"" + patientId + "\"}"));
    }

    @Test
    void letsSomebodyWait() {
        HttpTestClient.Answer answer = post("/api/queue", """
                {"patient":{"_id":"%s"},"doctor":"u-doctor","room":{"_id":"r-2"},"queueType":"follow-up",
                 "priority":3,"checkInMethod":"desk","notes":"Wheelchair"}
                """.formatted(ada));

        String document =
                """
                {"_id":"%s","queueNumber":"%s","queueType":"follow-up",
                 "patient":{"_id":"%s","firstName":"Ada","lastName":"Poe","patientCode":"P-0001"},
                 "patientName":"Ada Poe",
                 "doctor":{"_id":"u-doctor","firstName":"Dana","lastName":"North",
                           "specializationId":{"name":"Dermatology"}},
                 "room":{"_id":"r-2","name":"Room two","roomNumber":"2"},
                 "status":"waiting","priority":3,"queuedAt":"2026-11-20T15:00:00.000Z",
                 "checkedIn":true,"checkedInAt":"2026-11-20T15:00:00.000Z","checkInMethod":"desk",
                 "notes":"Wheelchair",
                 "createdAt":"2026-11-20T15:00:00.000Z","updatedAt":"2026-11-20T15:00:00.000Z"}
                """.formatted(answer.id(), answer.data().path("queueNumber").textValue(), ada);
        assertThat(answer.data().path("queueNumber").textValue()).isNotEmpty();
        assertData(answer, 201, document);
        assertData(get("/api/queue/" + answer.id()), 200, document);
    }

    @Test
    void saysInTheListWhoIsNextAndHowLongItMayTake() {
        String first = newEntry(ada);
        pass(Duration.ofMinutes(1));
        String second = newEntry(newPatient("Bo"));
        pass(Duration.ofMinutes(1));
        String urgent = created(post("/api/queue", "{\"patient\":\"" + newPatient("Cy") + "\",\"priority\":9}"));

        HttpTestClient.Answer queue = get("/api/queue");

        assertThat(listed(queue, "_id")).containsExactly(urgent, first, second);
        assertThat(listed(queue, "position")).containsExactly("1", "2", "3");
        assertThat(listed(queue, "estimatedWaitTime")).containsExactly("0", "15", "30");
    }

    @Test
    void filtersTheList() {
        String waiting = created(post("/api/queue", "{\"patient\":\"" + ada + "\",\"doctor\":\"u-nurse\"}"));
        pass(Duration.ofMinutes(1));
        String called = newEntry(newPatient("Bo"));
        post("/api/queue/" + called + "/call", "{\"roomId\":\"r-2\"}");
        pass(Duration.ofMinutes(1));
        String gone = newEntry(newPatient("Cy"));
        put("/api/queue/" + gone, "{\"status\":\"no-show\"}");

        assertThat(listed(get("/api/queue"), "_id")).containsExactly(waiting);
        assertThat(listed(get("/api/queue?status=waiting"), "_id")).containsExactly(waiting);
        assertThat(listed(get("/api/queue?status=in-progress"), "_id")).containsExactly(called);
        assertThat(listed(get("/api/queue?status=all"), "_id")).containsExactlyInAnyOrder(waiting, called);
        assertThat(listed(get("/api/queue?status=no_show,%20in-progress"), "_id"))
                .containsExactlyInAnyOrder(called, gone);
        assertThat(listed(get("/api/queue?status=completed,cancelled"), "_id")).isEmpty();
        assertThat(listed(get("/api/queue?doctorId=u-nurse"), "_id")).containsExactly(waiting);
        assertThat(listed(get("/api/queue?status=all&roomId=r-2"), "_id")).containsExactly(called);
        assertThat(listed(get("/api/queue?status=all&limit=1"), "_id")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "status=busy, status",
        "'status=waiting,all', status",
        "limit=501, limit",
        "doctorId=%00, doctorId",
        "roomId=a%0Ab, roomId"
    })
    void refusesFiltersThatCannotBe(String query, String named) {
        assertRefused(get("/api/queue?" + query), 400, named);
    }

    @Test
    void callsSomebodyIn() {
        String id = newEntry(ada);
        pass(Duration.ofMinutes(5));

        HttpTestClient.Answer answer = post("/api/queue/" + id + "/call", "{\"roomId\":\"r-2\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.data().path("status").textValue()).isEqualTo("in-progress");
        assertThat(answer.data().path("calledAt").textValue()).isEqualTo("2026-11-20T15:05:00.000Z");
        assertThat(answer.data().path("room"))
                .isEqualTo(HttpTestClient.json("{\"_id\":\"r-2\",\"name\":\"Room two\",\"roomNumber\":\"2\"}"));
        post("/api/queue/" + id + "/call", "").isRefused(409, "CONFLICT", "patient is not waiting any more");
    }

    @Test
    void callsWithoutABody() {
        assertThat(post("/api/queue/" + newEntry(ada) + "/call", "").status()).isEqualTo(200);
    }

    @Test
    void movesOnWithItsWholeDocument() {
        HttpTestClient.Answer before = post("/api/queue", "{\"patient\":\"" + ada + "\",\"room\":\"r-2\"}");
        pass(Duration.ofMinutes(5));

        HttpTestClient.Answer called = put(
                "/api/queue/" + before.id(),
                before.data().toString().replace("\"status\":\"waiting\"", "\"status\":\"called\""));

        assertThat(called.status()).isEqualTo(200);
        assertThat(called.data().path("status").textValue()).isEqualTo("in-progress");
        assertThat(called.data().path("room").path("_id").textValue()).isEqualTo("r-2");
        HttpTestClient.Answer done = put("/api/queue/" + before.id(), "{\"status\":\"completed\",\"roomId\":\"\"}");
        assertThat(done.data().path("status").textValue()).isEqualTo("completed");
        assertThat(done.data().path("completedAt").textValue()).isEqualTo("2026-11-20T15:05:00.000Z");
        assertThat(done.data().has("room")).isFalse();
    }

    @Test
    void removes() {
        String target = "/api/queue/" + newEntry(ada);

        assertThat(delete(target).body()).isEqualTo("{\"success\":true}");
        get(target).isRefused(404, "NOT_FOUND", "queue entry not found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status | \"all\"",
                "status | \"confirmed\"",
                "priority | -1",
                "priority | 101",
                "priority | \"1\"",
                "priority | 1.5",
                "checkedIn | 1",
                "doctorId | 1.5",
                "roomId | \"r-9\"",
                "room | {\"name\":\"two\"}",
                "queueType | \"emergency\"",
                "notes | []",
                "checkInMethod | {}"
            })
    void refusesWhatAFieldCannotBe(String field, String value) {
        String target = "/api/queue/" + newEntry(ada);

        assertRefused(put(target, "{\"" + field + "\":" + value + "}"), 400, field);
    }

    @Test
    void refusesARoomThatCannotBe() {
        String target = "/api/queue/" + newEntry(ada) + "/call";

        assertRefused(post(target, "{\"roomId\":true}"), 400, "roomId");
        assertRefused(post(target, "{\"roomId\":\"r-9\"}"), 400, "roomId");
    }

    @Test
    void asksForThePatient() {
        assertRefused(post("/api/queue", "{}"), 400, "patientId");
    }

    @Test
    void hidesTheQueueFromTheOtherClinic() {
        String target = "/api/queue/" + newEntry(ada);

        for (HttpTestClient.Answer answer : new HttpTestClient.Answer[] {
            connection.get(StubTokenVerifier.STRANGER, target),
            connection.delete(StubTokenVerifier.STRANGER, target),
            connection.post(StubTokenVerifier.STRANGER, target + "/call", "")
        }) {
            answer.isRefused(404, "NOT_FOUND", "queue entry not found");
        }
        assertRefused(connection.put(StubTokenVerifier.STRANGER, target, "{}"), 400, "patientId");
        assertThat(connection
                        .get(StubTokenVerifier.STRANGER, "/api/queue?status=all")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void refusesThoseWhoDoNotWorkHere() {
        assertThat(connection.get(StubTokenVerifier.PATIENT, "/api/queue").status())
                .isEqualTo(403);
    }
}
