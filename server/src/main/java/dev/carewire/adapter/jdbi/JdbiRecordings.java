package dev.carewire.adapter.jdbi;

import dev.carewire.identity.TenantId;
import dev.carewire.transcription.Recording;
import dev.carewire.transcription.RecordingRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;

/** Stores recordings in the table {@code recordings}. Any thread; blocks. */
public final class JdbiRecordings extends RecordTable<Recording> implements RecordingRepository {

    private static final ExpiredRows EXPIRED = new ExpiredRows("recordings", "tenant, id", "started_at < :before");

    private static final String SELECT = "SELECT t.* FROM recordings t";
    private static final Columns<Recording> COLUMNS = Columns.id(Recording::id)
            .and("patient_id", Recording::patientId)
            .and("encounter_id", Recording::encounterId)
            .and("started_by", Recording::startedBy)
            .and("started_at", Recording::startedAt)
            .and("completed_at", Recording::completedAt);

    /** Uses the table in {@code database}. */
    public JdbiRecordings(Database database) {
        super(database, "recordings", "t", SELECT, JdbiRecordings::recording, COLUMNS);
    }

    @Override
    public void complete(TenantId tenant, String id, Instant at) {
        database.update(
                "UPDATE recordings SET completed_at = :at WHERE tenant = :tenant AND id = :id",
                Map.of("tenant", tenant, "id", id, "at", at));
    }

    @Override
    public int removeStartedBefore(Instant limit, int most) {
        return EXPIRED.delete(database, limit, most);
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
