package dev.carewire.dialect.clinic;

import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.Event;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.hub.EventFilter;
import dev.carewire.hub.Session;

/**
 * The events for a page with filters. Of each filtered kind of record, it receives those that match now or matched
 * before, since pages remove the others themselves. It receives all other events. Immutable.
 */
record ClinicEventFilter(QueueFilter queue, AppointmentFilter appointments, VisitFilter visits) implements EventFilter {

    private static final ClinicEventFilter UNFILTERED =
            new ClinicEventFilter(QueueFilter.NONE, AppointmentFilter.NONE, VisitFilter.NONE);

    /** The session's current filters. */
    static ClinicEventFilter of(Session session) {
        return session.eventFilter() instanceof ClinicEventFilter filtered ? filtered : UNFILTERED;
    }

    ClinicEventFilter with(QueueFilter filter) {
        return new ClinicEventFilter(filter, appointments, visits);
    }

    ClinicEventFilter with(AppointmentFilter filter) {
        return new ClinicEventFilter(queue, filter, visits);
    }

    ClinicEventFilter with(VisitFilter filter) {
        return new ClinicEventFilter(queue, appointments, filter);
    }

    @Override
    public boolean matches(Event<?> event) {
        Record facts = event.payload();
        if (facts instanceof QueueUpdated updated) {
            return queue.isAffectedBy(updated);
        }
        if (facts instanceof AppointmentUpdated updated) {
            return appointments.isAffectedBy(updated.appointment(), updated.before());
        }
        if (facts instanceof AppointmentCreated created) {
            return appointments.matches(created.appointment());
        }
        if (facts instanceof AppointmentCancelled cancelled) {
            return appointments.isAffectedBy(cancelled.appointment(), cancelled.before());
        }
        return !(facts instanceof VisitUpdated updated) || visits.isAffectedBy(updated);
    }
}
