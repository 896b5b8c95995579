package dev.carewire.dialect.keney;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.JdbiUsers;
import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.adapter.jdbi.TestDatabases;
import dev.carewire.appointment.AppointmentForm;
import dev.carewire.cluster.Publisher;
import dev.carewire.command.Caller;
import dev.carewire.dialect.Callers;
import dev.carewire.dialect.ClientFeatures;
import dev.carewire.dialect.TestClient;
import dev.carewire.dialect.TestFeatures;
import dev.carewire.event.AppointmentSnapshot;
import dev.carewire.event.PatientSnapshot;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.AppointmentFormBuilder;
import dev.carewire.fixture.PatientFormBuilder;
import dev.carewire.fixture.StaffSnapshotBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.hub.TextEncoding;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.user.StaffMember;
import dev.carewire.user.UserDirectory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A separate clinic per test, with the features behind the dialect and a database. */
final class KeneyClinic {

    final TenantId tenant = new TenantId("keney-" + UUID.randomUUID());
    final TestClock clock = new TestClock(SampleEvents.AT, ZoneOffset.UTC);
    final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(1 << 20, Duration.ofMinutes(2))), clock);
    final ClientFeatures features;
    final KeneyDialect dialect;

    private final Database database = TestDatabases.H2.database();
    private final Caller desk = Callers.caller(tenant, "desk", Role.RECEPTIONIST);

    KeneyClinic(boolean barePong) {
        Publisher publisher = TestPublishers.over(database, (LoggedEvent logged) -> hub.deliver(logged), hub::deliver);
        features = TestFeatures.over(database, publisher, clock);
        dialect = new KeneyDialect(hub, features, new KeneyRules(barePong, 100), clock);
    }

    TestClient client(String id, String userId, Role role) {
        return client(id, Callers.caller(tenant, userId, role));
    }

    /** Connects a client and runs its queued work. */
    TestClient client(String id, Caller caller) {
        TestClient client = new TestClient(id, caller, hub, new TextEncoding(dialect::render), dialect::receive);
        dialect.connected(client.session());
        client.runWorkers();
        client.takeReceived();
        return client;
    }

    PatientSnapshot patient() {
        return features.patients()
                .create(
                        desk,
                        new PatientFormBuilder()
                                .firstName("Marisol")
                                .lastName("Quintero")
                                .build());
    }

    AppointmentSnapshot appointment() {
        user("dr-chen");
        return features.appointments().create(desk, form(patient().id()));
    }

    private static AppointmentForm form(String patientId) {
        return new AppointmentFormBuilder()
                .patientId(patientId)
                .doctorId("dr-chen")
                .start(SampleEvents.AT.plusSeconds(3_600))
                .end(SampleEvents.AT.plusSeconds(5_400))
                .build();
    }

    /** Creates a thread with these users; the first one is its creator. */
    String thread(String first, String... others) {
        user(first);
        for (String other : others) {
            user(other);
        }
        return features.messaging()
                .create(
                        Callers.caller(tenant, first, Role.NURSE),
                        new ThreadForm(Optional.empty(), Optional.empty(), Set.of(others)))
                .id();
    }

    private void user(String id) {
        new JdbiUsers(database, UserDirectory.OPEN)
                .put(
                        tenant,
                        List.of(new StaffMember(new StaffSnapshotBuilder(id, "Ada", "Brandt").build(), Role.DOCTOR)));
    }
}
