package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A request to the emit API that an earlier version carried out is not carried out again after the migration. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class EmissionKeysMigrationTest {

    /** The SHA-256 of {@code POST /api/v1/emit}. */
    private static final String TARGET = "3c4516ffe5317b066fd2257b02f14a0a856051965748360dbf950df3f92cfef2";

    private final TestSchema schema;

    EmissionKeysMigrationTest(TestDatabases which) {
        schema = new TestSchema(which);
    }

    @Test
    void keepsTheAnswersOfEmittedEvents() throws SQLException {
        schema.migrate("14");
        schema.execute(
                "INSERT INTO emission_keys (tenant, user_id, idempotency_key, request_hash, event_ids, used_at) VALUES"
                        + " ('t', 'u', 'k', '" + "a".repeat(64) + "', 'e-1,e-2', TIMESTAMP '2026-11-30 08:00:00')");

        schema.migrate("20");

        String key = " FROM idempotency_keys WHERE tenant = 't' AND user_id = 'u' AND idempotency_key = 'k'";
        assertThat(schema.value("SELECT target_hash" + key)).isEqualTo(TARGET);
        assertThat(schema.value("SELECT body_hash" + key)).isEqualTo("a".repeat(64));
        assertThat(schema.value("SELECT status" + key)).isEqualTo("201");
        assertThat(schema.value("SELECT body" + key))
                .isEqualTo("{\"success\":true,\"data\":{\"events\":[{\"id\":\"e-1\"},{\"id\":\"e-2\"}]}}");
    }
}
