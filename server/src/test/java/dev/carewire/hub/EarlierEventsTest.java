package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.MessageAnnounced;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.event.MessagingEvents.MessageSent;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.BalanceChanged;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PatientEvents.PatientUpdated;
import dev.carewire.event.RoomEvents;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.RoomKey;
import dev.carewire.event.SampleEvents;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.RingLimits;
import dev.carewire.text.ExtraFields;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The delivery of events that an earlier process left. */
class EarlierEventsTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final RoomKey STAFF = RoomKey.tenant(TENANT);
    private static final RoomKey THREAD = RoomKey.thread(TENANT, "t");
    private static final int SIZE = 1_000;

    private final TestClock clock = new TestClock(START, ZoneOffset.UTC);
    private final Hub hub =
            new Hub(new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(64 << 10, KEPT)), clock);
    private final NumberedEvents log = new NumberedEvents("e1", hub::deliver);
    private final DirectEventLoop loop = new DirectEventLoop();
    private int sessions;

    private Session begin(RecordingConnection connection) {
        Caller caller = new Caller(
                new PrincipalBuilder("u", "", Set.of(Role.DOCTOR))
                        .tenant(TENANT)
                        .build(),
                TENANT);
        Session session = new Session(
                "s" + sessions++,
                Optional.empty(),
                caller,
                new TextEncoding(event -> List.of(text(event))),
                connection,
                new SerialExecutor(Runnable::run));
        assertThat(hub.register(session, FamilyLimits.none(""))).isEqualTo(RegistrationResult.ADMITTED);
        return session;
    }

    private RecordingConnection joined(RoomKey... rooms) {
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = begin(connection);
        List.of(rooms).forEach(room -> hub.join(session, room));
        return connection;
    }

    private static String text(Event<?> event) {
        if (event.payload() instanceof RoomMessageSent sent) {
            return sent.content();
        }
        return event.type().name();
    }

    private static Event<?> updated() {
        return PatientEvents.PATIENT_UPDATED.newEvent(TENANT, START, new PatientUpdated(SampleEvents.PATIENT));
    }

    private static Event<?> deleted() {
        return PatientEvents.PATIENT_DELETED.newEvent(TENANT, START, new PatientDeleted(SampleEvents.PATIENT.id()));
    }

    private static Event<?> balance() {
        return PatientEvents.BALANCE_CHANGED.newEvent(
                TENANT, START, new BalanceChanged(SampleEvents.PATIENT.id(), 1, 2));
    }

    private static Event<?> fact(String content) {
        return RoomEvents.ROOM_MESSAGE_SENT.newEvent(
                TENANT, START, new RoomMessageSent(RoomKey.Kind.TENANT, "", "u", "U", content));
    }

    private void left(Event<?>... events) {
        List.of(events).forEach(event -> hub.deliverOnJoin(event, SIZE));
    }

    @Test
    void aSessionReceivesThemInOrderAndBeforeNewerEvents() {
        left(updated(), fact("a"), balance());

        RecordingConnection client = joined(STAFF);
        log.append(fact("b"));

        assertThat(client.received()).containsExactly("patient.updated", "a", "patient.balance-changed", "b");
    }

    @Test
    void everySessionReceivesThemOnceAlsoWhenItJoinsAgain() {
        left(fact("a"));
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = begin(connection);
        hub.join(session, STAFF);
        hub.leave(session, STAFF);
        hub.join(session, STAFF);

        assertThat(connection.received()).containsExactly("a");
        assertThat(joined(STAFF).received()).containsExactly("a");
    }

    @Test
    void aSessionReceivesThoseOfItsRoomsOnly() {
        left(fact("a"));

        assertThat(joined(THREAD).received()).isEmpty();
        assertThat(joined(RoomKey.tenant(TENANT)).received()).containsExactly("a");
    }

    /** A canceled appointment showed as scheduled again, and stayed so. */
    @Test
    void anOlderStateIsNotSentBehindANewerOne() {
        left(updated(), fact("a"));

        log.append(deleted());

        assertThat(joined(STAFF).received()).containsExactly("a", "patient.deleted");
    }

    /** A retracted message appeared again, with its text. */
    @Test
    void aRetractedMessageDoesNotComeBackAndOthersStay() {
        left(
                sent("m1"),
                MessagingEvents.MESSAGE_ANNOUNCED.newEvent(
                        TENANT, START, new MessageAnnounced("t", "m1", "u", "preview")),
                sent("m2"));

        log.append(
                MessagingEvents.MESSAGE_RETRACTED.newEvent(TENANT, START, new MessageRetracted("t", "m1", "u", START)));

        assertThat(joined(STAFF, THREAD).received()).containsExactly("message.sent", "message.retracted");
    }

    @Test
    void aChangeOfAPartFollowsTheState() {
        left(updated());

        log.append(balance());

        assertThat(joined(STAFF).received()).containsExactly("patient.updated", "patient.balance-changed");
    }

    @Test
    void aSessionThatWasThereReceivesANewerEventOnce() {
        left(updated());
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = begin(connection);
        hub.join(session, STAFF);
        log.append(deleted());
        hub.leave(session, STAFF);
        hub.join(session, STAFF);

        assertThat(connection.received()).startsWith("patient.updated", "patient.deleted");
    }

    @Test
    void aFullWindowDelaysThemAndWhatIsBehindThem() {
        left(fact("a"), fact("b"), fact("c"));
        RecordingConnection connection = new RecordingConnection(loop);
        connection.acceptNext(1);
        Session session = begin(connection);
        hub.join(session, STAFF);
        log.append(fact("d"));
        assertThat(connection.received()).containsExactly("a");

        connection.acceptNext(10);
        hub.catchUp(session);

        assertThat(connection.received()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theyEndWithTheTimeOfTheLog() {
        left(fact("a"));
        clock.advance(KEPT.plusMillis(1));
        hub.evict();

        assertThat(joined(STAFF).received()).isEmpty();
    }

    @Test
    void beyondTheirSizeTheOldestAreDropped() {
        hub.deliverOnJoin(fact("a"), 6 << 20);
        hub.deliverOnJoin(fact("b"), 2 << 20);
        hub.deliverOnJoin(fact("c"), 1 << 20);

        assertThat(joined(STAFF).received()).containsExactly("b", "c");
    }

    /** Regression: newer changes of such a record were kept beyond the size. */
    @Test
    void newerChangesOfTheirRecordsCountForTheSize() {
        hub.deliverOnJoin(updated(), 4 << 20);
        for (int i = 0; i < 3; i++) {
            log.append(balance());
        }

        assertThat(joined(STAFF).received()).containsExactly("patient.balance-changed", "patient.balance-changed");
    }

    private static Event<?> sent(String id) {
        MessageSnapshot message = new MessageSnapshot(
                id,
                "t",
                "text",
                SampleEvents.DOCTOR,
                START,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                ExtraFields.NONE);
        return MessagingEvents.MESSAGE_SENT.newEvent(TENANT, START, new MessageSent(message));
    }
}
