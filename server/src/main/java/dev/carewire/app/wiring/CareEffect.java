package dev.carewire.app.wiring;

import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;

/**
 * The pairs of kinds where a change of one record changes another. An effect is left out where another system keeps one of the
 * two: that system then decides what its own records become.
 */
enum CareEffect {
    /** A check-in queues the patient; an appointment that begins, ends or is canceled changes its queue entry. */
    APPOINTMENT_ON_QUEUE(RecordKind.APPOINTMENTS, RecordKind.QUEUE),
    /** A queue entry that is called, completed or abandoned changes its appointment. */
    QUEUE_ON_APPOINTMENT(RecordKind.QUEUE, RecordKind.APPOINTMENTS),
    /** A new or deleted visit is published with its queue entry; a closed one completes the entry. */
    VISIT_ON_QUEUE(RecordKind.VISITS, RecordKind.QUEUE),
    /** A closed visit completes its appointment. */
    VISIT_ON_APPOINTMENT(RecordKind.VISITS, RecordKind.APPOINTMENTS);

    private final RecordKind cause;
    private final RecordKind target;

    CareEffect(RecordKind cause, RecordKind target) {
        this.cause = cause;
        this.target = target;
    }

    /** Whether the server keeps both kinds. */
    boolean appliesTo(KeptRecords kept) {
        return kept.keeps(cause) && kept.keeps(target);
    }
}
