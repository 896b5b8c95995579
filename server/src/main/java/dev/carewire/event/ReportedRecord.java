package dev.carewire.event;

import java.util.Objects;

/**
 * A record of one tenant whose state an event reports: a newer event of the same record makes an older one obsolete.
 *
 * @param kind with the id, identifies the record
 * @param id in the form of its kind
 */
public record ReportedRecord(Kind kind, String id) {

    /** The kinds of records whose state events report. */
    public enum Kind {
        APPOINTMENT,
        PATIENT,
        QUEUE_ENTRY,
        TICKET,
        VISIT,
        PRESCRIPTION,
        INVOICE,
        PAYMENT,
        TASK,
        LAB_RESULT,
        PATIENT_FLOW,
        ROOM_BOARD,
        PROVIDER_QUEUE,
        ROOM,
        ENCOUNTER,
        BIOPSY,
        CLAIM,
        PRIOR_AUTHORIZATION,
        NOTIFICATION,
        MESSAGE,
        READ_POSITION,
        UNREAD_COUNT,
        THREAD_MEMBERS,
        VITAL_THRESHOLDS
    }

    /** How much of its record an event reports. */
    public enum Extent {
        /** The whole record: all older events of it are obsolete. */
        STATE,
        /** A part of it: older events of the record keep their meaning, if they precede this one. */
        CHANGE
    }

    public ReportedRecord {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(id, "id");
    }

    /** Shows the kind only: some ids name patients. */
    @Override
    public String toString() {
        return "ReportedRecord[" + kind + "]";
    }
}
