package dev.carewire.record;

import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.QueueEntrySnapshot;
import dev.carewire.event.RoomSnapshot;
import dev.carewire.event.StaffSnapshot;
import dev.carewire.event.VisitSnapshot;
import dev.carewire.identity.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records in memory, of which a test may declare some kinds to be kept elsewhere. It locks nothing. One thread. */
public final class InMemoryRecordDirectory implements RecordDirectory {

    private final Map<Key, Object> records = new HashMap<>();
    private final Set<Class<?>> keptElsewhere = new HashSet<>();

    private record Key(TenantId tenant, Class<?> type, String id) {}

    /** Adds a record, or replaces the one of that type and id. */
    public void put(TenantId tenant, String id, Object snapshot) {
        records.put(new Key(tenant, snapshot.getClass(), id), snapshot);
    }

    /** From now on, another system keeps the records of this type. */
    public void keepElsewhere(Class<?> type) {
        keptElsewhere.add(type);
    }

    @Override
    public Lookup<PatientSnapshot> patient(TenantId tenant, String id) {
        return find(tenant, PatientSnapshot.class, id);
    }

    @Override
    public Lookup<PatientSnapshot> lockPatient(TenantId tenant, String id) {
        return patient(tenant, id);
    }

    @Override
    public Lookup<StaffSnapshot> staff(TenantId tenant, String id) {
        return find(tenant, StaffSnapshot.class, id);
    }

    @Override
    public Lookup<RoomSnapshot> room(TenantId tenant, String id) {
        return find(tenant, RoomSnapshot.class, id);
    }

    @Override
    public Lookup<RoomSnapshot> lockRoom(TenantId tenant, String id) {
        return room(tenant, id);
    }

    @Override
    public Lookup<AppointmentSnapshot> appointment(TenantId tenant, String id) {
        return find(tenant, AppointmentSnapshot.class, id);
    }

    @Override
    public Lookup<QueueEntrySnapshot> queueEntry(TenantId tenant, String id) {
        return find(tenant, QueueEntrySnapshot.class, id);
    }

    @Override
    public Lookup<VisitSnapshot> visit(TenantId tenant, String id) {
        return find(tenant, VisitSnapshot.class, id);
    }

    private <T> Lookup<T> find(TenantId tenant, Class<T> type, String id) {
        return keptElsewhere.contains(type)
                ? new Lookup.KeptElsewhere<>()
                : Lookup.of(Optional.ofNullable(records.get(new Key(tenant, type, id)))
                        .map(type::cast));
    }
}
