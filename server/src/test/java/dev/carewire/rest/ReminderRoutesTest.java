package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderRoutesTest extends ClinicTest {

    private static final String PREFERENCES = "/api/notifications/preferences";
    private static final String MEDICATION = "/api/reminders/medication";

    @Test
    void keepsPreferencesByType() {
        assertData(get(PREFERENCES), 200, "{\"preferences\":{}}");
        String any = """
                "*":{"enabled":true,"minPriority":"normal",
                     "quietHours":{"start":"22:00","end":"06:30","timeZone":"Europe/Berlin"}}
                """;
        assertData(put(PREFERENCES, "{\"preferences\":{" + any + "}}"), 200, "{\"preferences\":{" + any + "}}");

        String both = "{\"preferences\":{" + any + ",\"general\":{\"enabled\":false,\"minPriority\":\"low\"}}}";
        assertData(put(PREFERENCES, "{\"preferences\":{\"general\":{\"enabled\":false}}}"), 200, both);
        assertData(get(PREFERENCES), 200, both);
        assertData(
                put(PREFERENCES, "{\"preferences\":{\"*\":null,\"general\":{}}}"),
                200,
                "{\"preferences\":{\"general\":{\"enabled\":true,\"minPriority\":\"low\"}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"preferences\":[]}",
                "{\"preferences\":{\"general\":true}}",
                "{\"preferences\":{\"general\":{\"enabled\":\"yes\"}}}",
                "{\"preferences\":{\"general\":{\"minPriority\":\"highest\"}}}",
                "{\"preferences\":{\"general\":{\"minPriority\":3}}}",
                "{\"preferences\":{\"no type\":{}}}",
                "{\"preferences\":{\"general\":{\"quietHours\":{}}}}",
                "{\"preferences\":{\"general\":{\"quietHours\":\"always\"}}}",
                "{\"preferences\":{\"g\":{\"quietHours\":{\"start\":\"24:00\",\"end\":\"07:00\",\"timeZone\":\"UTC\"}}}}",
                "{\"preferences\":{\"g\":{\"quietHours\":{\"start\":\"7:00\",\"end\":\"08:00\",\"timeZone\":\"UTC\"}}}}",
                "{\"preferences\":{\"g\":{\"quietHours\":{\"start\":\"07:00\",\"end\":\"07:00\",\"timeZone\":\"UTC\"}}}}",
                "{\"preferences\":{\"g\":{\"quietHours\":{\"start\":\"07:00\",\"end\":\"08:00\",\"timeZone\":\"Moon\"}}}}"
            })
    void refusesPreferencesThatCannotBe(String body) {
        assertThat(put(PREFERENCES, body).status()).isEqualTo(400);
        assertData(get(PREFERENCES), 200, "{\"preferences\":{}}");
    }

    @Test
    void tellsEverybodyWhoWorksInTheClinic() {
        String alert = "{\"title\":\"Marker\",\"message\":\"Room 2\",\"actionUrl\":\"/rooms/2\"}";
        assertData(
                post("/api/notifications/urgent-alert", alert), 201, "{\"notified\":2,\"recipients\":2,\"reached\":0}");
        assertData(
                post("/api/notifications/system-broadcast", alert),
                201,
                "{\"notified\":2,\"recipients\":2,\"reached\":0}");

        assertRefused(post("/api/notifications/urgent-alert", "{\"title\":\"Marker\"}"), 400, "message");
        assertRefused(post("/api/notifications/system-broadcast", "{\"message\":\"Marker\"}"), 400, "title");
        assertRefused(post("/api/notifications/urgent-alert", alert.replace("/rooms", "//rooms")), 400, "actionUrl");
    }

    @Test
    void patientsTellNobodyAndPlanForThemselvesAlone() {
        String alert = "{\"title\":\"Marker\",\"message\":\"Room 2\"}";
        for (String target : List.of("urgent-alert", "system-broadcast")) {
            assertThat(connection
                            .post(StubTokenVerifier.PATIENT, "/api/notifications/" + target, alert)
                            .status())
                    .isEqualTo(403);
        }
        String form = "{\"medication\":\"Marker\",\"times\":[\"08:00\"],\"timeZone\":\"UTC\"";
        HttpTestClient.Answer own = connection.post(StubTokenVerifier.PATIENT, MEDICATION, form + "}");
        assertThat(own.status()).isEqualTo(201);
        assertThat(connection
                        .post(StubTokenVerifier.PATIENT, MEDICATION, form + ",\"userId\":\"u-doctor\"}")
                        .status())
                .isEqualTo(403);
        assertThat(connection
                        .delete(StubTokenVerifier.STRANGER, MEDICATION + "/" + own.id())
                        .status())
                .isEqualTo(404);
        assertThat(listed(connection.get(StubTokenVerifier.PATIENT, MEDICATION), "id"))
                .containsExactly(own.id());
    }

    @Test
    void plansListsAndEndsMedicationReminders() {
        HttpTestClient.Answer planned = post(MEDICATION, """
                {"userId":"p1","medication":"Marker","dosage":"5 mg","times":["20:00","08:00"],"days":["monday","sunday"],
                 "timeZone":"Europe/Berlin","startAt":"2026-11-20T15:00:00Z","endAt":"2026-12-20T15:00:00Z"}
                """);
        String expected = """
                {"id":"%s","userId":"p1","medication":"Marker","dosage":"5 mg","times":["08:00","20:00"],
                 "days":["monday","sunday"],"timeZone":"Europe/Berlin","startAt":"2026-11-20T15:00:00.000Z",
                 "endAt":"2026-12-20T15:00:00.000Z","nextAt":"2026-11-22T07:00:00.000Z"}
                """.formatted(planned.id());
        assertData(planned, 201, expected);
        assertThat(listed(get(MEDICATION + "?userId=p1"), "id")).containsExactly(planned.id());
        assertThat(listed(get(MEDICATION), "id")).isEmpty();

        assertThat(delete(MEDICATION + "/" + planned.id()).status()).isEqualTo(200);
        assertRefused(delete(MEDICATION + "/" + planned.id()), 404, "medication reminder");
        assertThat(listed(get(MEDICATION + "?userId=p1"), "id")).isEmpty();
    }

    @Test
    void aReminderWithoutATimeZoneFollowsTheClocksOfTheClinic() {
        String form = "{\"medication\":\"Ibuprofen\",\"times\":[\"08:00\"]}";

        assertThat(post(MEDICATION, form).data().path("timeZone").textValue()).isEqualTo("America/New_York");

        connection.put(StubTokenVerifier.ADMIN, "/api/clinic", "{\"timeZone\":\"Asia/Kathmandu\"}");
        assertThat(post(MEDICATION, form).data().path("nextAt").textValue()).isEqualTo("2026-11-21T02:15:00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"medication\":\"Marker\",\"times\":\"08:00\",\"timeZone\":\"UTC\"}",
                "{\"medication\":\"Marker\",\"times\":[],\"timeZone\":\"UTC\"}",
                "{\"medication\":\"Marker\",\"times\":[8],\"timeZone\":\"UTC\"}",
                "{\"medication\":7,\"times\":[\"08:00\"],\"timeZone\":\"UTC\"}",
                "{\"medication\":\"Marker\",\"times\":[\"08:00\"],\"timeZone\":\"UTC\",\"days\":[\"someday\"]}",
                "{\"medication\":\"Marker\",\"times\":[\"08:00\"],\"timeZone\":\"UTC\",\"startAt\":\"2026-11-20T14:54:59Z\"}",
                "{\"medication\":\"Marker\",\"times\":[\"08:00\"],\"timeZone\":\"UTC\",\"startAt\":\"2028-01-01T00:00:00Z\"}",
                "{\"medication\":\"Marker\",\"times\":[\"08:00\"],\"timeZone\":\"UTC\",\"startAt\":\"soon\"}"
            })
    void refusesRemindersThatCannotBe(String body) {
        assertThat(post(MEDICATION, body).status()).isEqualTo(400);
        assertThat(listed(get(MEDICATION), "id")).isEmpty();
    }
}
