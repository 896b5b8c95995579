package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.fuzz.FaultDetector;
import dev.carewire.fuzz.Fuzz;
import dev.carewire.fuzz.FuzzRandom;
import dev.carewire.transport.http.HttpTestClient;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever is asked of the interface is answered once, never as the server's fault, and the next request as if nothing had been. */
@Tag("fuzz")
class RoutesFuzzTest extends ClinicTest {

    private static final List<String> PATHS = List.of(
            "/api/patients",
            "/api/patients/ID",
            "/api/appointments",
            "/api/appointments/ID",
            "/api/appointments/ID/checkin",
            "/api/appointments/ID/cancel",
            "/api/queue",
            "/api/queue/ID",
            "/api/queue/ID/call",
            "/api/visits",
            "/api/visits/ID",
            "/api/threads",
            "/api/threads/ID/messages",
            "/api/threads/ID/read",
            "/api/threads/ID/assistant",
            "/api/users",
            "/api/vitals",
            "/api/vitals/aggregates",
            "/api/vitals/thresholds",
            "/api/vitals/thresholds/ID");

    private static final List<String> QUERIES = List.of(
            "",
            "?search=Poe&limit=5",
            "?date=2026-11-20&doctorId=u-doctor",
            "?date=2026-02-30",
            "?status=waiting,called&roomId=r-2",
            "?limit=-1",
            "?limit=99999999999",
            "?search=%25_%27%22",
            "?search=%00",
            "?role=doctor",
            "?patientId=ID&dataType=heart_rate&per=hour&zone=Europe/Berlin",
            "?before=zzzzzzzz.1&from=2026-11-20T15:00:00Z");

    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "{\"firstName\":\"Edgar\",\"lastName\":\"Poe\"}",
            "{\"patient\":\"ID\",\"doctor\":\"u-doctor\",\"appointmentDate\":\"2026-11-20\",\"appointmentTime\":\"14:30\"}",
            "{\"patientId\":\"ID\",\"priority\":3,\"status\":\"waiting\",\"roomId\":\"r-2\",\"doctorId\":{\"_id\":\"u-doctor\"}}",
            "{\"patient\":{\"_id\":\"ID\"},\"status\":\"completed\",\"chiefComplaint\":\"x\"}",
            "{\"subject\":\"s\",\"memberIds\":[\"u-nurse\",\"u-nobody\"]}",
            "{\"body\":\"hello\"}",
            "{\"text\":\"hello\"}",
            "{\"messageId\":\"ID\"}",
            "{\"patientId\":\"ID\",\"dataType\":\"heart_rate\",\"value\":72}",
            "{\"threshold\":{\"min\":1,\"max\":2e300}}",
            "{\"method\":\"kiosk\",\"reason\":\"r\"}");

    private static final List<String> VOCABULARY = List.of(
            "\u0000",
            "\\u0000",
            "\\ud800",
            "🏥",
            "'",
            "\"",
            "\\",
            "%",
            "_",
            "--",
            ";",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "1e99",
            "9999999999999999999",
            "0.5",
            "2026-13-45",
            "9999-12-31T23:59:60Z",
            "+999999999-01-01",
            "24:00",
            "%00",
            "%zz",
            "%ff",
            "..",
            "/",
            "?",
            "&",
            "=",
            "#",
            "a".repeat(330),
            "{\"$gt\":\"\"}",
            "__proto__");

    private static final AtomicLong INPUTS = new AtomicLong();
    private static FaultDetector faults;

    private List<String> ids = List.of();

    @BeforeContainer
    static void watch() {
        faults = FaultDetector.watch();
    }

    @AfterProperty
    void nothingFailed() {
        faults.assertNone();
        close();
    }

    @AfterContainer
    static void unwatch() {
        Fuzz.report("HTTP routes", INPUTS.get());
        faults.close();
    }

    @Property(seed = Fuzz.SEED, shrinking = ShrinkingMode.OFF)
    void everyRequestIsAnsweredAndNoneAsAFaultOfTheServer(@ForAll long seed) {
        FuzzRandom chance = new FuzzRandom(seed);
        String id = chance.oneIn(8) ? "nobody" : chance.choose(ids());
        String target =
                damaged(chance, chance.choose(PATHS).replace("ID", id)) + damaged(chance, chance.choose(QUERIES));
        FullHttpRequest request = connection.request(
                chance.choose(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.PATCH),
                target,
                chance.mutate(chance.choose(BODIES).replace("ID", id), VOCABULARY));
        request.headers()
                .set("Authorization", "Bearer " + chance.choose(StubTokenVerifier.DOCTOR, StubTokenVerifier.NURSE));
        INPUTS.incrementAndGet();
        // Or many tries would create more threads than a user may in a minute.
        pass(Duration.ofSeconds(1));

        HttpTestClient.Answer answer = connection.exchange(request);

        assertThat(answer.status()).as(answer.body()).isIn(200, 201, 204, 400, 403, 404, 405, 409);
        assertThat(answer.json().isContainerNode()).isTrue();
        assertThat(get("/api/users").status()).isEqualTo(200);
    }

    /** Half of the time as it is, since what is damaged early reaches little; never what the HTTP decoder would not read. */
    private static String damaged(FuzzRandom chance, String text) {
        if (chance.oneIn(2)) {
            return text;
        }
        StringBuilder readable = new StringBuilder();
        for (byte part : chance.mutate(text, VOCABULARY).getBytes(StandardCharsets.UTF_8)) {
            readable.append(part > ' ' && part < 0x7f ? String.valueOf((char) part) : "%%%02x".formatted(part & 0xff));
        }
        return readable.toString();
    }

    /** A patient, an appointment of theirs, a place in the queue, a visit and a thread. */
    private List<String> ids() {
        if (ids.isEmpty()) {
            String patient = newPatient("Edgar");
            ids = List.of(
                    patient,
                    newAppointment(patient),
                    created(post("/api/queue", "{\"patientId\":\"" + patient + "\"}")),
                    created(post("/api/visits", "{\"patientId\":\"" + patient + "\",\"doctorId\":\"u-doctor\"}")),
                    post("/api/threads", "{\"memberIds\":[\"u-nurse\"]}")
                            .data()
                            .path("id")
                            .asText());
        }
        return ids;
    }
}
