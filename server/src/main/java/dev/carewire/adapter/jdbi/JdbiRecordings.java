package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.transcription.Recording;
import dev.carewire.transcription.RecordingRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** The table {@code recordings}. Any thread; blocks. */
public final class JdbiRecordings implements RecordingRepository {

    private final Database database;

    /** Rows in {@code database}. */
    public JdbiRecordings(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Recording> find(TenantId tenant, String id) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("SELECT * FROM recordings WHERE tenant = :tenant AND id = :id")
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .map((row, context) -> recording(row))
                        .findOne());
    }

    @Override
    public Optional<Recording> lock(TenantId tenant, String id) {
        RowLocks.lock(database, "recordings", tenant, id);
        return find(tenant, id);
    }

    @Override
    public void insert(TenantId tenant, Recording recording) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("""
                        INSERT INTO recordings (tenant, id, patient_id, encounter_id, started_by, started_at, completed_at)
                        VALUES (:tenant, :id, :patient, :encounter, :startedBy, :startedAt, :completedAt)
                        """)
                        .bind("tenant", tenant)
                        .bind("id", recording.id())
                        .bind("patient", recording.patientId())
                        .bind("encounter", recording.encounterId())
                        .bind("startedBy", recording.startedBy())
                        .bind("startedAt", recording.startedAt())
                        .bind("completedAt", recording.completedAt())
                        .execute());
    }

    @Override
    public void complete(TenantId tenant, String id, Instant at) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate(
                                "UPDATE recordings SET completed_at = :at WHERE tenant = :tenant AND id = :id")
                        .bind("tenant", tenant)
                        .bind("id", id)
                        .bind("at", at)
                        .execute());
    }

    @Override
    public int removeStartedBefore(Instant limit, int most) {
        return database.jdbi()
                .withHandle(handle -> handle.createUpdate("""
                        DELETE FROM recordings WHERE (tenant, id) IN (
                            SELECT tenant, id FROM recordings WHERE started_at < :limit LIMIT :most)
                        """)
                        .bind("limit", limit)
                        .bind("most", most)
                        .execute());
    }

    private static Recording recording(ResultSet row) throws SQLException {
        return new Recording(
                row.getString("id"),
                row.getString("patient_id"),
                SnapshotRows.text(row, "encounter_id"),
                row.getString("started_by"),
                UtcInstants.read(row, "started_at"),
                UtcInstants.readOptional(row, "completed_at"));
    }
}
