package dev.carewire.adapter.jdbi;

import dev.carewire.event.OriginalReading;
import dev.carewire.event.VitalSnapshot;
import dev.carewire.event.VitalValue;
import dev.carewire.identity.TenantId;
import dev.carewire.vitals.VitalAggregate;
import dev.carewire.vitals.VitalQuery;
import dev.carewire.vitals.VitalRepository;
import dev.carewire.vitals.VitalStatistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores vital signs in the table {@code vitals}. Any thread; blocks. */
public final class JdbiVitals extends RecordTable<VitalSnapshot> implements VitalRepository {

    private static final ListOrder NEWEST_FIRST =
            ListOrder.of("t").descending("measured_at").descending("id");

    private static final long QUARTER_HOUR_SECONDS = Duration.ofMinutes(15).toSeconds();

    private static final ExpiredRows EXPIRED = new ExpiredRows("vitals", "tenant, id", "measured_at < :before");

    private static final String SELECT = "SELECT t.* FROM vitals t";
    private static final Columns<VitalSnapshot> COLUMNS = Columns.id(VitalSnapshot::id)
            .and("patient_id", VitalSnapshot::patientId)
            .and("data_type", VitalSnapshot::dataType)
            .and("amount", vital -> vital.value().amount())
            .and("diastolic", vital -> vital.value().diastolic())
            .and("unit", VitalSnapshot::unit)
            .and(
                    "original_amount",
                    vital -> vital.original().map(given -> given.value().amount()))
            .and(
                    "original_diastolic",
                    vital -> vital.original().flatMap(given -> given.value().diastolic()))
            .and("original_unit", vital -> vital.original().map(OriginalReading::unit))
            .and("notes", VitalSnapshot::notes)
            .and("measured_at", VitalSnapshot::measuredAt)
            .and("quarter", vital -> Math.floorDiv(vital.measuredAt().getEpochSecond(), QUARTER_HOUR_SECONDS))
            .and("recorded_at", VitalSnapshot::recordedAt)
            .and("recorded_by", VitalSnapshot::recordedBy);

    /** Uses the table in {@code database}. */
    public JdbiVitals(Database database) {
        super(database, "vitals", "t", SELECT, JdbiVitals::vital, COLUMNS);
    }

    @Override
    public void add(TenantId tenant, VitalSnapshot vital) {
        insert(tenant, vital);
    }

    @Override
    public List<VitalSnapshot> newest(TenantId tenant, String patientId, VitalQuery query, int limit) {
        WhereClause wanted =
                rows(tenant).compare("t.patient_id", "=", patientId).equal("t.data_type", query.dataType());
        query.from().ifPresent(from -> wanted.compare("t.measured_at", ">=", from));
        query.to().ifPresent(to -> wanted.compare("t.measured_at", "<", to));
        query.before().ifPresent(place -> NEWEST_FIRST.after(wanted, place.at(), place.id()));
        return select(wanted, NEWEST_FIRST, limit);
    }

    @Override
    public List<VitalAggregate> quarterHourAggregates(
            TenantId tenant, String patientId, String dataType, Instant from, Instant to) {
        return database.list(
                """
                                SELECT quarter,
                                    COUNT(*) AS values_count, MIN(amount) AS values_min, MAX(amount) AS values_max,
                                    SUM(amount) AS values_sum,
                                    COUNT(diastolic) AS seconds_count, MIN(diastolic) AS seconds_min,
                                    MAX(diastolic) AS seconds_max, SUM(diastolic) AS seconds_sum
                                FROM vitals
                                WHERE tenant = :tenant AND patient_id = :patient AND data_type = :dataType
                                    AND measured_at >= :from AND measured_at < :to
                                GROUP BY quarter
                                ORDER BY quarter
                                """,
                Map.of("tenant", tenant, "patient", patientId, "dataType", dataType, "from", from, "to", to),
                row -> new VitalAggregate(
                        Instant.ofEpochSecond(row.getLong("quarter") * QUARTER_HOUR_SECONDS),
                        statistics(row, "values"),
                        row.getLong("seconds_count") == 0
                                ? Optional.empty()
                                : Optional.of(statistics(row, "seconds"))));
    }

    @Override
    public int removeMeasuredBefore(Instant limit, int most) {
        return EXPIRED.delete(database, limit, most);
    }

    private static VitalStatistics statistics(ResultSet row, String prefix) throws SQLException {
        return new VitalStatistics(
                row.getLong(prefix + "_count"),
                row.getDouble(prefix + "_min"),
                row.getDouble(prefix + "_max"),
                row.getDouble(prefix + "_sum"));
    }

    private static VitalSnapshot vital(ResultSet row) throws SQLException {
        return new VitalSnapshot(
                row.getString("id"),
                row.getString("patient_id"),
                row.getString("data_type"),
                value(row, "amount", "diastolic"),
                SnapshotRows.text(row, "unit"),
                original(row),
                SnapshotRows.text(row, "notes"),
                UtcInstants.read(row, "measured_at"),
                UtcInstants.read(row, "recorded_at"),
                row.getString("recorded_by"));
    }

    private static VitalValue value(ResultSet row, String amount, String diastolic) throws SQLException {
        return new VitalValue(row.getDouble(amount), Optional.ofNullable(row.getObject(diastolic, Double.class)));
    }

    private static Optional<OriginalReading> original(ResultSet row) throws SQLException {
        Optional<String> unit = SnapshotRows.text(row, "original_unit");
        return unit.isEmpty()
                ? Optional.empty()
                : Optional.of(new OriginalReading(value(row, "original_amount", "original_diastolic"), unit.get()));
    }
}
