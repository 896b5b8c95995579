package dev.carewire.record;

class InMemoryRecordDirectoryTest extends RecordDirectoryContract {

    private final InMemoryRecordDirectory directory = new InMemoryRecordDirectory();

    @Override
    protected RecordDirectory directory() {
        return directory;
    }

    @Override
    protected void storeRecords() {
        directory.put(tenant, PATIENT.id(), PATIENT);
        directory.put(tenant, DOCTOR.id(), DOCTOR);
        directory.put(tenant, ROOM.id(), ROOM);
        directory.put(tenant, APPOINTMENT.id(), APPOINTMENT);
        directory.put(tenant, QUEUE_ENTRY.id(), QUEUE_ENTRY);
        directory.put(tenant, VISIT.id(), VISIT);
    }
}
