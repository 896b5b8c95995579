package dev.carewire.adapter.jdbi;

import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tables of the records that the server keeps. Tables of other kinds may hold rows of an earlier configuration; no query reads
 * them. Immutable.
 */
final class KeptTables {

    private static final Map<RecordKind, String> NAMES = new EnumMap<>(Map.of(
            RecordKind.PATIENTS, "patients",
            RecordKind.APPOINTMENTS, "appointments",
            RecordKind.QUEUE, "queue_entries",
            RecordKind.VISITS, "visits",
            RecordKind.PRESCRIPTIONS, "prescriptions",
            RecordKind.INVOICES, "invoices",
            RecordKind.TASKS, "tasks",
            RecordKind.LABS, "lab_results",
            RecordKind.ROOMS, "rooms"));

    private final KeptRecords kept;

    KeptTables(KeptRecords kept) {
        this.kept = kept;
    }

    /** A join with the records that rows may refer to; records that the server does not keep have no columns. */
    String leftJoin(RecordKind kind, String alias, String condition) {
        return " LEFT JOIN " + NAMES.get(kind) + " " + alias + " ON " + (kept.keeps(kind) ? condition : "FALSE");
    }

    /** The tables of those kinds that the server keeps. */
    List<String> names(RecordKind... kinds) {
        return Stream.of(kinds).filter(kept::keeps).map(NAMES::get).toList();
    }
}
