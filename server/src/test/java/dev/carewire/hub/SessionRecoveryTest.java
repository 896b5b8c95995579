package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.command.Caller;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.InMemoryEventLog;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.log.EventLog;
import dev.carewire.log.LogPosition;
import dev.carewire.log.LoggedEvent;
import dev.carewire.log.RingLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions whose clients resume after the process has died. */
class SessionRecoveryTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration RING_AGE = Duration.ofMinutes(2);
    private static final Duration MAX_AGE = RING_AGE.plus(INTERVAL);
    private static final String ID = "secret";
    private static final RoomKey ROOM = RoomKey.tenant(TENANT);

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private final InMemoryRecoveryStore store = new InMemoryRecoveryStore();
    private final InMemoryEventLog log = new InMemoryEventLog(clock);
    private final Encoding encoding =
            new TextEncoding(event -> List.of(((PatientDeleted) event.payload()).patientId()));

    /** A process, which delivers the events of the log as long as it lives. */
    private final class Node implements EventLog.Listener {
        final Hub hub = new Hub(
                new HubConfig(new SessionLimits(5_000, 5_000, 5_000), new RingLimits(64 << 10, RING_AGE)), clock);
        final SessionCheckpoints checkpoints = new SessionCheckpoints(hub, store, clock, INTERVAL);
        final Recovery recovery = new Recovery(hub, store, log::recent, Runnable::run, clock, MAX_AGE);
        private boolean dead;

        Node() {
            Optional.ofNullable(log.heads().get(TENANT)).ifPresent(head -> {
                hub.begin(TENANT, head);
                for (var stored : log.recent(TENANT, head.seq(), clock.instant().minus(RING_AGE), 1_000)) {
                    hub.keepEarlier(
                            new LoggedEvent(stored.position(), stored.event().orElseThrow()), stored.storedAt());
                }
            });
            log.addListener(this);
        }

        void die() {
            dead = true;
        }

        @Override
        public void onCommitted(List<EventLog.CommittedEvent> events) {
            for (EventLog.CommittedEvent each : events) {
                if (!dead) {
                    hub.deliver(new LoggedEvent(each.position().orElseThrow(), each.event()));
                }
            }
        }

        @Override
        public void onCommitUnknown() {
            throw new AssertionError("commit unknown (expected: never)");
        }

        Session begin(String id, RecordingConnection connection) {
            Session session = session(id, connection);
            assertThat(hub.register(session, FamilyLimits.none(""))).isEqualTo(RegistrationResult.ADMITTED);
            hub.join(session, ROOM);
            return session;
        }

        private Optional<RecoverableSession> claim() {
            return now(recovery.claim(ID, caller("u"), encoding));
        }

        /** The events that a client with that position receives; "gap" if it cannot resume. */
        List<String> resume(Optional<LogPosition> offset) {
            Optional<RecoverableSession> state = claim();
            Optional<ReplayStart> start = state.flatMap(known -> now(recovery.replayStart(known, offset)));
            if (start.isEmpty()) {
                state.ifPresent(recovery::discard);
                return List.of("gap");
            }
            RecordingConnection connection = new RecordingConnection();
            Session resumed = session(ID, connection);
            resumed.inherit(state.get());
            hub.resume(resumed, FamilyLimits.none(""), state.get().rooms(), start.get());
            hub.catchUp(resumed);
            return connection.received();
        }
    }

    private Session session(String id, RecordingConnection connection) {
        return new Session(
                "public-" + id, Optional.of(id), caller("u"), encoding, connection, new SerialExecutor(Runnable::run));
    }

    private static Caller caller(String user) {
        return new Caller(
                new PrincipalBuilder(user, "", Set.of(Role.DOCTOR))
                        .tenant(TENANT)
                        .build(),
                TENANT);
    }

    private static <T> T now(CompletionStage<T> stage) {
        assertThat(stage.toCompletableFuture()).isDone();
        return stage.toCompletableFuture().join();
    }

    private void append(String name) {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(TENANT, clock.instant(), new PatientDeleted(name)));
    }

    private Optional<LogPosition> position() {
        return Optional.ofNullable(log.heads().get(TENANT));
    }

    @Test
    void aClientResumesInTheNextProcessAndAgainInTheOneAfterThat() {
        append("before");
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        append("received");
        first.checkpoints.save();
        Optional<LogPosition> received = position();
        append("missed");
        first.die();
        append("after the kill");

        Node second = new Node();
        assertThat(second.resume(received)).containsExactly("missed", "after the kill");
        received = position();
        second.die();
        append("after the second kill");

        assertThat(new Node().resume(received)).containsExactly("after the second kill");
    }

    /** The stored position is up to 30 seconds old; the client has more. */
    @Test
    void theClientsPositionCountsEvenIfTheStoredOneIsOlder() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        append("1");
        first.checkpoints.save();
        append("2");
        append("3");
        Optional<LogPosition> received = position();
        first.die();
        append("4");

        assertThat(new Node().resume(received)).containsExactly("4");
    }

    @Test
    void aClientThatNeverReceivedAnythingResumesFromItsStart() {
        append("before");
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        first.checkpoints.save();
        append("lost on the way");
        first.die();

        assertThat(new Node().resume(Optional.empty())).containsExactly("lost on the way");
    }

    @Test
    void aPositionBeyondTheLogOrOfAnotherEpochIsAGapOnceAndForAll() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        append("1");
        first.checkpoints.save();
        Optional<LogPosition> received = position();
        first.die();
        Node second = new Node();

        assertThat(second.resume(received.map(LogPosition::next))).containsExactly("gap");
        assertThat(second.resume(received)).containsExactly("gap");
        second.checkpoints.save();
        assertThat(store.find(ID)).isEmpty();
    }

    @Test
    void eventsThatAreOnlyInTheLogAreReadFromThere() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        append("received");
        first.checkpoints.save();
        Optional<LogPosition> received = position();
        append("old");
        first.die();
        clock.advance(RING_AGE.plusSeconds(1));
        append("new");

        assertThat(new Node().resume(received)).containsExactly("old", "new");
    }

    @Test
    void eventsThatTheLogHasDeletedAreAGap() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        append("received");
        first.checkpoints.save();
        Optional<LogPosition> received = position();
        append("deleted");
        first.die();
        clock.advance(RING_AGE.plusSeconds(1));
        append("new");
        log.deleteOlder(clock.instant());

        assertThat(new Node().resume(received)).containsExactly("gap");
    }

    @Test
    void aSessionIsForgottenAfterItsAge() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        first.checkpoints.save();
        first.die();
        clock.advance(MAX_AGE);
        assertThat(now(new Node().recovery.claim(ID, caller("u"), encoding))).isPresent();
        clock.advance(MAX_AGE.plusMillis(1));

        assertThat(new Node().claim()).isEmpty();
    }

    @Test
    void anotherUserGetsNothingAndTheOwnerStillResumes() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        first.checkpoints.save();
        first.die();
        Node second = new Node();

        assertThat(now(second.recovery.claim(ID, caller("other"), encoding))).isEmpty();
        assertThat(second.claim()).isPresent();
    }

    @Test
    void aSessionIsHandedOutOnceUntilItIsResumedOrRetained() {
        Node first = new Node();
        first.begin(ID, new RecordingConnection());
        first.checkpoints.save();
        first.die();
        Node second = new Node();

        RecoverableSession state = second.claim().orElseThrow();
        assertThat(second.claim()).isEmpty();
        second.recovery.retain(state);
        assertThat(second.claim()).isPresent();
    }

    @Test
    void aSessionInMemoryIsClaimedInTheStoreToo() {
        Node node = new Node();
        Session session = node.begin(ID, new RecordingConnection());
        node.checkpoints.save();
        node.hub.unregister(session, SessionEnd.MAY_GO_ON);

        assertThat(node.claim()).map(RecoverableSession::generation).contains(1L);
        assertThat(store.find(ID)).map(RecoverableSession::generation).contains(1L);
    }

    @Test
    void aSessionInMemoryIsResumedWithoutTheDatabase() {
        Node node = new Node();
        Session session = node.begin(ID, new RecordingConnection());
        node.hub.unregister(session, SessionEnd.MAY_GO_ON);
        append("missed");
        store.goAway();

        assertThat(node.resume(Optional.empty())).containsExactly("missed");
    }

    @Test
    void aSessionInMemoryIsKeptWhileTheWorkersAreSaturated() {
        Node node = new Node();
        Session session = node.begin(ID, new RecordingConnection());
        node.hub.unregister(session, SessionEnd.MAY_GO_ON);
        Recovery saturated = new Recovery(
                node.hub,
                store,
                log::recent,
                task -> {
                    throw new RejectedExecutionException("saturated");
                },
                clock,
                MAX_AGE);

        assertThat(now(saturated.claim(ID, caller("u"), encoding))).isEmpty();
        assertThat(node.claim()).isPresent();
    }

    @Test
    void aSessionThatWasResumedOnAnotherNodeIsClosed() {
        Node first = new Node();
        RecordingConnection lost = new RecordingConnection();
        first.begin(ID, lost);
        append("1");
        first.checkpoints.save();
        assertThat(new Node().resume(position())).isEmpty();

        clock.advance(INTERVAL);
        first.checkpoints.save();

        assertThat(lost.closeReasons()).containsExactly(CloseReason.REPLACED);
    }

    /** A connection that is lost after its session was resumed elsewhere leaves state in memory that is obsolete. */
    @Test
    void stateInMemoryYieldsToANewerStateInTheStore() {
        Node first = new Node();
        Session session = first.begin(ID, new RecordingConnection());
        first.checkpoints.save();
        Node second = new Node();
        second.resume(Optional.empty());
        first.hub.unregister(session, SessionEnd.MAY_GO_ON);

        assertThat(first.claim()).map(RecoverableSession::generation).contains(2L);
    }

    @Test
    void aFailingDatabaseCostsFreshnessOnly() {
        Node node = new Node();
        node.begin("a", new RecordingConnection());
        Session ended = node.begin("b", new RecordingConnection());
        Session left = node.begin("c", new RecordingConnection());
        node.checkpoints.save();
        node.hub.unregister(ended, SessionEnd.MAY_GO_ON);
        node.hub.unregister(left, SessionEnd.FINAL);
        node.begin("d", new RecordingConnection());
        append("1");
        store.goAway();
        node.checkpoints.save();
        store.comeBack();

        node.checkpoints.save();

        assertThat(store.find("a")).isPresent();
        assertThat(store.find("b")).isPresent();
        assertThat(store.find("c")).isEmpty();
        assertThat(store.find("d"))
                .map(RecoverableSession::rooms)
                .hasValueSatisfying(rooms -> assertThat(rooms).containsKey(ROOM));
    }

    @Test
    void positionsAreSavedOnceInAnIntervalAndRoomsAtOnce() {
        Node node = new Node();
        Session session = node.begin(ID, new RecordingConnection());
        node.checkpoints.save();
        append("1");

        clock.advance(INTERVAL.minusMillis(1));
        node.checkpoints.save();
        assertThat(saved().progress().lastAccepted()).isZero();
        clock.advance(Duration.ofMillis(1));
        node.checkpoints.save();
        assertThat(saved().progress().lastAccepted()).isOne();

        RoomKey thread = RoomKey.thread(TENANT, "t");
        node.hub.join(session, thread);
        node.checkpoints.save();
        assertThat(saved().rooms()).containsEntry(thread, 1L);
        node.hub.leave(session, thread);
        node.checkpoints.save();
        assertThat(saved().rooms()).containsOnlyKeys(ROOM);
    }

    private RecoverableSession saved() {
        return store.find(ID).orElseThrow();
    }

    @Test
    void oneCallSavesABoundedNumberAndTheNextTheRest() {
        Node node = new Node();
        IntStream.rangeClosed(0, SessionCheckpoints.MAX_BATCH)
                .forEach(i -> node.begin("s" + i, new RecordingConnection()));

        node.checkpoints.save();
        assertThat(node.checkpoints.savedCount()).isEqualTo(SessionCheckpoints.MAX_BATCH);
        node.checkpoints.save();
        assertThat(node.checkpoints.savedCount()).isEqualTo(SessionCheckpoints.MAX_BATCH + 1);

        assertThat(SessionCheckpoints.longestInterval(INTERVAL, 10_000)).isEqualTo(INTERVAL);
        assertThat(SessionCheckpoints.longestInterval(INTERVAL, 100_000)).isEqualTo(Duration.ofSeconds(101));
    }

    @Test
    void sessionsThatEndAtAnOrderlyStopAreSaved() {
        Node node = new Node();
        Session session = node.begin(ID, new RecordingConnection());
        node.checkpoints.save();
        append("1");
        node.hub.unregister(session, SessionEnd.MAY_GO_ON);

        node.checkpoints.close();

        assertThat(saved().progress().lastAccepted()).isOne();
    }

    /** A loop that does not answer must not keep the others from being saved. */
    @Test
    void aSessionOfABusyLoopIsSavedLater() {
        CompletableFuture<Void> free = new CompletableFuture<>();
        Node node = new Node();
        node.begin("busy", new RecordingConnection(task -> free.thenRun(task)));
        node.begin(ID, new RecordingConnection());

        node.checkpoints.save();
        assertThat(store.find("busy")).isEmpty();
        assertThat(store.find(ID)).isPresent();
        free.complete(null);
        node.checkpoints.save();

        assertThat(store.find("busy")).isPresent();
    }
}
