package dev.carewire.adapter.jdbi;

import dev.carewire.identity.Role;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordDirectory;
import dev.carewire.record.RecordDirectoryContract;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(TestDatabases.class)
class JdbiRecordDirectoryTest extends RecordDirectoryContract {

    private final Database database;

    JdbiRecordDirectoryTest(TestDatabases which) {
        this.database = which.database();
    }

    @Override
    protected RecordDirectory directory() {
        return new JdbiRecordDirectory(database, KeptRecords.ALL, UserDirectory.CLOSED);
    }

    @Override
    protected void storeRecords() {
        new JdbiPatients(database, KeptRecords.ALL).insert(tenant, PATIENT);
        new JdbiUsers(database, UserDirectory.OPEN).put(tenant, List.of(new StaffMember(DOCTOR, Role.DOCTOR)));
        new JdbiRooms(database, KeptRecords.ALL).put(tenant, ROOM);
        new JdbiAppointments(database, KeptRecords.ALL).insert(tenant, APPOINTMENT);
        new JdbiQueueEntries(database, KeptRecords.ALL).insert(tenant, QUEUE_ENTRY);
        new JdbiVisits(database, KeptRecords.ALL).insert(tenant, VISIT);
        VISIT.prescriptions()
                .forEach(prescription -> new JdbiPrescriptions(database, KeptRecords.ALL).insert(tenant, prescription));
    }
}
