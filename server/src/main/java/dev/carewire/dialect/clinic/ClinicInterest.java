package dev.carewire.dialect.clinic;

import dev.carewire.event.AppointmentEvents.AppointmentCancelled;
import dev.carewire.event.AppointmentEvents.AppointmentCreated;
import dev.carewire.event.AppointmentEvents.AppointmentUpdated;
import dev.carewire.event.Event;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.VisitEvents.VisitUpdated;
import dev.carewire.hub.Interest;
import dev.carewire.hub.Session;

/**
 * What a page with filters is told: of each kind of record that it filters what is or was in its filter, since pages take away
 * themselves what leaves; of all else everything. Immutable.
 */
record ClinicInterest(QueueFilter queue, AppointmentFilter appointments, VisitFilter visits) implements Interest {

    private static final ClinicInterest UNFILTERED =
            new ClinicInterest(QueueFilter.NONE, AppointmentFilter.NONE, VisitFilter.NONE);

    /** What the session has asked for so far. */
    static ClinicInterest of(Session session) {
        return session.interest() instanceof ClinicInterest filtered ? filtered : UNFILTERED;
    }

    ClinicInterest with(QueueFilter filter) {
        return new ClinicInterest(filter, appointments, visits);
    }

    ClinicInterest with(AppointmentFilter filter) {
        return new ClinicInterest(queue, filter, visits);
    }

    ClinicInterest with(VisitFilter filter) {
        return new ClinicInterest(queue, appointments, filter);
    }

    @Override
    public boolean in(Event<?> event) {
        Record facts = event.payload();
        if (facts instanceof QueueUpdated updated) {
            return queue.concerns(updated);
        }
        if (facts instanceof AppointmentUpdated updated) {
            return appointments.concerns(updated.appointment(), updated.before());
        }
        if (facts instanceof AppointmentCreated created) {
            return appointments.shows(created.appointment());
        }
        if (facts instanceof AppointmentCancelled cancelled) {
            return appointments.concerns(cancelled.appointment(), cancelled.before());
        }
        return !(facts instanceof VisitUpdated updated) || visits.concerns(updated);
    }
}
