package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.command.Caller;
import dev.carewire.event.Delivery;
import dev.carewire.event.EventType;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.MessageRead;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.Phi;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.LogPosition;
import dev.carewire.log.RingLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The replay to a session that stalled or was disconnected. */
class ReplayTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final RoomKey THREAD = RoomKey.thread(TENANT, "t");
    private static final String EPOCH = "e1";

    private final Encoding encoding = new TextEncoding(event -> List.of(
            event.payload() instanceof PatientDeleted deleted
                    ? deleted.patientId()
                    : event.payload() instanceof MessageRead read
                            ? read.messageId()
                            : event.type().name()));
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(100, 100, 100), new RingLimits(64 << 10, Duration.ofMinutes(2))),
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final Recovery recovery = Recovery.ofMemory(hub, Clock.fixed(NOW, ZoneOffset.UTC));
    private final NumberedEvents log = new NumberedEvents(EPOCH, hub::deliver);
    private final DirectEventLoop loop = new DirectEventLoop();
    private final RecordingConnection connection = new RecordingConnection(loop);
    private final Session session = begin("s1", connection);

    private static Caller caller() {
        return new Caller(
                new PrincipalBuilder("u", "", Set.of(Role.DOCTOR))
                        .tenant(TENANT)
                        .build(),
                TENANT);
    }

    private Session begin(String id, RecordingConnection over) {
        Session begun = new Session(
                id, Optional.of("secret-" + id), caller(), encoding, over, new SerialExecutor(Runnable::run));
        assertThat(hub.register(begun, FamilyLimits.none(""))).isEqualTo(RegistrationResult.ADMITTED);
        hub.join(begun, RoomKey.tenant(TENANT));
        return begun;
    }

    private void toTenant(String what) {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(TENANT, NOW, new PatientDeleted(what)));
    }

    private void toThread(String what) {
        log.append(MessagingEvents.MESSAGE_READ.newEvent(TENANT, NOW, new MessageRead("t", what, "u", NOW)));
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(String.valueOf(i));
        }
        return numbers;
    }

    /** The client loses its connection and reconnects with its offset. */
    private List<String> comesBackWith(Optional<LogPosition> offset) throws Exception {
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        toTenant("while away");
        return goesOnWith(offset);
    }

    private List<String> goesOnWith(Optional<LogPosition> offset) throws Exception {
        RecoverableSession continuation = recovery.claim("secret-s1", caller(), encoding)
                .toCompletableFuture()
                .get()
                .orElseThrow();
        Optional<ReplayStart> from =
                recovery.replayStart(continuation, offset).toCompletableFuture().get();
        if (from.isEmpty()) {
            return List.of("gap");
        }
        RecordingConnection again = new RecordingConnection(new DirectEventLoop());
        Session resumed = new Session(
                "s1", Optional.of("secret-s1"), caller(), encoding, again, new SerialExecutor(Runnable::run));
        hub.resume(resumed, FamilyLimits.none("test"), continuation.rooms(), from.get());
        hub.catchUp(resumed);
        toTenant("afterwards");
        return again.received();
    }

    @Test
    void whoWaitsForASessionWhoseClientLeavesIsToldSo() {
        CompletionStage<Optional<RecoverableSession>> claim = recovery.claim("secret-s1", caller(), encoding);

        hub.unregister(session, SessionEnd.FINAL);

        assertThat(claim.toCompletableFuture()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void aSessionThatFellOutOfTheRingIsClosedAndSaysWhy() {
        toTenant("1");
        connection.answerWith(OfferResult.FULL);
        numbers(2, 600).forEach(this::toTenant);
        assertThat(connection.closeReasons()).isEmpty();

        connection.answerWith(OfferResult.ACCEPTED);
        hub.catchUp(session);

        assertThat(connection.received()).containsExactly("1");
        assertThat(connection.closeReasons()).containsExactly(CloseReason.SLOW_CONSUMER);
    }

    @Test
    void countsWhatAStalledSessionIsNotToldOnceAndOnlyIfItWasMeantToBeTold() {
        EventType<PresenceChanged> inTwoRooms = new EventType<>(
                "user.seen",
                PresenceChanged.class,
                (tenant, seen) -> List.of(RoomKey.tenant(tenant), THREAD),
                Delivery.VOLATILE,
                Phi.NONE,
                "A user was seen.");
        PresenceChanged seen = new PresenceChanged("b", "B", PresenceStatus.ONLINE, NOW);
        hub.join(session, THREAD);
        connection.answerWith(OfferResult.FULL);
        toTenant("1");

        hub.deliver(inTwoRooms.newEventExcept(TENANT, NOW, session.id(), seen));
        assertThat(hub.traffic().droppedCount()).isZero();
        hub.deliver(inTwoRooms.newEvent(TENANT, NOW, seen));
        assertThat(hub.traffic().droppedCount()).isOne();
    }

    @Test
    void aSessionThatStalledWithinTheRingMissesNothingAndGetsNothingTwice() {
        toTenant("1");
        connection.answerWith(OfferResult.FULL);
        numbers(2, 100).forEach(this::toTenant);
        hub.deliver(PresenceEvents.USER_WENT_OFFLINE.newEvent(
                TENANT, NOW, new PresenceChanged("b", "B", PresenceStatus.OFFLINE, NOW)));
        assertThat(connection.received()).containsExactly("1");

        connection.answerWith(OfferResult.ACCEPTED);
        hub.catchUp(session);
        numbers(101, 110).forEach(this::toTenant);

        assertThat(connection.received()).containsExactlyElementsOf(numbers(1, 110));
        assertThat(connection.closeReasons()).isEmpty();
        assertThat(hub.traffic().droppedCount()).isEqualTo(1);
        assertThat(hub.traffic().sentCount("patient.deleted")).isEqualTo(110);
    }

    @Test
    void catchingUpPausesWhenTheWindowFillsAgain() {
        connection.answerWith(OfferResult.FULL);
        numbers(1, 50).forEach(this::toTenant);
        connection.acceptNext(20);
        hub.catchUp(session);
        assertThat(connection.received()).containsExactlyElementsOf(numbers(1, 20));

        toTenant("51");
        connection.answerWith(OfferResult.ACCEPTED);
        hub.catchUp(session);

        assertThat(connection.received()).containsExactlyElementsOf(numbers(1, 51));
    }

    @Test
    void aStalledSessionIsToldOnlyWhatConcernsItsRooms() {
        connection.answerWith(OfferResult.FULL);
        toTenant("a");
        toThread("not in the room yet");
        hub.join(session, THREAD);
        toThread("b");
        hub.leave(session, THREAD);
        toThread("not in the room any more");
        hub.join(session, THREAD);
        toThread("c");

        connection.answerWith(OfferResult.ACCEPTED);
        hub.catchUp(session);

        // Messages before the second join are not replayed: the session had left the room.
        assertThat(connection.received()).containsExactly("a", "c");
    }

    @Test
    void aClientThatComesBackGetsWhatItMissed() throws Exception {
        toTenant("1");
        toTenant("2");

        assertThat(comesBackWith(Optional.of(new LogPosition(EPOCH, 1))))
                .containsExactly("2", "while away", "afterwards");
    }

    @Test
    void aClientThatHadEverythingGetsWhatCameAfterwardsHoweverLongAgoItsLastEventWas() throws Exception {
        toTenant("1");
        hub.leave(session, RoomKey.tenant(TENANT));
        numbers(2, 600).forEach(this::toTenant);
        hub.join(session, RoomKey.tenant(TENANT));

        assertThat(comesBackWith(Optional.of(new LogPosition(EPOCH, 1)))).containsExactly("while away", "afterwards");
    }

    @Test
    void aClientThatNeverGotAnythingIsToldEverythingSinceItCame() throws Exception {
        assertThat(comesBackWithoutAnOffset()).containsExactly("while away", "afterwards");
    }

    @Test
    void aClientThatLostWhatWasSentIsToldItAgain() throws Exception {
        toTenant("lost on the way");

        assertThat(comesBackWithoutAnOffset()).containsExactly("lost on the way", "while away", "afterwards");
    }

    @Test
    void whatIsNotKeptAnyMoreIsAGap() throws Exception {
        toTenant("1");
        toTenant("2");
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        numbers(3, 600).forEach(this::toTenant);

        assertThat(goesOnWith(Optional.of(new LogPosition(EPOCH, 2)))).containsExactly("gap");
    }

    /** Events between the loss of a connection and its detection used to count as delivered. */
    @Test
    void whatHappensBetweenTheLossAndItsNoticingIsNotLost() throws Exception {
        toTenant("1");
        connection.answerWith(OfferResult.CLOSED);
        toTenant("2");
        toTenant("3");

        assertThat(comesBackWith(Optional.of(new LogPosition(EPOCH, 1))))
                .containsExactly("2", "3", "while away", "afterwards");
    }

    @Test
    void aPositionOfAnotherLifeOrOfTheFutureIsAGap() throws Exception {
        toTenant("1");

        assertThat(comesBackWith(Optional.of(new LogPosition("other", 1)))).containsExactly("gap");
        assertThat(recovery.claim("secret-s1", caller(), encoding)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
    }

    @Test
    void aPositionBeyondTheLogIsAGap() throws Exception {
        toTenant("1");

        assertThat(comesBackWith(Optional.of(new LogPosition(EPOCH, 3)))).containsExactly("gap");
    }

    /** Socket.IO's client keeps the position of an earlier session that it could not resume; the new session was refused, too. */
    @Test
    void aPositionFromBeforeTheSessionCounts() throws Exception {
        toTenant("1");
        hub.unregister(session, SessionEnd.FINAL);
        Session later = begin("s2", new RecordingConnection(loop));
        hub.unregister(later, SessionEnd.MAY_GO_ON);

        RecoverableSession state = recovery.claim("secret-s2", caller(), encoding)
                .toCompletableFuture()
                .get()
                .orElseThrow();

        assertThat(recovery.replayStart(state, Optional.of(new LogPosition(EPOCH, 1)))
                        .toCompletableFuture()
                        .get())
                .contains(new ReplayStart(1, 1, 1));
    }

    @Test
    void roomsThatMayNotBeKeptAreSilent() throws Exception {
        hub.join(session, THREAD);
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        toThread("secret by now");
        toTenant("open");
        RecoverableSession continuation = recovery.claim("secret-s1", caller(), encoding)
                .toCompletableFuture()
                .get()
                .orElseThrow();
        RecordingConnection again = new RecordingConnection(new DirectEventLoop());
        Session resumed = new Session(
                "s1", Optional.of("secret-s1"), caller(), encoding, again, new SerialExecutor(Runnable::run));
        RoomKey tenant = RoomKey.tenant(TENANT);

        hub.resume(
                resumed,
                FamilyLimits.none("test"),
                Map.of(tenant, continuation.rooms().get(tenant)),
                recovery.replayStart(continuation, Optional.empty())
                        .toCompletableFuture()
                        .get()
                        .orElseThrow());
        hub.catchUp(resumed);

        assertThat(again.received()).containsExactly("open");
    }

    @Test
    void aSessionThatHasNotEndedIsEndedForItsClientThatCameBack() throws Exception {
        toTenant("1");
        var claim = recovery.claim("secret-s1", caller(), encoding).toCompletableFuture();
        assertThat(connection.closeReasons()).containsExactly(CloseReason.REPLACED);
        assertThat(claim).isNotDone();

        hub.unregister(session, SessionEnd.MAY_GO_ON);

        assertThat(claim.get()).map(RecoverableSession::sessionId).contains("s1");
    }

    @Test
    void somebodyElseCannotGoOnNorEndTheSession() throws Exception {
        Caller other = new Caller(
                new PrincipalBuilder("other", "", Set.of(Role.DOCTOR))
                        .tenant(TENANT)
                        .build(),
                TENANT);

        assertThat(recovery.claim("secret-s1", other, encoding)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
        assertThat(connection.closeReasons()).isEmpty();
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        assertThat(recovery.claim("secret-s1", other, encoding)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
        assertThat(recovery.claim("secret-s1", caller(), encoding)
                        .toCompletableFuture()
                        .get())
                .isPresent();
    }

    /** A client that presented its id at another path lost the state that its own path would have resumed. */
    @Test
    void anIdPresentedAtAnotherEndpointIsKeptForItsOwner() throws Exception {
        Encoding elsewhere = new TextEncoding("elsewhere", event -> List.of());

        assertThat(recovery.claim("secret-s1", caller(), elsewhere)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
        assertThat(connection.closeReasons()).isEmpty();
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        assertThat(recovery.claim("secret-s1", caller(), elsewhere)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
        assertThat(recovery.claim("secret-s1", caller(), encoding)
                        .toCompletableFuture()
                        .get())
                .isPresent();
    }

    @Test
    void aClientThatLeftCannotGoOn() throws Exception {
        hub.unregister(session, SessionEnd.FINAL);

        assertThat(recovery.claim("secret-s1", caller(), encoding)
                        .toCompletableFuture()
                        .get())
                .isEmpty();
    }

    @Test
    void encodesForAClientThatComesBackThoughNobodyWasThere() throws Exception {
        assertThat(comesBackWithoutAnOffset()).contains("while away");
    }

    private List<String> comesBackWithoutAnOffset() throws Exception {
        return comesBackWith(Optional.empty());
    }
}
