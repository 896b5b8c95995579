package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEvents;
import dev.carewire.event.QueueEvents.QueueUpdated;
import dev.carewire.event.QueueKind;
import dev.carewire.event.QueueStatus;
import dev.carewire.fixture.PatientSnapshotBuilder;
import dev.carewire.fixture.QueueEntrySnapshotBuilder;
import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Events for tests of recipients, with arbitrary content. */
final class TestEvents {

    private TestEvents() {}

    static Event<QueueUpdated> queueUpdated(TenantId tenant, Instant at) {
        PatientSnapshot patient = new PatientSnapshotBuilder("p1", "P-0001", "Ann", "Example", 0, at, at).build();
        return QueueEvents.QUEUE_UPDATED.newEvent(
                tenant,
                at,
                new QueueUpdated(
                        new QueueEntrySnapshotBuilder(
                                        "q1",
                                        "A001",
                                        QueueKind.WALK_IN,
                                        patient,
                                        QueueStatus.WAITING,
                                        0,
                                        false,
                                        at,
                                        at,
                                        at)
                                .build(),
                        Optional.empty()));
    }
}
