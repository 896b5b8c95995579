package dev.carewire.dialect.clinic;

import dev.carewire.dialect.Argument;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.event.VisitFilterFields;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.event.VisitStatus;
import java.util.Optional;
import java.util.Set;

/**
 * The visits that a page shows.
 *
 * @param patientId of this patient; empty for all
 * @param doctorId to this doctor; empty for all
 * @param statuses in one of these; empty for all
 */
record VisitFilter(Optional<String> patientId, Optional<String> doctorId, Optional<Set<VisitStatus>> statuses) {

    /** Every visit. */
    static final VisitFilter NONE = new VisitFilter(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The filter that the page requested.
     *
     * @throws dev.carewire.command.RejectedException INVALID for a field of another type
     */
    static VisitFilter of(Argument argument) {
        return new VisitFilter(
                FilterParser.id(argument, "patientId"),
                FilterParser.id(argument, "doctorId"),
                FilterParser.statuses(argument, ClinicWireNames::visitStatuses));
    }

    /** Whether the page shows the visit, or has to remove it. */
    boolean isAffectedBy(VisitUpdated updated) {
        return matches(updated.visit())
                || updated.before().isEmpty()
                || matchedBefore(updated.before().get());
    }

    private boolean matches(VisitSnapshot visit) {
        return matches(visit.status(), visit.patient().id(), visit.doctor().id());
    }

    private boolean matchedBefore(VisitFilterFields before) {
        return matches(before.status(), before.patientId(), before.doctorId());
    }

    private boolean matches(VisitStatus status, String patient, String doctor) {
        return (statuses.isEmpty() || statuses.get().contains(status))
                && (patientId.isEmpty() || patientId.get().equals(patient))
                && (doctorId.isEmpty() || doctorId.get().equals(doctor));
    }
}
