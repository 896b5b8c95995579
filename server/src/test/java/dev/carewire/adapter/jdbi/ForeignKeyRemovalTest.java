package dev.carewire.adapter.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of an earlier version loses the foreign keys to records that another system may keep, and no row. */
@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class ForeignKeyRemovalTest {

    private static final String TIMES = "TIMESTAMP '2026-11-30 08:00:00', TIMESTAMP '2026-11-30 08:00:00'";

    private static final Map<String, String> ROWS_OF_UNKNOWN_PEOPLE = Map.of(
            "queue_entries",
            "INSERT INTO queue_entries (tenant, id, ticket, kind, patient_id, appointment_id, doctor_id, room_id, status,"
                    + " priority, checked_in, queued_at, created_at, updated_at) VALUES ('t', 'q-1', 'A001', 'WALK_IN',"
                    + " 'p-7', 'a-7', 'd-7', 'r-7', 'WAITING', 0, TRUE, TIMESTAMP '2026-11-30 08:00:00', " + TIMES
                    + ")",
            "visits",
            "INSERT INTO visits (tenant, id, code, patient_id, doctor_id, status, appointment_id, queue_entry_id,"
                    + " opened_at, created_at, updated_at) VALUES ('t', 'v-1', 'V-1', 'p-7', 'd-7', 'OPEN', 'a-7', 'q-7',"
                    + " TIMESTAMP '2026-11-30 08:00:00', " + TIMES + ")",
            "tasks",
            "INSERT INTO tasks (tenant, id, title, priority, status, patient_id, assignee_id, created_by, created_at,"
                    + " updated_at) VALUES ('t', 't-1', 'Order gloves', 'NORMAL', 'OPEN', 'p-7', 'd-7', 'd-7', " + TIMES
                    + ")");

    private final TestSchema schema;

    ForeignKeyRemovalTest(TestDatabases which) {
        schema = new TestSchema(which);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue_entries", "visits", "tasks"})
    void recordsMayNameRecordsThatAnotherSystemKeeps(String table) throws SQLException {
        schema.migrate("11");
        schema.execute("INSERT INTO users (tenant, id, first_name, last_name, role)"
                + " VALUES ('t', 'd-1', 'Wei', 'Chen', 'DOCTOR')");

        schema.migrate("12.1");

        schema.execute(ROWS_OF_UNKNOWN_PEOPLE.get(table));
        assertThat(schema.value("SELECT COUNT(*) FROM " + table)).isEqualTo("1");
        assertThat(schema.value("SELECT COUNT(*) FROM users")).isEqualTo("1");
    }
}
