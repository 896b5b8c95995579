package dev.carewire.adapter.jdbi;

import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.command.TimeCursor;
import dev.carewire.event.PrescriptionSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import dev.carewire.identity.TenantId;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import dev.carewire.record.RecordQuery;
import dev.carewire.visit.VisitRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores visits in the table {@code visits}, joined with patient and doctor. Any thread; blocks. */
public final class JdbiVisits extends RecordTable<VisitSnapshot> implements VisitRepository {

    private static final Columns<VisitSnapshot> COLUMNS = Columns.id(VisitSnapshot::id)
            .and("code", VisitSnapshot::code)
            .and("patient_id", visit -> visit.patient().id())
            .and("doctor_id", visit -> visit.doctor().id())
            .and("status", VisitSnapshot::status)
            .and("appointment_id", VisitSnapshot::appointmentId)
            .and("queue_entry_id", VisitSnapshot::queueEntryId)
            .and("chief_complaint", VisitSnapshot::chiefComplaint)
            .and("notes", VisitSnapshot::notes)
            .and("opened_at", VisitSnapshot::openedAt)
            .and("closed_at", VisitSnapshot::closedAt)
            .and("created_at", VisitSnapshot::createdAt)
            .and("updated_at", VisitSnapshot::updatedAt)
            .and("extra", row -> row.extra().json());

    private static final ListOrder NEWEST_FIRST =
            ListOrder.of("t").descending("opened_at").descending("code");

    private final KeptRecords kept;
    private final JdbiPrescriptions prescriptions;

    /** Uses the table in {@code database}; joins what the server keeps. */
    public JdbiVisits(Database database, KeptRecords kept) {
        super(
                database,
                "visits",
                "t",
                SnapshotRows.selectWithPatientAndDoctor("visits", new KeptTables(kept)),
                JdbiVisits::visit,
                COLUMNS);
        this.kept = kept;
        this.prescriptions = new JdbiPrescriptions(database, kept);
    }

    @Override
    public Optional<VisitSnapshot> find(TenantId tenant, String id) {
        return super.find(tenant, id)
                .map(visit -> withPrescriptions(tenant, List.of(visit)).get(0));
    }

    @Override
    public List<VisitSnapshot> list(
            TenantId tenant, RecordQuery<VisitStatus> query, Optional<TimeCursor> before, int most) {
        WhereClause wanted = rows(tenant, query).within("t.opened_at", query.range());
        before.ifPresent(place -> NEWEST_FIRST.after(wanted, place.at(), place.id()));
        return withPrescriptions(tenant, select(wanted, NEWEST_FIRST, most));
    }

    @Override
    public Optional<VisitSnapshot> findCurrent(TenantId tenant, String appointmentId) {
        return select(
                        rows(tenant).compare("t.appointment_id", "=", appointmentId),
                        "CASE WHEN t.status IN ('DRAFT', 'OPEN') THEN 0 ELSE 1 END, t.opened_at DESC, t.code DESC",
                        1)
                .stream()
                .findFirst()
                .map(visit -> withPrescriptions(tenant, List.of(visit)).get(0));
    }

    private List<VisitSnapshot> withPrescriptions(TenantId tenant, List<VisitSnapshot> visits) {
        if (!kept.keeps(RecordKind.PRESCRIPTIONS)) {
            return visits;
        }
        Map<String, List<PrescriptionSnapshot>> written = prescriptions.byVisit(
                tenant, visits.stream().map(VisitSnapshot::id).toList());
        return visits.stream()
                .map(visit ->
                        written.containsKey(visit.id()) ? visit.withPrescriptions(written.get(visit.id())) : visit)
                .toList();
    }

    @Override
    RuntimeException conflict(TenantId tenant, VisitSnapshot visit) {
        boolean hasNewId = super.find(tenant, visit.id()).isEmpty();
        return visit.queueEntryId()
                .filter(id -> hasNewId)
                .flatMap(id -> select(rows(tenant).compare("t.queue_entry_id", "=", id), "").stream()
                        .findFirst())
                .<RuntimeException>map(other -> RejectedException.conflict(
                        "queue entry has a visit already (" + other.id() + ")",
                        new RecordConflict("queueEntryId", other.id())))
                .orElseGet(() -> super.conflict(tenant, visit));
    }

    @Override
    public String nextCode(TenantId tenant) {
        return nextCode(tenant, "V-%04d", "visit");
    }

    @Override
    public void delete(TenantId tenant, String id) {
        deleteRow(tenant, id);
    }

    private static VisitSnapshot visit(ResultSet row) throws SQLException {
        return new VisitSnapshot(
                row.getString("id"),
                row.getString("code"),
                SnapshotRows.patient(row),
                SnapshotRows.doctor(row),
                VisitStatus.valueOf(row.getString("status")),
                SnapshotRows.text(row, "appointment_id"),
                SnapshotRows.text(row, "queue_entry_id"),
                SnapshotRows.text(row, "chief_complaint"),
                SnapshotRows.text(row, "notes"),
                UtcInstants.read(row, "opened_at"),
                UtcInstants.readOptional(row, "closed_at"),
                UtcInstants.read(row, "created_at"),
                UtcInstants.read(row, "updated_at"),
                List.of(),
                SnapshotRows.extra(row));
    }
}
