package dev.carewire.care;

import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;

/**
 * The pairs of kinds whose records must agree. The server leaves a pair alone if another system keeps one of the two: that
 * system then decides what its own records become.
 */
enum CarePair {
    APPOINTMENT_AND_ENTRY(RecordKind.APPOINTMENTS, RecordKind.QUEUE),
    VISIT_AND_ENTRY(RecordKind.VISITS, RecordKind.QUEUE),
    VISIT_AND_APPOINTMENT(RecordKind.VISITS, RecordKind.APPOINTMENTS);

    private final RecordKind one;
    private final RecordKind other;

    CarePair(RecordKind one, RecordKind other) {
        this.one = one;
        this.other = other;
    }

    /** Whether the server keeps both kinds. */
    boolean isKept(KeptRecords kept) {
        return kept.keeps(one) && kept.keeps(other);
    }
}
