package dev.carewire.vitals;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.identity.Access;
import dev.carewire.identity.TenantId;
import dev.carewire.record.Lookup;
import dev.carewire.record.RecordDirectory;
import dev.carewire.text.Identifier;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Checks access to measured values: callers have access to their own, even without a chart, and staff to those of the
 * clinic's patients. Blocks.
 */
final class VitalAccess {

    private final RecordDirectory directory;

    VitalAccess(RecordDirectory directory) {
        this.directory = directory;
    }

    /**
     * The id of the patient whose values the caller may read.
     *
     * @param patientId empty for the caller
     * @throws RejectedException FORBIDDEN for a display, and for other patients' values unless the caller is staff;
     *     NOT_FOUND if the clinic has no such patient
     */
    String requireReadable(Caller caller, Optional<String> patientId) {
        return authorize(caller, patientId, directory::patient);
    }

    /** Like {@link #requireReadable}, and locks the patient's chart, if there is one, until the transaction ends. */
    String requireWritable(Caller caller, Optional<String> patientId) {
        return authorize(caller, patientId, directory::lockPatient);
    }

    private static String authorize(
            Caller caller, Optional<String> patientId, BiFunction<TenantId, String, Lookup<PatientSnapshot>> lookup) {
        String id = patientId.orElse(caller.userId());
        boolean own = id.equals(caller.userId());
        if (!Access.maySend(caller.principal())) {
            throw RejectedException.forbidden("a display may not work with measured values");
        }
        if (!own && !Access.mayViewPatients(caller.principal())) {
            throw RejectedException.forbidden("this role may only work with its own values");
        }
        if (!Identifier.isValid(id) || (lookup.apply(caller.tenant(), id).isUnknown() && !own)) {
            throw RejectedException.notFound("patient");
        }
        return id;
    }
}
