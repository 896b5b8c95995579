package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carewire.http.Response;
import dev.carewire.transport.http.HttpTestClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of patients, appointments, visits and queue entries: pages, cursors and times. */
class ListRoutesTest extends ClinicTest {

    private final List<String> patients = new ArrayList<>();

    ListRoutesTest() {
        for (String name : List.of("Ada", "Bo", "Cy", "Di", "Eve")) {
            patients.add(newPatient(name));
        }
    }

    @Test
    void aPageNamesTheNextOneInAHeader() {
        HttpTestClient.Answer first = get("/api/patients?limit=2");
        HttpTestClient.Answer second = get("/api/patients?limit=2&cursor=" + cursor(first));
        HttpTestClient.Answer last = get("/api/patients?limit=3&cursor=" + cursor(second));

        assertThat(listed(first, "firstName")).containsExactly("Ada", "Bo");
        assertThat(listed(second, "firstName")).containsExactly("Cy", "Di");
        assertThat(listed(last, "firstName")).containsExactly("Eve");
        assertThat(last.headers().get(Response.NEXT_CURSOR)).isNull();
    }

    @Test
    void aCursorShowsNoName() {
        String cursor = cursor(get("/api/patients?limit=1"));

        assertThat(cursor).matches("[A-Za-z0-9_-]+");
        assertThat(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1))
                .doesNotContain("poe")
                .doesNotContain(patients.get(0));
        assertThat(cursor(get("/api/patients?limit=1"))).as("the same place").isNotEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patients", "appointments", "visits", "queue", "tasks", "prescriptions", "lab-results"})
    void refusesAnInventedCursor(String list) {
        for (String cursor : List.of("x", "2", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "=", "é")) {
            assertRefused(
                    get("/api/" + list + "?cursor=" + URLEncoder.encode(cursor, StandardCharsets.UTF_8)),
                    400,
                    "cursor: ");
        }
    }

    @Test
    void refusesAnAlteredCursorAndThatOfAnotherList() {
        String cursor = cursor(get("/api/patients?limit=2"));
        String altered = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
        newAppointment(patients.get(0));
        newAppointment(patients.get(1));
        String ofAppointments = cursor(get("/api/appointments?limit=1"));

        assertRefused(get("/api/patients?cursor=" + altered), 400, "cursor: invalid");
        assertRefused(get("/api/patients?cursor=" + cursor.substring(0, cursor.length() - 2)), 400, "cursor: invalid");
        assertRefused(get("/api/patients?cursor=" + ofAppointments), 400, "cursor: invalid");
        assertRefused(get("/api/patients?search=poe&cursor=" + cursor), 400, "cursor: invalid");
        assertRefused(
                connection.get(StubTokenVerifier.STRANGER, "/api/patients?cursor=" + cursor), 400, "cursor: invalid");
        assertThat(get("/api/patients?limit=500&cursor=" + cursor).status()).isEqualTo(200);
    }

    @Test
    void theCursorOfAnOlderListHasTwoNames() {
        for (int i = 0; i < 3; i++) {
            created(post("/api/tasks", "{\"title\":\"Order gloves\"}"));
            pass(Duration.ofMinutes(1));
        }
        String cursor = cursor(get("/api/tasks?limit=1"));

        assertThat(get("/api/tasks?limit=1&cursor=" + cursor).body())
                .isEqualTo(get("/api/tasks?limit=1&before=" + cursor).body());
        assertRefused(get("/api/tasks?cursor=" + cursor + "&before=" + cursor), 400, "before: invalid");
    }

    @Test
    void aLaterPageOfTheQueueContinuesThePositions() {
        for (String patient : patients) {
            created(post("/api/queue", "{\"patientId\":\"" + patient + "\"}"));
        }
        HttpTestClient.Answer first = get("/api/queue?limit=2");
        HttpTestClient.Answer second = get("/api/queue?limit=2&cursor=" + cursor(first));
        HttpTestClient.Answer last = get("/api/queue?limit=2&cursor=" + cursor(second));

        assertThat(positions(first)).containsExactly(1, 2);
        assertThat(positions(second)).containsExactly(3, 4);
        assertThat(positions(last)).containsExactly(5);
        assertThat(last.json().path(0).path("estimatedWaitTime").intValue()).isEqualTo(60);
    }

    private static List<Integer> positions(HttpTestClient.Answer answer) {
        List<Integer> positions = new ArrayList<>();
        for (JsonNode item : answer.json()) {
            positions.add(item.path("position").intValue());
        }
        return positions;
    }

    /** It is ten in the morning of 20 November 2026 in New York. */
    @Test
    void theListOfAppointmentsBeginsWithToday() {
        String yesterday = appointment("2026-11-20T04:59:00Z");
        String morning = appointment("2026-11-20T05:00:00Z");
        String nextYear = appointment("2027-11-20T15:00:00Z");

        assertThat(listed(get("/api/appointments"), "_id")).containsExactly(morning, nextYear);
        assertThat(listed(get("/api/appointments?doctorId=u-doctor"), "_id")).containsExactly(morning, nextYear);
        assertThat(listed(get("/api/appointments?to=2026-11-20"), "_id")).containsExactly(yesterday, morning);
        assertThat(listed(get("/api/appointments?patientId=" + patients.get(0)), "_id"))
                .containsExactly(yesterday, morning, nextYear);
    }

    @Test
    void aListOfAppointmentsContinuesAcrossMidnight() {
        String late = appointment("2026-11-21T04:58:00Z");
        String later = appointment("2026-11-21T04:59:00Z");
        pass(Duration.ofHours(13));
        pass(Duration.ofMinutes(59));
        HttpTestClient.Answer first = get("/api/appointments?limit=1");
        pass(Duration.ofMinutes(2));

        assertThat(listed(first, "_id")).containsExactly(late);
        assertThat(listed(get("/api/appointments?limit=1&cursor=" + cursor(first)), "_id"))
                .containsExactly(later);
        assertThat(listed(get("/api/appointments"), "_id")).isEmpty();
    }

    private String appointment(String start) {
        return created(post("/api/appointments", """
                {"patientId":"%s","doctorId":"u-doctor","scheduledStart":"%s","allowOverlap":true}
                """.formatted(patients.get(0), start)));
    }

    @Test
    void daysAreThoseOfTheClinicAndBelongToTheRange() {
        String first = appointment("2026-11-21T05:00:00Z");
        String last = appointment("2026-11-23T04:59:00Z");
        appointment("2026-11-23T05:00:00Z");

        assertThat(listed(get("/api/appointments?from=2026-11-21&to=2026-11-22"), "_id"))
                .containsExactly(first, last);
        assertThat(listed(get("/api/appointments?from=2026-11-21&to=2026-11-21"), "_id"))
                .containsExactly(first);
        assertThat(listed(get("/api/appointments?from=2026-11-21T05:00:00Z&to=2026-11-23T04:59:00Z"), "_id"))
                .as("the last moment is excluded")
                .containsExactly(first);
        assertThat(listed(get("/api/appointments?from=2026-11-21T00:00:00-05:00&to=2026-11-22"), "_id"))
                .containsExactly(first, last);
    }

    @Test
    void eachListStatesWhichTimeCounts() {
        pass(Duration.ofDays(1));
        String fay = newPatient("Fay");
        String visit = created(post("/api/visits", "{\"patientId\":\"" + fay + "\",\"doctorId\":\"u-doctor\"}"));
        String entry = created(post("/api/queue", "{\"patientId\":\"" + fay + "\"}"));

        for (String day : List.of("2026-11-21", "2026-11-20")) {
            boolean today = day.equals("2026-11-21");
            String range = "?from=" + day + "&to=" + day;
            assertThat(listed(get("/api/patients" + range), "_id")).hasSize(today ? 1 : patients.size());
            assertThat(listed(get("/api/visits" + range), "_id")).isEqualTo(today ? List.of(visit) : List.of());
            assertThat(listed(get("/api/visits?date=" + day), "_id")).isEqualTo(today ? List.of(visit) : List.of());
            assertThat(listed(get("/api/queue" + range), "_id")).isEqualTo(today ? List.of(entry) : List.of());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=2026-11-21&to=2026-11-20 | from: invalid (expected: a time up to that in to)",
                "from=2026-11-21T00:00:01Z&to=2026-11-21T00:00:00Z | from: invalid (expected: a time up to that in to)",
                "from=2026-11-21T05:00:00Z&to=2026-11-20 | from: invalid (expected: a time up to that in to)",
                "from=20.11.2026 | from",
                "from=2026-02-29 | from",
                "from=2026-11-20T10:00:00 | from",
                "to=tomorrow | to",
                "from=1899-01-01 | from",
                "to=9999-12-31 | to",
                "to=%2B999999999-12-31T00:00:00Z | to"
            })
    void refusesTimesThatAreNone(String query, String named) {
        for (String list : List.of("patients", "appointments", "visits", "queue")) {
            assertRefused(get("/api/" + list + "?" + query), 400, named);
        }
    }

    @Test
    void aDayExcludesARange() {
        assertRefused(get("/api/appointments?date=2026-11-20&from=2026-11-20"), 400, "date");
        assertRefused(get("/api/visits?date=2026-11-20&to=2026-11-20"), 400, "date");
    }

    private static String cursor(HttpTestClient.Answer page) {
        String cursor = page.headers().get(Response.NEXT_CURSOR);
        assertThat(cursor).as(page.body()).isNotNull();
        return cursor;
    }
}
