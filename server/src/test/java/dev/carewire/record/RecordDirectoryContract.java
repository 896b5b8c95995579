package dev.carewire.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link RecordDirectory} that keeps its records itself. One subclass per adapter. */
public abstract class RecordDirectoryContract {

    protected static final PatientSnapshot PATIENT = SampleEvents.PATIENT;
    protected static final StaffSnapshot DOCTOR = SampleEvents.DOCTOR;
    protected static final AppointmentSnapshot APPOINTMENT = SampleEvents.APPOINTMENT;
    protected static final QueueEntrySnapshot QUEUE_ENTRY = SampleEvents.QUEUE_ENTRY;
    protected static final RoomSnapshot ROOM = QUEUE_ENTRY.room().orElseThrow();
    protected static final VisitSnapshot VISIT = SampleEvents.VISIT;

    protected final TenantId tenant = new TenantId("clinic-" + UUID.randomUUID());
    private final TenantId otherTenant = new TenantId("other-" + UUID.randomUUID());

    protected abstract RecordDirectory directory();

    /** Stores each of the records above in {@link #tenant}, and nothing in other tenants. */
    protected abstract void storeRecords();

    @BeforeEach
    void fill() {
        storeRecords();
    }

    @Test
    void findsTheRecordsOfItsTenantAlone() {
        RecordDirectory directory = directory();
        assertFindsOnly(directory::patient, PATIENT, PATIENT.id());
        assertFindsOnly(directory::lockPatient, PATIENT, PATIENT.id());
        assertFindsOnly(directory::staff, DOCTOR, DOCTOR.id());
        assertFindsOnly(directory::room, ROOM, ROOM.id());
        assertFindsOnly(directory::lockRoom, ROOM, ROOM.id());
        assertFindsOnly(directory::appointment, APPOINTMENT, APPOINTMENT.id());
        assertFindsOnly(directory::queueEntry, QUEUE_ENTRY, QUEUE_ENTRY.id());
        assertFindsOnly(directory::visit, VISIT, VISIT.id());
    }

    private <T> void assertFindsOnly(BiFunction<TenantId, String, Lookup<T>> lookup, T expected, String id) {
        assertThat(lookup.apply(tenant, id)).isEqualTo(new Lookup.Kept<>(expected));
        assertThat(lookup.apply(tenant, id + "0")).isEqualTo(new Lookup.Unknown<>());
        assertThat(lookup.apply(otherTenant, id)).isEqualTo(new Lookup.Unknown<>());
    }
}
