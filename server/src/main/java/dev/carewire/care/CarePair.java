package dev.carewire.care;

import dev.carewire.command.RecordConflict;
import dev.carewire.command.RejectedException;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import java.util.Optional;

/**
 * The pairs of kinds whose records must agree. The server leaves a pair alone if another system keeps one of the two: that
 * system then decides what its own records become.
 */
enum CarePair {
    APPOINTMENT_AND_ENTRY(RecordKind.APPOINTMENTS, RecordKind.QUEUE, "appointmentId"),
    VISIT_AND_ENTRY(RecordKind.VISITS, RecordKind.QUEUE, "queueEntryId"),
    VISIT_AND_APPOINTMENT(RecordKind.VISITS, RecordKind.APPOINTMENTS, "appointmentId");

    private final RecordKind one;
    private final RecordKind other;
    private final String link;

    CarePair(RecordKind one, RecordKind other, String link) {
        this.one = one;
        this.other = other;
        this.link = link;
    }

    /**
     * The state that an effect has on the record with that id, which belongs to a record of the other kind.
     *
     * @throws RejectedException CONFLICT, naming the record and the field that links both, if the effect is a rejection
     */
    <S> Optional<S> resolve(Effect<S> effect, String id) {
        effect.rejection().ifPresent(reason -> {
            throw RejectedException.conflict(reason + " (" + id + ")", new RecordConflict(link, id));
        });
        return effect.next();
    }

    /** Whether the server keeps both kinds. */
    boolean isKept(KeptRecords kept) {
        return kept.keeps(one) && kept.keeps(other);
    }
}
