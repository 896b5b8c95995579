package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.notification.MedicationReminders;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock stands still in these tests, so all changes happen within one millisecond. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class RecordVersionsTest extends ClinicTest {

    private final String ada = newPatient("Ada");

    RecordVersionsTest(TestDatabases which) {
        super(which, Map.of());
        connection.put(StubTokenVerifier.ADMIN, "/api/clinic", "{\"overlap\":\"allow\"}");
    }

    private HttpTestClient.Answer ask(
            String token, HttpMethod method, String target, String header, String value, String body) {
        FullHttpRequest request = connection.request(method, target, body);
        request.headers().set("Authorization", "Bearer " + token).set(header, value);
        return connection.exchange(request);
    }

    private HttpTestClient.Answer ask(HttpMethod method, String target, String header, String value, String body) {
        return ask(StubTokenVerifier.DOCTOR, method, target, header, value, body);
    }

    private static String tag(HttpTestClient.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(200, 201);
        return Optional.ofNullable(answer.headers().get("ETag")).orElseThrow();
    }

    private void assertSameTagInEveryAnswer(String path, String creation, String change) {
        HttpTestClient.Answer created = post(path, creation);
        String target = path + "/" + created.id();
        assertThat(tag(created)).as(target).matches("\"[\\w-]{22}\"").isEqualTo(tag(get(target)));

        HttpTestClient.Answer changed = put(target, change);
        assertThat(tag(changed)).as(target).isEqualTo(tag(get(target))).isNotEqualTo(tag(created));
    }

    @Test
    void everyAnswerWithARecordHasItsVersion() {
        String patient = "\"patientId\":\"" + ada + "\"";
        String doctor = patient + ",\"doctorId\":\"u-doctor\"";
        assertSameTagInEveryAnswer("/api/patients", "{\"firstName\":\"Bo\",\"lastName\":\"Poe\"}", "{\"phone\":\"1\"}");
        assertSameTagInEveryAnswer(
                "/api/appointments",
                "{" + doctor + ",\"scheduledStart\":\"2026-11-20T19:30:15.123Z\"}",
                "{\"notes\":\"n\"}");
        assertSameTagInEveryAnswer("/api/queue", "{" + patient + "}", "{\"priority\":3}");
        assertSameTagInEveryAnswer("/api/visits", "{" + doctor + "}", "{\"notes\":\"n\"}");
        assertSameTagInEveryAnswer(
                "/api/prescriptions", "{" + doctor + ",\"medication\":\"A\"}", "{\"medication\":\"B\"}");
        assertSameTagInEveryAnswer("/api/invoices", "{" + patient + ",\"total\":20.5}", "{\"total\":21}");
        assertSameTagInEveryAnswer("/api/tasks", "{\"title\":\"Call\"}", "{\"title\":\"Write\"}");
        assertSameTagInEveryAnswer("/api/lab-results", "{" + doctor + ",\"orderType\":\"A\"}", "{\"result\":\"B\"}");
    }

    @Test
    void commandsAnswerWithTheNewVersion() {
        String appointment = "/api/appointments/" + newAppointment(ada);
        String before = tag(get(appointment));

        String checkedIn = tag(post(appointment + "/checkin", ""));

        assertThat(checkedIn).isEqualTo(tag(get(appointment))).isNotEqualTo(before);
        String invoice =
                "/api/invoices/" + created(post("/api/invoices", "{\"patientId\":\"" + ada + "\",\"total\":100}"));
        assertThat(tag(post(invoice + "/payments", "{\"amount\":20}"))).isEqualTo(tag(get(invoice)));
    }

    /** A change may change further records, and those the first one again. */
    @Test
    void theAnswerIsTheRecordAfterAllEffectsOfTheChange() {
        String appointment = "/api/appointments/" + newAppointment(ada);
        assertCurrent(put(appointment, "{\"status\":\"checked-in\"}"), appointment);
        String entry = "/api/queue/"
                + get("/api/queue?status=all").json().path(0).path("_id").textValue();
        assertCurrent(put(entry, "{\"priority\":3}"), entry);
        assertCurrent(post(entry + "/call", "{\"roomId\":\"r-2\"}"), entry);
        HttpTestClient.Answer opened =
                post("/api/visits", "{\"queueItemId\":\"" + entry.substring("/api/queue/".length()) + "\"}");
        String visit = "/api/visits/" + created(opened);
        assertCurrent(opened, visit);
        assertCurrent(put(visit, "{\"status\":\"closed\"}"), visit);

        String other = "/api/appointments/" + newAppointment(newPatient("Bo"));
        assertCurrent(post(other + "/checkin", "{\"method\":\"desk\"}"), other);
        assertCurrent(post(other + "/cancel", "{\"reason\":\"ill\"}"), other);
        String task = "/api/tasks/" + created(post("/api/tasks", "{\"title\":\"Call\"}"));
        assertCurrent(post(task + "/complete", ""), task);
        String prescription = "/api/prescriptions/"
                + created(post(
                        "/api/prescriptions",
                        "{\"patientId\":\"" + ada + "\",\"doctorId\":\"u-doctor\",\"medication\":\"A\"}"));
        assertCurrent(post(prescription + "/send", ""), prescription);
    }

    private void assertCurrent(HttpTestClient.Answer answer, String target) {
        String version = tag(answer);
        HttpTestClient.Answer current = get(target);
        assertThat(answer.data()).isEqualTo(current.data());
        assertThat(version).isEqualTo(tag(current));
    }

    @Test
    void aVersionStaysWhileNothingIsStoredAndChangesWithEveryChange() {
        String target = "/api/patients/" + ada;
        String first = tag(get(target));
        assertThat(tag(get(target))).isEqualTo(first);

        String second = tag(put(target, "{\"phone\":\"1\"}"));
        String third = tag(put(target, "{\"phone\":\"2\"}"));

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void refusesAnOutdatedVersionAndChangesNothing() {
        String target = "/api/patients/" + ada;
        String outdated = tag(get(target));
        String current = tag(put(target, "{\"phone\":\"1\"}"));

        HttpTestClient.Answer refused = ask(HttpMethod.PUT, target, "If-Match", outdated, "{\"phone\":\"2\"}");

        assertRefused(refused, 412, "If-Match");
        assertThat(refused.json().path("code").textValue()).isEqualTo("PRECONDITION_FAILED");
        assertThat(tag(get(target))).isEqualTo(current);
        assertRefused(ask(HttpMethod.DELETE, target, "If-Match", outdated, ""), 412, "If-Match");
        assertThat(get(target).status()).isEqualTo(200);
        assertThat(ask(HttpMethod.PUT, target, "If-Match", current, "{\"phone\":\"2\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesACommandOnAnOutdatedVersion() {
        String target = "/api/appointments/" + newAppointment(ada);
        String outdated = tag(get(target));
        String current = tag(put(target, "{\"notes\":\"n\"}"));

        assertRefused(ask(HttpMethod.POST, target + "/checkin", "If-Match", outdated, ""), 412, "If-Match");

        assertThat(tag(get(target))).isEqualTo(current);
        assertThat(ask(HttpMethod.POST, target + "/checkin", "If-Match", current, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesAPaymentOfAnOutdatedInvoice() {
        String invoice =
                "/api/invoices/" + created(post("/api/invoices", "{\"patientId\":\"" + ada + "\",\"total\":100}"));
        String outdated = tag(get(invoice));
        post(invoice + "/payments", "{\"amount\":20}");

        assertRefused(
                ask(HttpMethod.POST, invoice + "/payments", "If-Match", outdated, "{\"amount\":20}"), 412, "If-Match");
        assertThat(get(invoice).data().path("totalPaid").decimalValue()).isEqualByComparingTo("20");
    }

    @Test
    void understandsListsAndTheWildcardAndNoWeakTags() {
        String target = "/api/patients/" + ada;
        String current = tag(get(target));

        assertThat(ask(HttpMethod.PUT, target, "If-Match", "*", "{}").status()).isEqualTo(200);
        String list = "\"a,b\" , W/\"c\",, " + tag(get(target));
        assertThat(ask(HttpMethod.PUT, target, "If-Match", list, "{}").status()).isEqualTo(200);
        assertRefused(ask(HttpMethod.PUT, target, "If-Match", "W/" + current, "{}"), 412, "If-Match");
        assertRefused(ask(HttpMethod.PUT, target, "If-Match", "unquoted", "{}"), 400, "If-Match");
        assertRefused(ask(HttpMethod.PUT, target, "If-Match", current + " x", "{}"), 400, "If-Match");
        assertRefused(ask(HttpMethod.PUT, target, "If-Match", "", "{}"), 400, "If-Match");
        assertRefused(ask(HttpMethod.PUT, "/api/patients/new", "If-Match", "*", "{}"), 412, "If-Match");
        assertThat(get("/api/patients/new").status()).isEqualTo(404);
    }

    @Test
    void severalHeadersFormOneList() {
        FullHttpRequest request = connection.request(HttpMethod.PUT, "/api/patients/" + ada, "{}");
        request.headers()
                .set("Authorization", "Bearer " + StubTokenVerifier.DOCTOR)
                .add("If-Match", "\"other\"")
                .add("If-Match", tag(get("/api/patients/" + ada)));

        assertThat(connection.exchange(request).status()).isEqualTo(200);
    }

    @Test
    void createsOnlyANewRecord() {
        String body = "{\"firstName\":\"Bo\",\"lastName\":\"Poe\"}";

        HttpTestClient.Answer created = ask(HttpMethod.PUT, "/api/patients/own-1", "If-None-Match", "*", body);
        HttpTestClient.Answer refused = ask(HttpMethod.PUT, "/api/patients/own-1", "If-None-Match", "*", body);

        assertThat(created.status()).isEqualTo(201);
        assertRefused(refused, 412, "If-None-Match");
        assertThat(tag(get("/api/patients/own-1"))).isEqualTo(tag(created));
    }

    @Test
    void answersShortlyWhatTheClientHasAlready() {
        String target = "/api/patients/" + ada;
        String current = tag(get(target));

        HttpTestClient.Answer same = ask(HttpMethod.GET, target, "If-None-Match", "\"other\", W/" + current, "");

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(same.headers().get("ETag")).isEqualTo(current);
        assertThat(same.headers().contains("Content-Length")).isFalse();
        put(target, "{\"phone\":\"1\"}");
        assertThat(ask(HttpMethod.GET, target, "If-None-Match", current, "").status())
                .isEqualTo(200);
    }

    @Test
    void aMissingRecordAndAMissingRightAreReportedFirst() {
        String target = "/api/patients/" + ada;

        assertThat(ask(HttpMethod.DELETE, "/api/patients/none", "If-Match", "\"x\"", "")
                        .status())
                .isEqualTo(404);
        assertThat(ask(StubTokenVerifier.STRANGER, HttpMethod.DELETE, target, "If-Match", "*", "")
                        .status())
                .isEqualTo(404);
        assertThat(ask(StubTokenVerifier.PATIENT, HttpMethod.PUT, target, "If-Match", "\"x\"", "{}")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void staffAndRoomsHaveVersionsToo() {
        for (String target : List.of("/api/users/u-7", "/api/rooms/r-7")) {
            String creation = "{\"firstName\":\"Cy\",\"role\":\"doctor\",\"name\":\"Seven\",\"number\":\"7\"}";
            HttpTestClient.Answer created = admin(HttpMethod.PUT, target, "If-None-Match", "*", creation);
            assertThat(created.status()).isEqualTo(201);
            assertThat(tag(created)).isEqualTo(tag(get(target)));

            HttpTestClient.Answer changed = admin(
                    HttpMethod.PUT,
                    target,
                    "If-Match",
                    tag(created),
                    "{\"name\":\"Eight\",\"email\":\"c@example.org\"}");

            assertThat(tag(changed)).isEqualTo(tag(get(target))).isNotEqualTo(tag(created));
            assertRefused(admin(HttpMethod.PUT, target, "If-Match", tag(created), "{}"), 412, "If-Match");
            assertRefused(admin(HttpMethod.PUT, target, "If-None-Match", "*", creation), 412, "If-None-Match");
            assertRefused(admin(HttpMethod.DELETE, target, "If-Match", tag(created), ""), 412, "If-Match");
            assertThat(admin(HttpMethod.DELETE, target, "If-Match", tag(changed), "")
                            .status())
                    .isEqualTo(200);
        }
    }

    private HttpTestClient.Answer admin(String target) {
        return connection.get(StubTokenVerifier.ADMIN, target);
    }

    private HttpTestClient.Answer admin(HttpMethod method, String target, String header, String value, String body) {
        return ask(StubTokenVerifier.ADMIN, method, target, header, value, body);
    }

    @Test
    void threadsAndMessagesHaveVersionsToo() {
        HttpTestClient.Answer created = post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}");
        String target = "/api/threads/" + created.id();
        assertThat(tag(created)).isEqualTo(tag(get(target)));

        HttpTestClient.Answer changed = ask(HttpMethod.PUT, target, "If-Match", tag(created), "{\"ward\":\"3\"}");

        assertThat(tag(changed)).isEqualTo(tag(get(target))).isNotEqualTo(tag(created));
        assertRefused(ask(HttpMethod.PUT, target, "If-Match", tag(created), "{\"ward\":\"4\"}"), 412, "If-Match");
        HttpTestClient.Answer sent = post(target + "/messages", "{\"body\":\"one\"}");
        String message = target + "/messages/" + sent.id();
        HttpTestClient.Answer edited = ask(HttpMethod.PUT, message, "If-Match", tag(sent), "{\"body\":\"two\"}");
        assertThat(tag(edited)).isNotEqualTo(tag(sent));
        assertRefused(ask(HttpMethod.PUT, message, "If-Match", tag(sent), "{\"body\":\"three\"}"), 412, "If-Match");
        assertRefused(ask(HttpMethod.DELETE, message, "If-Match", tag(sent), ""), 412, "If-Match");
        assertThat(ask(HttpMethod.DELETE, message, "If-Match", tag(edited), "").status())
                .isEqualTo(200);
    }

    @Test
    void refusesToAddOrRemoveMembersOfAnOutdatedThread() {
        HttpTestClient.Answer created = post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}");
        String target = "/api/threads/" + created.id();
        String outdated = tag(created);
        String current = tag(put(target, "{\"ward\":\"3\"}"));
        String members = target + "/members";

        assertRefused(
                ask(HttpMethod.POST, members, "If-Match", outdated, "{\"memberIds\":[\"u-admin\"]}"), 412, "If-Match");
        assertRefused(ask(HttpMethod.DELETE, members + "/u-nurse", "If-Match", outdated, ""), 412, "If-Match");

        assertThat(tag(get(target))).isEqualTo(current);
        assertThat(ask(HttpMethod.DELETE, members + "/u-nurse", "If-Match", current, "")
                        .status())
                .isEqualTo(200);
        assertThat(tag(get(target))).isNotEqualTo(current);
    }

    /** A message is a new record, and other members may have sent some in between. */
    @Test
    void sendsAMessageWhateverVersionTheThreadHas() {
        HttpTestClient.Answer created = post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}");
        String target = "/api/threads/" + created.id();
        put(target, "{\"ward\":\"3\"}");

        HttpTestClient.Answer sent =
                ask(HttpMethod.POST, target + "/messages", "If-Match", tag(created), "{\"body\":\"one\"}");

        assertThat(sent.status()).isEqualTo(201);
    }

    @Test
    void refusesAMalformedConditionOfEveryMethod() {
        String patient = "/api/patients/" + ada;
        String appointment = "/api/appointments/" + newAppointment(ada);

        assertRefused(ask(HttpMethod.GET, patient, "If-None-Match", "unquoted", ""), 400, "If-None-Match");
        assertRefused(ask(HttpMethod.PUT, patient, "If-None-Match", "unquoted", "{}"), 400, "If-None-Match");
        assertRefused(ask(HttpMethod.DELETE, appointment, "If-Match", "unquoted", ""), 400, "If-Match");
        assertRefused(ask(HttpMethod.POST, appointment + "/cancel", "If-Match", "unquoted", ""), 400, "If-Match");
        assertThat(get(appointment).data().path("status").textValue()).isEqualTo("scheduled");
    }

    /** The next time is no part of the version: it moves with every reminder. */
    @Test
    void aMedicationReminderKeepsItsVersionWhenItIsDue() {
        String path = "/api/reminders/medication";
        HttpTestClient.Answer planned = post(path, "{\"medication\":\"Marker\",\"times\":[\"08:00\"]}");
        String target = path + "/" + planned.id();
        assertRefused(ask(HttpMethod.DELETE, target, "If-Match", "\"other\"", ""), 412, "If-Match");
        assertRefused(ask(HttpMethod.DELETE, target, "If-Match", "unquoted", ""), 400, "If-Match");
        assertThat(ask(StubTokenVerifier.STRANGER, HttpMethod.DELETE, target, "If-Match", "\"other\"", "")
                        .status())
                .isEqualTo(404);
        assertThat(listed(get(path), "nextAt")).containsExactly("2026-11-21T13:00:00.000Z");

        pass(Duration.ofHours(22));
        fire(MedicationReminders.KIND, planned.id());

        assertThat(listed(get(path), "nextAt")).containsExactly("2026-11-22T13:00:00.000Z");
        assertThat(ask(HttpMethod.DELETE, target, "If-Match", tag(planned), "").status())
                .isEqualTo(200);
        assertRefused(ask(HttpMethod.DELETE, target, "If-Match", tag(planned), ""), 404, "medication reminder");
    }

    @Test
    void theClinicItsPreferencesAndItsThresholdsHaveVersionsToo() {
        Map<String, List<String>> changes = Map.of(
                "/api/clinic",
                List.of("{\"name\":\"North\"}", "{\"name\":\"South\"}"),
                "/api/notifications/preferences",
                List.of(
                        "{\"preferences\":{\"general\":{\"enabled\":false}}}",
                        "{\"preferences\":{\"general\":{\"enabled\":true}}}"),
                "/api/vitals/thresholds/heart_rate",
                List.of("{\"threshold\":{\"min\":50,\"max\":110}}", "{\"threshold\":{\"min\":51,\"max\":110}}"));
        changes.forEach((target, bodies) -> {
            String first = tag(admin(target));
            assertThat(admin(HttpMethod.GET, target, "If-None-Match", first, "").status())
                    .isEqualTo(304);

            HttpTestClient.Answer changed = admin(HttpMethod.PUT, target, "If-Match", first, bodies.get(0));

            assertThat(tag(changed)).as(target).isEqualTo(tag(admin(target))).isNotEqualTo(first);
            assertRefused(admin(HttpMethod.PUT, target, "If-Match", first, bodies.get(1)), 412, "If-Match");
            assertThat(tag(admin(target))).isEqualTo(tag(changed));
        });
        assertThat(get("/api/vitals/thresholds/none_such").status()).isEqualTo(404);
    }
}
