package dev.carewire.record;

import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
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

    /** Rejects a command on records of this kind, which the server does not keep. */
    public RejectedException keptElsewhere() {
        return new RejectedException(
                Rejection.NOT_FOUND,
                word() + ": kept in the clinic's own back end, not in this server (setting records.kept)");
    }

    /** The name of this kind in the setting {@code records.kept}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
