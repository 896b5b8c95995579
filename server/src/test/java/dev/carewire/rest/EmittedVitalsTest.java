package dev.carewire.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.transport.http.HttpTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and thresholds that back ends emit have the rules of recorded ones. */
class EmittedVitalsTest extends ClinicTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blood_sugar | 5.4 | | data.value: out of range (expected: 40..2000 mg/dL",
                "blood_sugar | 5.4 | mmol/L | data.unit: invalid (expected: mg/dL)",
                "temperature | 38.6 | | data.value: out of range (expected: 70..120",
                "temperature | 98.6 | K | data.unit: invalid",
                "Steps! | 1 | | data.dataType: invalid"
            })
    void rejectsWhatCouldNotBeRecorded(String type, double amount, String unit, String message) {
        assertRefused(emit(type, amount, unit), 400, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"blood_sugar | 97 |", "blood_sugar | 35 | mg/dL", "crp | 0.4 | mg/dL"})
    void publishesWhatCouldBeRecorded(String type, double amount, String unit) {
        assertThat(emit(type, amount, unit).status()).isEqualTo(201);
    }

    @Test
    void rejectsThresholdsInAnotherUnit() {
        String thresholds = "{\"event\":\"vitals.threshold-changed\",\"data\":{\"patientId\":\"p-1\","
                + "\"dataType\":\"blood_sugar\",\"changedBy\":\"u-1\",\"thresholds\":{\"amount\":{\"min\":%s,\"max\":%s}%s}}}";

        assertRefused(emit(thresholds.formatted("4", "7.8", "")), 400, "data.threshold: out of range");
        assertRefused(emit(thresholds.formatted("4", "7.8", ",\"unit\":\"mmol/L\"")), 400, "data.unit: invalid");
        assertThat(emit(thresholds.formatted("70", "140", "")).status()).isEqualTo(201);
    }

    private HttpTestClient.Answer emit(String type, double amount, String unit) {
        String given = unit == null ? "" : "\"unit\":\"" + unit + "\",";
        return emit("""
                {"event":"vitals.recorded","data":{"vital":{"id":"v-1","patientId":"p-1","dataType":"%s",
                 "value":{"amount":%s},%s"measuredAt":"2026-11-20T14:00:00Z","recordedAt":"2026-11-20T14:00:00Z",
                 "recordedBy":"device-1"}}}
                """.formatted(type, amount, given));
    }

    private HttpTestClient.Answer emit(String body) {
        return connection.post(StubTokenVerifier.SERVICE, "/api/v1/emit", body);
    }
}
