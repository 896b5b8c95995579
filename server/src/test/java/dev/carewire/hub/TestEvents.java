package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Events for tests of recipients, with arbitrary content. */
final class TestEvents {

    private TestEvents() {}

    static Event<QueueUpdated> queueUpdated(TenantId tenant, Instant at) {
        PatientSnapshot patient = new PatientSnapshot(
                "p1",
                "P-0001",
                "Ann",
                "Example",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                at,
                at);
        return QueueEvents.QUEUE_UPDATED.newEvent(
                tenant,
                at,
                new QueueUpdated(
                        new QueueEntrySnapshot(
                                "q1",
                                "A001",
                                QueueKind.WALK_IN,
                                patient,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                QueueStatus.WAITING,
                                0,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                at,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                at,
                                at),
                        Optional.empty()));
    }
}
