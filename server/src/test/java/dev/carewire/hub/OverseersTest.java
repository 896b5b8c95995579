package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that sessions receive from other tenants, and events of their rooms that their filter excludes. */
class OverseersTest {

    private static final TenantId OWN = new TenantId("tenant-1");
    private static final TenantId OTHER = new TenantId("tenant-2");

    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 5, 3), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final RecordingConnection connection = new RecordingConnection(new DirectEventLoop());
    private final Session session = new Session(
            "s",
            Optional.empty(),
            new Caller(
                    new PrincipalBuilder("root", "", Set.of(Role.SUPER_ADMIN))
                            .tenant(OWN)
                            .build(),
                    OWN),
            new TextEncoding(event -> List.of(event.type().name() + " of " + event.tenant())),
            connection,
            new SerialExecutor(Runnable::run));
    private final NumberedEvents log = new NumberedEvents("e", hub::deliver);

    private void overseeing() {
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(OWN));
        hub.subscribeToAllTenants(session);
    }

    private void happens(TenantId tenant) {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(tenant, Instant.EPOCH, new PatientDeleted("p")));
    }

    @Test
    void tellsAnOverseerOfEveryTenantOnce() {
        overseeing();
        hub.subscribeToAllTenants(session);

        happens(OTHER);
        happens(OWN);

        assertThat(connection.received()).containsExactly("patient.deleted of tenant-2", "patient.deleted of tenant-1");
    }

    @Test
    void tellsAnOverseerNothingThatIsForSomeOfATenantAlone() {
        overseeing();
        EventType<PatientDeleted> forOne = new EventType<>(
                "patient.test",
                PatientDeleted.class,
                (tenant, payload) -> List.of(RoomKey.user(tenant, "u")),
                PatientEvents.PATIENT_DELETED.delivery(),
                PatientEvents.PATIENT_DELETED.phi(),
                "For one user.");

        hub.deliver(forOne.newEvent(OTHER, Instant.EPOCH, new PatientDeleted("p")));

        assertThat(connection.received()).isEmpty();
    }

    @Test
    void tellsWhoStoppedOverseeingItsOwnTenantAlone() {
        overseeing();
        hub.unsubscribeFromAllTenants(session);

        happens(OTHER);
        happens(OWN);

        assertThat(connection.received()).containsExactly("patient.deleted of tenant-1");
    }

    @Test
    void closesAnOverseerThatCannotTakeWhatAnotherTenantLogs() {
        overseeing();
        connection.answerWith(OfferResult.FULL);

        happens(OTHER);

        assertThat(connection.closeReasons()).containsExactly(CloseReason.SLOW_CONSUMER);
    }

    @Test
    void keepsNothingOfAnOverseerThatHasGone() {
        overseeing();
        hub.unregister(session, SessionEnd.FINAL);
        hub.subscribeToAllTenants(session);

        happens(OTHER);

        assertThat(connection.received()).isEmpty();
    }

    @Test
    void tellsASessionOnlyWhatItsInterestIsIn() {
        overseeing();
        session.filterEvents(event -> event.tenant().equals(OTHER));
        happens(OWN);
        happens(OTHER);
        session.filterEvents(EventFilter.ALL);
        happens(OWN);

        assertThat(connection.received()).containsExactly("patient.deleted of tenant-2", "patient.deleted of tenant-1");
    }

    @Test
    void asksTheInterestAlsoForWhatIsReadAgain() {
        overseeing();
        session.filterEvents(OverseersTest::isOwn);
        connection.answerWith(OfferResult.FULL);
        happens(OWN);
        session.filterEvents(event -> false);
        connection.answerWith(OfferResult.ACCEPTED);
        hub.catchUp(session);

        assertThat(connection.received()).isEmpty();
    }

    private static boolean isOwn(Event<?> event) {
        return event.tenant().equals(OWN);
    }

    @Test
    void anInterestThatFailsKeepsNothingFromTheOthers() {
        overseeing();
        session.filterEvents(event -> {
            throw new IllegalStateException("broken");
        });
        RecordingConnection healthy = new RecordingConnection(new DirectEventLoop());
        Session other = new Session(
                "other",
                Optional.empty(),
                session.caller(),
                session.encoding(),
                healthy,
                new SerialExecutor(Runnable::run));
        hub.register(other, FamilyLimits.none(""));
        hub.join(other, RoomKey.tenant(OWN));

        happens(OWN);

        assertThat(connection.received()).isEmpty();
        assertThat(healthy.received()).containsExactly("patient.deleted of tenant-1");
    }
}
