package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VitalsRoutesTest extends ClinicTest {

    private final String patientId = newPatient("Edgar");
    private final String ofPatient = "?patientId=" + patientId;

    private HttpTestClient.Answer record(String dataType, String value, String measuredAt) {
        return post("/api/vitals", """
                {"patientId":"%s","dataType":"%s","value":%s,"measuredAt":"%s"}
                """.formatted(patientId, dataType, value, measuredAt));
    }

    @Test
    void recordsAValue() {
        HttpTestClient.Answer answer = post("/api/vitals", """
                {"patientId":"%s","dataType":"blood_pressure","value":{"systolic":121.5,"diastolic":80},
                 "unit":"mmHg","notes":"Sitting","measuredAt":"2026-11-20T15:58:00+01:00"}
                """.formatted(patientId));

        String vital = """
                {"id":"%s","patientId":"%s","dataType":"blood_pressure","value":{"systolic":121.5,"diastolic":80},
                 "unit":"mmHg","notes":"Sitting","measuredAt":"2026-11-20T14:58:00.000Z",
                 "recordedAt":"2026-11-20T15:00:00.000Z","recordedBy":"u-doctor"}
                """.formatted(answer.data().path("id").textValue(), patientId);
        assertData(answer, 201, vital);
        assertThat(get("/api/vitals" + ofPatient).json()).isEqualTo(HttpTestClient.json("{\"items\":[" + vital + "]}"));
    }

    @Test
    void recordsTheCallersOwnValueNow() {
        HttpTestClient.Answer answer =
                connection.post(StubTokenVerifier.PATIENT, "/api/vitals", "{\"dataType\":\"heart_rate\",\"value\":72}");

        assertData(answer, 201, """
                {"id":"%s","patientId":"u-patient","dataType":"heart_rate","value":72,"unit":"bpm",
                 "measuredAt":"2026-11-20T15:00:00.000Z","recordedAt":"2026-11-20T15:00:00.000Z",
                 "recordedBy":"u-patient"}
                """.formatted(answer.data().path("id").textValue()));
        assertThat(onPage(connection.get(StubTokenVerifier.PATIENT, "/api/vitals"), "value"))
                .containsExactly("72");
        assertThat(onPage(get("/api/vitals"), "value")).isEmpty();
    }

    @Test
    void listsPageByPage() {
        record("heart_rate", "72", "2026-11-20T14:02:00Z");
        record("heart_rate", "71", "2026-11-20T14:01:00Z");
        record("weight", "80", "2026-11-20T14:03:00Z");
        record("heart_rate", "74", "2026-11-20T14:04:00Z");

        HttpTestClient.Answer first = get("/api/vitals" + ofPatient + "&limit=3");
        assertThat(onPage(first, "value")).containsExactly("74", "80", "72");
        HttpTestClient.Answer rest = get("/api/vitals" + ofPatient + "&limit=3&before=" + next(first));
        assertThat(onPage(rest, "value")).containsExactly("71");
        assertThat(rest.json().has("nextCursor")).isFalse();
        assertThat(onPage(get("/api/vitals" + ofPatient + "&dataType=weight"), "value"))
                .containsExactly("80");
        assertThat(onPage(
                        get("/api/vitals" + ofPatient + "&from=2026-11-20T14:02:00Z&to=2026-11-20T14:04:00Z"), "value"))
                .containsExactly("80", "72");
    }

    @Test
    void takesValuesTogetherByTheClinicsDaysOrAnAskedZonesHours() {
        record("heart_rate", "70", "2026-11-20T04:59:00Z");
        record("heart_rate", "80", "2026-11-20T05:01:00Z");
        record("heart_rate", "81.5", "2026-11-20T05:31:00Z");

        String target = "/api/vitals/aggregates" + ofPatient + "&dataType=heart_rate";
        assertThat(get(target).json()).isEqualTo(HttpTestClient.json("""
                [{"start":"2026-11-19T05:00:00.000Z","value":{"count":1,"min":70,"max":70,"mean":70}},
                 {"start":"2026-11-20T05:00:00.000Z","value":{"count":2,"min":80,"max":81.5,"mean":80.75}}]
                """));
        assertThat(listed(get(target + "&per=day&zone=Europe/Berlin"), "start"))
                .containsExactly("2026-11-19T23:00:00.000Z");
        assertThat(listed(get(target + "&per=hour&zone=Asia/Kolkata"), "start"))
                .containsExactly("2026-11-20T04:30:00.000Z", "2026-11-20T05:30:00.000Z");
        assertThat(listed(get(target + "&from=2026-11-20T05:31:00Z&to=2026-11-20T06:00:00Z"), "start"))
                .containsExactly("2026-11-20T05:00:00.000Z");
    }

    @Test
    void takesBothNumbersOfAPressureTogether() {
        record("blood_pressure", "{\"systolic\":120,\"diastolic\":80}", "2026-11-20T14:00:00Z");
        record("blood_pressure", "130", "2026-11-20T14:01:00Z");

        assertThat(get("/api/vitals/aggregates" + ofPatient + "&dataType=blood_pressure")
                        .json())
                .isEqualTo(HttpTestClient.json("""
                        [{"start":"2026-11-20T05:00:00.000Z",
                          "systolic":{"count":2,"min":120,"max":130,"mean":125},
                          "diastolic":{"count":1,"min":80,"max":80,"mean":80}}]
                        """));
    }

    @Test
    void showsAndSetsThresholds() {
        assertThat(get("/api/vitals/thresholds").json()).isEqualTo(HttpTestClient.json("""
                [{"dataType":"blood_pressure","unit":"mmHg",
                  "threshold":{"systolic":{"min":90,"max":140},"diastolic":{"min":60,"max":90}}},
                 {"dataType":"blood_sugar","unit":"mg/dL","threshold":{"min":70,"max":140}},
                 {"dataType":"heart_rate","unit":"bpm","threshold":{"min":60,"max":100}},
                 {"dataType":"temperature","unit":"°F","threshold":{"min":97,"max":99.5}},
                 {"dataType":"weight","unit":"kg","threshold":{"min":30,"max":300}}]
                """));

        assertData(put("/api/vitals/thresholds/blood_pressure", """
                        {"patientId":"%s","threshold":{"diastolic":{"max":85}}}
                        """.formatted(patientId)), 200, """
                {"dataType":"blood_pressure","unit":"mmHg",
                 "threshold":{"systolic":{"min":90,"max":140},"diastolic":{"max":85}}}
                """);
        assertData(
                put("/api/vitals/thresholds/steps", """
                        {"patientId":"%s","threshold":{"min":4000.5}}
                        """.formatted(patientId)),
                200,
                "{\"dataType\":\"steps\",\"threshold\":{\"min\":4000.5}}");
        assertThat(listed(get("/api/vitals/thresholds" + ofPatient), "dataType"))
                .containsExactly("blood_pressure", "blood_sugar", "heart_rate", "steps", "temperature", "weight");
        assertThat(get("/api/vitals/thresholds" + ofPatient).json().get(0)).isEqualTo(HttpTestClient.json("""
                {"dataType":"blood_pressure","unit":"mmHg",
                 "threshold":{"systolic":{"min":90,"max":140},"diastolic":{"max":85}}}
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dataType | 1",
                "dataType | null",
                "dataType | \"Heart Rate\"",
                "value | \"72\"",
                "value | null",
                "value | true",
                "value | 1e999",
                "value | 401",
                "value | [72]",
                "value | {\"systolic\":120}",
                "value | {\"systolic\":120,\"diastolic\":80}",
                "unit | 1",
                "unit | \"mmHg\"",
                "notes | {}",
                "measuredAt | \"yesterday\"",
                "measuredAt | \"2026-11-20T15:00:00\"",
                "measuredAt | \"2026-11-20T15:05:00.001Z\"",
                "measuredAt | 1763650800000",
                "patientId | []"
            })
    void refusesWhatIsNoValue(String field, String value) {
        String good = "\"dataType\":\"heart_rate\",\"value\":72,";
        String others = good.replaceAll("\"" + field + "\":[^,]*,", "");

        assertRefused(post("/api/vitals", "{" + others + "\"" + field + "\":" + value + "}"), 400, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"threshold\":1}",
                "{\"threshold\":{}}",
                "{\"threshold\":null}",
                "{\"threshold\":{\"min\":100,\"max\":60}}",
                "{\"threshold\":{\"min\":5}}"
            })
    void refusesWhatIsNoThreshold(String body) {
        assertRefused(put("/api/vitals/thresholds/heart_rate", body), 400, "threshold");
    }

    @Test
    void refusesThresholdsThatNameWhatIsWrong() {
        assertRefused(put("/api/vitals/thresholds/heart_rate", "{\"threshold\":{\"min\":\"60\"}}"), 400, "min");
        assertRefused(put("/api/vitals/thresholds/Heart", "{\"threshold\":{\"min\":60}}"), 400, "dataType");
        assertRefused(
                put("/api/vitals/thresholds/blood_pressure", "{\"threshold\":{\"systolic\":140}}"), 400, "systolic");
        assertRefused(
                put("/api/vitals/thresholds/blood_pressure", "{\"threshold\":{\"diastolic\":{\"max\":251}}}"),
                400,
                "diastolic");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/vitals?limit=0 | limit",
                "/api/vitals?limit=201 | limit",
                "/api/vitals?before=x | before",
                "/api/vitals?before=zzzzzzzzz.1 | before",
                "/api/vitals?from=2026 | from",
                "/api/vitals?to=%2B999999999-01-01T00:00:00Z | to",
                "/api/vitals?dataType=A | dataType",
                "/api/vitals/aggregates | dataType",
                "/api/vitals/aggregates?dataType=weight&per=week | per",
                "/api/vitals/aggregates?dataType=weight&zone=Europe/Bonn | zone",
                "/api/vitals/aggregates?dataType=weight&zone=%2B01:00 | zone",
                "/api/vitals/aggregates?dataType=weight&from=2024-01-01T00:00:00Z | from"
            })
    void refusesWhatCannotBeAsked(String target, String parameter) {
        assertRefused(get(target), 400, parameter);
    }

    @Test
    void hidesPatientsOfOthers() {
        record("heart_rate", "72", "2026-11-20T14:00:00Z");
        String threshold = "{\"patientId\":\"" + patientId + "\",\"threshold\":{\"min\":50}}";
        String value = "{\"patientId\":\"" + patientId + "\",\"dataType\":\"weight\",\"value\":80}";
        for (String target : new String[] {
            "/api/vitals" + ofPatient,
            "/api/vitals/thresholds" + ofPatient,
            "/api/vitals/aggregates" + ofPatient + "&dataType=weight"
        }) {
            connection.get(StubTokenVerifier.STRANGER, target).isRefused(404, "NOT_FOUND", "patient not found");
            assertRefused(connection.get(StubTokenVerifier.PATIENT, target), 403, "this role");
            String unknown = target.replace(patientId, "nobody");
            get(unknown).isRefused(404, "NOT_FOUND", "patient not found");
            assertThat(connection.get(StubTokenVerifier.PATIENT, unknown).body())
                    .isEqualTo(connection.get(StubTokenVerifier.PATIENT, target).body());
        }
        connection
                .post(StubTokenVerifier.STRANGER, "/api/vitals", value)
                .isRefused(404, "NOT_FOUND", "patient not found");
        connection
                .put(StubTokenVerifier.STRANGER, "/api/vitals/thresholds/weight", threshold)
                .isRefused(404, "NOT_FOUND", "patient not found");
        assertRefused(connection.post(StubTokenVerifier.PATIENT, "/api/vitals", value), 403, "this role");
        assertThat(onPage(get("/api/vitals" + ofPatient), "value")).containsExactly("72");
    }
}
