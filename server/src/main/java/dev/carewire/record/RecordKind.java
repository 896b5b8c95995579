package dev.carewire.record;

import java.util.Locale;

/**
 * A kind of record that a clinic keeps either in this server or in its own back end, as {@link KeptRecords} states. The server
 * always keeps vitals and notifications, which are therefore no cases.
 */
public enum RecordKind {
    PATIENTS,
    APPOINTMENTS,
    QUEUE,
    VISITS,
    PRESCRIPTIONS,
    INVOICES,
    TASKS,
    LABS,
    THREADS,
    USERS,
    ROOMS;

    /** The name of this kind in the setting {@code records.kept}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
