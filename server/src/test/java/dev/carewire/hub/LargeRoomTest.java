package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A room too large for one flush. */
class LargeRoomTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final int CLIENTS = 300;
    private static final int BEHIND = 50;

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(CLIENTS, CLIENTS, CLIENTS), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final DirectEventLoop loop = new DirectEventLoop();
    private final Queue<Runnable> afterInput = new ArrayDeque<>();
    private final List<RecordingConnection> clients = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private final NumberedEvents eventLog = new NumberedEvents("e", hub::deliver);

    @Test
    void whatComesInDuringAFlushTravelsWithIt() {
        for (int i = 0; i < CLIENTS; i++) {
            join("s" + i);
        }

        deliver();
        long reached = clients.stream().filter(client -> client.flushes() == 1).count();
        deliver();
        runAfterInput();

        assertThat(reached).isBetween(1L, CLIENTS - 1L);
        assertThat(clients).allSatisfy(client -> assertThat(client.received()).hasSize(2));
        assertThat(clients.stream().filter(client -> client.flushes() == 1)).hasSize((int) (CLIENTS - reached));
    }

    @Test
    void whoIsNotBehindIsToldWhatIsNewWhileManyCatchUp() {
        for (int i = 0; i < BEHIND; i++) {
            join("s" + i);
        }
        clients.forEach(client -> client.answerWith(OfferResult.FULL));
        happen();
        join("in time");
        RecordingConnection inTime = clients.remove(BEHIND);

        clients.forEach(client -> client.answerWith(OfferResult.ACCEPTED));
        loop.execute(() -> sessions.forEach(hub::catchUp));
        long served =
                clients.stream().filter(client -> client.received().size() == 1).count();
        happen();

        assertThat(served).isBetween(1L, BEHIND - 1L);
        assertThat(inTime.received()).hasSize(1);
        runAfterInput();
        assertThat(clients).allSatisfy(client -> assertThat(client.received()).hasSize(2));
    }

    private void runAfterInput() {
        for (Runnable next = afterInput.poll(); next != null; next = afterInput.poll()) {
            loop.execute(next);
        }
    }

    private void happen() {
        eventLog.append(PatientEvents.PATIENT_DELETED.newEvent(
                TENANT, Instant.parse("2026-11-20T10:00:00Z"), new PatientDeleted("p")));
    }

    private void deliver() {
        hub.deliver(PatientEvents.PATIENT_DELETED.newEvent(
                TENANT, Instant.parse("2026-11-20T10:00:00Z"), new PatientDeleted("p")));
    }

    private void join(String id) {
        RecordingConnection client = new RecordingConnection(loop, afterInput::add);
        Principal principal = new PrincipalBuilder("u", "", Set.of(Role.DOCTOR))
                .tenant(TENANT)
                .build();
        Session session = new Session(
                id,
                Optional.empty(),
                new Caller(principal, TENANT),
                new TextEncoding(event -> List.of("text")),
                client,
                new SerialExecutor(Runnable::run));
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(TENANT));
        clients.add(client);
        sessions.add(session);
    }
}
