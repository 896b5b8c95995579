package dev.carewire.adapter.jdbi;

import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.patient.PatientIndex;
import dev.carewire.patient.PatientPlace;
import dev.carewire.patient.PatientQuery;
import dev.carewire.patient.PatientRepository;
import dev.carewire.patient.PatientSearch;
import dev.carewire.patient.PhoneDigits;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Stores patients in the table {@code patients}, whose rows are also the locks for all records of a patient. Any thread; blocks. */
public final class JdbiPatients extends RecordTable<PatientSnapshot> implements PatientRepository {

    private static final String SELECT =
            "SELECT p.id AS patient_id, p.extra, " + SnapshotRows.PATIENT_COLUMNS + " FROM patients p";

    private static final ListOrder BY_NAME =
            ListOrder.of("p").ascending("sort_key").ascending("id");

    /** A patient's phone number without the prefix for long distance. */
    private static final String SIGNIFICANT = "TRIM(LEADING '0' FROM p.phone_digits)";

    /** The kinds of records that name a patient. */
    private static final RecordKind[] REFERRING = {
        RecordKind.APPOINTMENTS,
        RecordKind.QUEUE,
        RecordKind.VISITS,
        RecordKind.PRESCRIPTIONS,
        RecordKind.INVOICES,
        RecordKind.TASKS,
        RecordKind.LABS
    };

    private static final Columns<PatientSnapshot> COLUMNS = Columns.id(PatientSnapshot::id)
            .and("code", PatientSnapshot::code)
            .and("first_name", PatientSnapshot::firstName)
            .and("last_name", PatientSnapshot::lastName)
            .and("date_of_birth", PatientSnapshot::dateOfBirth)
            .and("phone", PatientSnapshot::phone)
            .and("email", PatientSnapshot::email)
            .and("insurance", PatientSnapshot::insurance)
            .and("balance_cents", PatientSnapshot::balanceCents)
            .and("created_at", PatientSnapshot::createdAt)
            .and("updated_at", PatientSnapshot::updatedAt)
            .and("extra", patient -> patient.extra().json())
            .and("search_text", patient -> PatientIndex.of(patient).searchText())
            .and("phone_digits", patient -> PatientIndex.of(patient).phoneDigits())
            .and("sort_key", patient -> PatientIndex.of(patient).sortKey());

    private final List<String> referringTables;

    /** Uses the table in {@code database}; only records that the server keeps prevent the deletion of a patient. */
    public JdbiPatients(Database database, KeptRecords kept) {
        super(database, "patients", "p", SELECT, JdbiPatients::patient, COLUMNS);
        this.referringTables = Stream.concat(
                        new KeptTables(kept).names(REFERRING).stream(), Stream.of("vitals", "vital_thresholds"))
                .toList();
    }

    @Override
    public List<PatientSnapshot> list(TenantId tenant, PatientQuery query, Optional<PatientPlace> after, int most) {
        WhereClause wanted = rows(tenant).within("p.created_at", query.range());
        query.search().ifPresent(search -> restrict(wanted, search));
        after.ifPresent(place -> BY_NAME.after(wanted, place.sortKey(), place.id()));
        return select(wanted, BY_NAME, most);
    }

    private static void restrict(WhereClause wanted, PatientSearch search) {
        if (search.terms().isEmpty()) {
            wanted.and("1 = 0");
        }
        for (PatientSearch.Term term : search.terms()) {
            wanted.and(
                    term instanceof PatientSearch.PhoneOrParts number
                            ? "(" + phone(wanted, number.phone()) + " OR (" + allParts(wanted, number.parts()) + "))"
                            : wanted.contains("p.search_text", ((PatientSearch.Part) term).text()));
        }
    }

    /** A number matches if one of the two ends in the other; an incomplete one, if it is a part of the other. */
    private static String phone(WhereClause wanted, PhoneDigits digits) {
        String part = digits.isComplete() ? digits.significant() : digits.all();
        String contained = wanted.contains("p.phone_digits", part);
        if (!digits.isComplete()) {
            return contained;
        }
        return contained + " OR (CHAR_LENGTH(" + SIGNIFICANT + ") >= " + PhoneDigits.COMPLETE + " AND "
                + wanted.parameter(digits.all()) + " LIKE '%' || " + SIGNIFICANT + ")";
    }

    private static String allParts(WhereClause wanted, List<String> parts) {
        return parts.stream()
                .map(part -> "(" + wanted.contains("p.search_text", part) + " OR "
                        + wanted.contains("p.phone_digits", part) + ")")
                .collect(Collectors.joining(" AND "));
    }

    @Override
    public String nextCode(TenantId tenant) {
        return nextCode(tenant, "P-%04d", "patient");
    }

    @Override
    public boolean delete(TenantId tenant, String id) {
        boolean deleted = deleteRow(tenant, id, "patient_id", referringTables);
        if (deleted) {
            database.update(
                    "DELETE FROM recordings WHERE tenant = :tenant AND patient_id = :patient",
                    Map.of("tenant", tenant, "patient", id));
        }
        return deleted;
    }

    private static PatientSnapshot patient(ResultSet row) throws SQLException {
        return SnapshotRows.patient(row).withExtra(SnapshotRows.extra(row));
    }
}
