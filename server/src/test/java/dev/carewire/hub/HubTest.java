package dev.carewire.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.command.Caller;
import dev.carewire.event.Event;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.event.RoomKey;
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
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HubTest {

    private static final TenantId TENANT = new TenantId("tenant-1");
    private static final TenantId OTHER = new TenantId("tenant-2");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final AtomicInteger encoded = new AtomicInteger();
    private final Encoding encoding = new TextEncoding(event -> {
        encoded.incrementAndGet();
        return List.of(event.type().name());
    });
    private final Hub hub = new Hub(
            new HubConfig(new SessionLimits(10, 5, 3), new RingLimits(1 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final DirectEventLoop loop = new DirectEventLoop();
    private int sessions;

    private Session session(TenantId tenant, String user, Encoding words, RecordingConnection connection) {
        Principal principal = new PrincipalBuilder(user, "", Set.of(Role.DOCTOR))
                .tenant(tenant)
                .build();
        return new Session(
                "s" + sessions++,
                Optional.empty(),
                new Caller(principal, tenant),
                words,
                connection,
                new SerialExecutor(Runnable::run));
    }

    private RecordingConnection joined(TenantId tenant, String user) {
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = session(tenant, user, encoding, connection);
        assertThat(hub.register(session, FamilyLimits.none(""))).isEqualTo(RegistrationResult.ADMITTED);
        hub.join(session, RoomKey.tenant(tenant));
        return connection;
    }

    private static Event<PatientDeleted> toTenant(TenantId tenant) {
        return PatientEvents.PATIENT_DELETED.newEvent(tenant, NOW, new PatientDeleted("p"));
    }

    /** A leave between the join and the grant left a grant of a room that the session was not in. */
    @Test
    void aGrantEndsWithItsRoom() {
        Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
        hub.register(session, FamilyLimits.none(""));
        RoomKey room = RoomKey.thread(TENANT, "7");

        hub.grant(session, List.of(room));
        assertThat(session.isGranted(room)).isTrue();
        hub.leave(session, room);
        assertThat(session.isGranted(room)).isFalse();
        hub.join(session, room);
        assertThat(session.isGranted(room)).isFalse();
        hub.unregister(session, SessionEnd.FINAL);
        hub.grant(session, List.of(room));
        assertThat(session.isGranted(room)).isFalse();
    }

    /** A back end that added many clients to many rooms queued one task for each room, and copied the grants for each. */
    @Test
    void aGrantOfManyRoomsIsOneTaskOfTheLoop() {
        AtomicInteger tasks = new AtomicInteger();
        RecordingConnection connection = new RecordingConnection(task -> {
            tasks.incrementAndGet();
            loop.execute(task);
        });
        Session session = session(TENANT, "a", encoding, connection);
        hub.register(session, FamilyLimits.none(""));
        List<RoomKey> rooms = IntStream.range(0, 100)
                .mapToObj(i -> RoomKey.patient(TENANT, "p" + i))
                .toList();
        hub.join(session, rooms.get(0));
        int before = tasks.get();

        assertThat(hub.grant(session, rooms)).isTrue();

        assertThat(tasks.get()).isEqualTo(before + 1);
        assertThat(rooms).allMatch(session::isGranted);
        assertThat(session.grantedRooms()).containsExactlyInAnyOrderElementsOf(rooms);
        assertThat(hub.roomCount()).isEqualTo(rooms.size());
        hub.unregister(session, SessionEnd.FINAL);
        assertThat(hub.grant(session, rooms)).isFalse();
    }

    /** The room was missing after the recovery, but a later join of the client counted as the back end's grant. */
    @Test
    void aGrantJustBeforeTheEndIsPartOfTheRecovery() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        Session model = session(TENANT, "a", encoding, new RecordingConnection(loop));
        Session session = new Session(
                "s",
                Optional.of("secret"),
                model.caller(),
                encoding,
                new RecordingConnection(tasks::add),
                new SerialExecutor(Runnable::run));
        hub.register(session, FamilyLimits.none(""));
        RoomKey room = RoomKey.thread(TENANT, "7");

        hub.grant(session, List.of(room));
        hub.unregister(session, SessionEnd.MAY_GO_ON);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertThat(Recovery.ofMemory(hub, Clock.systemUTC())
                        .claim("secret", model.caller(), model.encoding())
                        .toCompletableFuture()
                        .join())
                .hasValueSatisfying(kept -> {
                    assertThat(kept.rooms()).containsOnlyKeys(room);
                    assertThat(kept.isGranted(room, model.caller())).isTrue();
                });
    }

    @Test
    void anEvictionIsReportedOnceAndALeaveIsNot() {
        Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
        List<RoomKey> evicted = new ArrayList<>();
        session.whenEvicted((whom, room) -> evicted.add(room));
        hub.register(session, FamilyLimits.none(""));
        RoomKey left = RoomKey.thread(TENANT, "7");
        RoomKey taken = RoomKey.thread(TENANT, "8");
        hub.join(session, left);
        hub.grant(session, List.of(taken));

        hub.leave(session, left);
        hub.evict(session, left);
        hub.evict(session, taken);
        hub.evict(session, taken);

        assertThat(evicted).containsExactly(taken);
        assertThat(session.isIn(taken)).isFalse();
        assertThat(session.isGranted(taken)).isFalse();
    }

    @Test
    void runsWhatDependsOnARoomOnceWhenTheSessionLeavesItOrEnds() {
        Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
        hub.register(session, FamilyLimits.none(""));
        RoomKey room = RoomKey.thread(TENANT, "7");
        List<String> left = new ArrayList<>();

        session.whenLeft(room, () -> left.add("not joined"));
        hub.join(session, room);
        session.whenLeft(room, () -> left.add("replaced"));
        session.whenLeft(room, () -> left.add("left"));
        hub.leave(session, room);
        hub.leave(session, room);
        hub.join(session, room);
        session.whenLeft(room, () -> left.add("ended"));
        hub.unregister(session, SessionEnd.FINAL);

        assertThat(left).containsExactly("not joined", "left", "ended");
    }

    @Test
    void deliversToTheTenantAndToNobodyElse() {
        RecordingConnection ours = joined(TENANT, "a");
        RecordingConnection theirs = joined(OTHER, "a");

        hub.deliver(toTenant(TENANT));

        assertThat(ours.received()).containsExactly("patient.deleted");
        assertThat(theirs.received()).isEmpty();
    }

    @Test
    void encodesOnceHoweverManyReceive() {
        joined(TENANT, "a");
        joined(TENANT, "b");
        joined(TENANT, "c");

        hub.deliver(toTenant(TENANT));

        assertThat(encoded).hasValue(1);
    }

    @Test
    void doesNotEncodeForADialectThatNobodySpeaks() {
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = session(TENANT, "a", encoding, connection);
        hub.register(session, FamilyLimits.none(""));
        hub.unregister(session, SessionEnd.FINAL);

        hub.deliver(toTenant(TENANT));

        assertThat(encoded).hasValue(0);
    }

    @Test
    void skipsTheSessionThatCausedTheEvent() {
        RecordingConnection actor = new RecordingConnection(loop);
        Session session = session(TENANT, "a", encoding, actor);
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(TENANT));
        RecordingConnection witness = joined(TENANT, "b");

        // Equal, but another object, like one that was read from the log.
        String id = String.copyValueOf(session.id().toCharArray());
        hub.deliver(PresenceEvents.USER_CAME_ONLINE.newEventExcept(
                TENANT, NOW, id, new PresenceChanged("a", "A", PresenceStatus.ONLINE, NOW)));

        assertThat(actor.received()).isEmpty();
        assertThat(witness.received()).containsExactly("user.came-online");
    }

    @Test
    void deliversOnceToAMemberOfSeveralOfTheRooms() {
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = session(TENANT, "a", encoding, connection);
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(TENANT));
        hub.join(session, RoomKey.entity(TENANT, RoomKey.Kind.QUEUE));

        hub.deliver(TestEvents.queueUpdated(TENANT, NOW));
        hub.deliver(TestEvents.queueUpdated(TENANT, NOW));

        assertThat(connection.received()).containsExactly("queue.updated", "queue.updated");
    }

    @Test
    void flushesOnceForABurst() {
        List<Runnable> queued = new ArrayList<>();
        RecordingConnection connection = new RecordingConnection(queued::add);
        Session session = session(TENANT, "a", encoding, connection);
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(TENANT));
        for (int i = 0; i < 4; i++) {
            hub.deliver(toTenant(TENANT));
        }

        for (int i = 0; i < queued.size(); i++) {
            queued.get(i).run();
        }

        assertThat(connection.received()).hasSize(4);
        assertThat(connection.flushes()).isEqualTo(1);
    }

    @Test
    void reachesAMemberOnEveryLoop() {
        RecordingConnection here = joined(TENANT, "a");
        RecordingConnection there = new RecordingConnection(new DirectEventLoop());
        Session session = session(TENANT, "b", encoding, there);
        hub.register(session, FamilyLimits.none(""));
        hub.join(session, RoomKey.tenant(TENANT));

        hub.deliver(toTenant(TENANT));

        assertThat(here.received()).hasSize(1);
        assertThat(there.received()).hasSize(1);
    }

    @Test
    void stopsDeliveringAfterLeaveAndAfterTheEnd() {
        RecordingConnection left = new RecordingConnection(loop);
        Session leaver = session(TENANT, "a", encoding, left);
        hub.register(leaver, FamilyLimits.none(""));
        hub.join(leaver, RoomKey.tenant(TENANT));
        hub.leave(leaver, RoomKey.tenant(TENANT));
        RecordingConnection ended = new RecordingConnection(loop);
        Session gone = session(TENANT, "b", encoding, ended);
        hub.register(gone, FamilyLimits.none(""));
        hub.join(gone, RoomKey.tenant(TENANT));
        hub.unregister(gone, SessionEnd.FINAL);
        joined(TENANT, "c");

        hub.deliver(toTenant(TENANT));

        assertThat(left.received()).isEmpty();
        assertThat(ended.received()).isEmpty();
    }

    @Test
    void anEndedSessionJoinsNothing() {
        RecordingConnection connection = new RecordingConnection(loop);
        Session session = session(TENANT, "a", encoding, connection);
        hub.register(session, FamilyLimits.none(""));
        hub.unregister(session, SessionEnd.FINAL);

        hub.join(session, RoomKey.tenant(TENANT));

        assertThat(session.isIn(RoomKey.tenant(TENANT))).isFalse();
    }

    @Test
    void refusesAJoinIntoAnotherTenantsRoom() {
        Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
        hub.register(session, FamilyLimits.none(""));

        assertThatThrownBy(() -> hub.join(session, RoomKey.tenant(OTHER))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void holdsItsLimitsAndFreesWhatEnds() {
        joined(TENANT, "a");
        joined(TENANT, "a");
        Session last = session(TENANT, "a", encoding, new RecordingConnection(loop));
        assertThat(hub.register(last, FamilyLimits.none(""))).isEqualTo(RegistrationResult.ADMITTED);
        assertThat(hub.register(session(TENANT, "a", encoding, new RecordingConnection(loop)), FamilyLimits.none("")))
                .isEqualTo(RegistrationResult.USER_FULL);
        joined(TENANT, "b");
        joined(TENANT, "c");
        assertThat(hub.register(session(TENANT, "d", encoding, new RecordingConnection(loop)), FamilyLimits.none("")))
                .isEqualTo(RegistrationResult.TENANT_FULL);
        for (String user : List.of("a", "b", "c", "d", "e")) {
            joined(OTHER, user);
        }
        assertThat(hub.register(
                        session(new TenantId("third"), "a", encoding, new RecordingConnection(loop)),
                        FamilyLimits.none("")))
                .isEqualTo(RegistrationResult.NODE_FULL);

        hub.unregister(last, SessionEnd.FINAL);

        assertThat(hub.register(session(TENANT, "a", encoding, new RecordingConnection(loop)), FamilyLimits.none("")))
                .isEqualTo(RegistrationResult.ADMITTED);
    }

    @Test
    void dropsAndCountsVolatileEventsForAClientThatDoesNotKeepUp() {
        RecordingConnection slow = joined(TENANT, "a");
        slow.answerWith(OfferResult.FULL);

        hub.deliver(PresenceEvents.USER_WENT_OFFLINE.newEvent(
                TENANT, NOW, new PresenceChanged("b", "B", PresenceStatus.OFFLINE, NOW)));

        assertThat(slow.closeReasons()).isEmpty();
        assertThat(hub.traffic().droppedCount()).isEqualTo(1);
    }

    @Test
    void countsAnEventOnceForEachSessionThatTookIt() {
        joined(TENANT, "a");
        joined(TENANT, "b");
        joined(TENANT, "c").answerWith(OfferResult.FULL);
        joined(OTHER, "a");

        hub.deliver(toTenant(TENANT));

        assertThat(hub.traffic().sentCount("patient.deleted")).isEqualTo(2);
        assertThat(hub.traffic().sentCount("patient.created")).isZero();
        assertThat(hub.sessionsByTenant()).containsOnly(Map.entry(TENANT, 3), Map.entry(OTHER, 1));
    }

    @Test
    void aDialectThatFailsDoesNotKeepTheEventFromTheOthers() {
        Encoding broken = new TextEncoding(event -> {
            throw new IllegalStateException("no words");
        });
        Session unlucky = session(TENANT, "a", broken, new RecordingConnection(loop));
        hub.register(unlucky, FamilyLimits.none(""));
        hub.join(unlucky, RoomKey.tenant(TENANT));
        RecordingConnection fine = joined(TENANT, "b");

        hub.deliver(toTenant(TENANT));

        assertThat(fine.received()).hasSize(1);
    }

    @Test
    void keepsNothingOfSessionsThatEnded() {
        for (int i = 0; i < 100; i++) {
            Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
            hub.register(session, FamilyLimits.none(""));
            hub.join(session, RoomKey.tenant(TENANT));
            hub.join(session, RoomKey.thread(TENANT, "t" + i));
            hub.unregister(session, SessionEnd.FINAL);
        }

        assertThat(hub.sessions()).isEmpty();
        assertThat(hub.roomCount()).isZero();
    }

    @Test
    void gathersTheAnswersOfARoomAndWaitsNoLongerThanAllowed() throws Exception {
        RecordingConnection talker = new RecordingConnection(loop);
        Session talks = session(TENANT, "a", encoding, talker);
        RecordingConnection quiet = new RecordingConnection(new DirectEventLoop());
        Session silent = session(TENANT, "b", encoding, quiet);
        for (Session session : List.of(talks, silent)) {
            hub.register(session, FamilyLimits.none(""));
            hub.join(session, RoomKey.tenant(TENANT));
        }
        joined(OTHER, "c");

        var answers =
                hub.deliverWithAck(toTenant(TENANT), Duration.ofMillis(200)).toCompletableFuture();
        assertThat(talker.received()).hasSize(1).isEqualTo(quiet.received());
        assertThat(encoded).hasValue(1);
        long question = Long.parseLong(talker.received().get(0).split(" ")[0]);
        AckReply yes = new AckReply("[\"yes\"]", List.of());
        talks.receiveAck(question, yes);
        talks.receiveAck(question, new AckReply("[\"again\"]", List.of()));
        talks.receiveAck(question + 1, new AckReply("[\"never asked\"]", List.of()));

        assertThat(answers.get())
                .containsOnly(Map.entry(talks.id(), Optional.of(yes)), Map.entry(silent.id(), Optional.empty()));
        assertThat(hub.deliverWithAck(toTenant(new TenantId("nobody")), Duration.ofMinutes(1))
                        .toCompletableFuture()
                        .get())
                .isEmpty();
    }

    @Test
    void aSessionThatEndsAnswersNothing() throws Exception {
        Session session = session(TENANT, "a", encoding, new RecordingConnection(loop));
        hub.register(session, FamilyLimits.none(""));

        var answer = hub.deliverWithAck(session, toTenant(TENANT), Duration.ofMinutes(10))
                .toCompletableFuture();
        assertThat(answer).isNotDone();
        hub.unregister(session, SessionEnd.FINAL);

        assertThat(answer.get()).isEmpty();
    }
}
