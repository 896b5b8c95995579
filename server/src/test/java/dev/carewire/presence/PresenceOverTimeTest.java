package dev.carewire.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.carewire.adapter.jdbi.TestClock;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.Event;
import dev.carewire.event.PresenceEvents.ChartViewer;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Presence with a grace period of five seconds and leases of two minutes. */
class PresenceOverTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:30:00.123Z");
    private static final Duration GRACE = TestPresence.RULES.offlineGrace();
    private static final Duration LEASE = TestPresence.RULES.viewingLease();
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final TenantId NORTH = new TenantId("north");
    private static final TenantId SOUTH = new TenantId("south");
    private static final Caller ADA = caller(NORTH, "ada", Role.DOCTOR);
    private static final Caller BEA = caller(NORTH, "bea", Role.NURSE);

    private final List<Event<?>> told = new ArrayList<>();
    private final TestClock clock = new TestClock(NOW, ZoneOffset.UTC);
    private final ManualTimers alarms = new ManualTimers();
    private final TestPresence.InMemoryLastSeen memory = new TestPresence.InMemoryLastSeen();
    private final LastSeen lastSeen = new LastSeen(memory, clock);
    private final Presence presence = new Presence(
            new Emit(TestPublishers.volatileOnly(told::add), clock), lastSeen, alarms, TestPresence.RULES, clock);

    private void pass(Duration time) {
        clock.advance(time);
        alarms.advance(time);
    }

    @Test
    void tellsNobodyAnythingOfAReload() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);
        told.clear();

        presence.disconnected(ADA, "s1");
        pass(GRACE.minus(MOMENT));
        presence.connected(ADA, "s2");
        presence.setViewing(ADA, "s2", "p1", true);
        pass(GRACE.multipliedBy(2));

        assertThat(told).isEmpty();
        assertThat(viewers("p1")).containsExactly("ada");
        assertThat(alarms.size()).isZero();
    }

    @Test
    void takesAUserOfflineWhenTheGraceIsOver() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);
        told.clear();

        presence.disconnected(ADA, "s1");
        pass(GRACE.minus(MOMENT));
        assertThat(told).isEmpty();
        assertThat(users(BEA)).containsExactly("ada ONLINE");

        pass(MOMENT);
        assertThat(said()).containsExactly("p1 false", "ada OFFLINE");
        assertThat(users(BEA)).isEmpty();
        assertThat(viewers("p1")).isEmpty();
        assertThat(presence.size()).isZero();
    }

    @Test
    void tellsAndRemembersWhenAUserWasThereLast() {
        presence.connected(ADA, "s1");
        pass(Duration.ofMinutes(1));
        presence.disconnected(ADA, "s1");
        pass(GRACE);

        PresenceChanged left =
                new PresenceChanged("ada", "Name of ada", PresenceStatus.OFFLINE, NOW.plus(Duration.ofMinutes(1)));
        assertThat(told.get(told.size() - 1).payload()).isEqualTo(left);
        assertThat(presence.list(BEA, 10)).containsExactly(left);
        assertThat(presence.list(caller(SOUTH, "eve", Role.ADMIN), 10)).isEmpty();
    }

    @Test
    void isAwayWhenAllSessionsAreAndBackWithOne() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        told.clear();

        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        presence.setStatus(ADA, "s2", PresenceStatus.AWAY);
        presence.setStatus(ADA, "s2", PresenceStatus.AWAY);
        presence.setStatus(ADA, "s1", PresenceStatus.ONLINE);

        assertThat(said()).containsExactly("ada ONLINE", "ada AWAY", "ada AWAY", "ada ONLINE");
    }

    @Test
    void isAwayWhenTheSessionsThatStayAre() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        told.clear();

        presence.disconnected(ADA, "s2");
        assertThat(told).isEmpty();
        pass(GRACE);

        assertThat(said()).containsExactly("ada AWAY");
    }

    @Test
    void comesBackFromAwayWithANewSession() {
        presence.connected(ADA, "s1");
        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        told.clear();

        presence.connected(ADA, "s2");
        presence.setStatus(ADA, "s2", PresenceStatus.AWAY);

        assertThat(said()).containsExactly("ada ONLINE", "ada AWAY");
    }

    @Test
    void lastsNoLongerOnlineThroughASessionThatWasReplaced() {
        presence.connected(ADA, "s1");
        presence.disconnected(ADA, "s1");
        presence.connected(ADA, "s2");
        told.clear();

        presence.setStatus(ADA, "s2", PresenceStatus.AWAY);

        assertThat(said()).containsExactly("ada AWAY");
    }

    @Test
    void goesOnWithStatusAndChartsWhereASessionIsContinued() {
        presence.connected(ADA, "s1");
        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        presence.setViewing(ADA, "s1", "p1", true);
        told.clear();

        presence.disconnected(ADA, "s1");
        pass(GRACE.minus(MOMENT));
        presence.connected(ADA, "s1");
        pass(GRACE.multipliedBy(2));

        assertThat(told).isEmpty();
        assertThat(users(BEA)).containsExactly("ada AWAY");
        assertThat(viewers("p1")).containsExactly("ada");
        presence.setViewing(ADA, "s1", "p1", false);
        assertThat(said()).containsExactly("p1 false");
    }

    @Test
    void closesTheChartsOfAContinuedSessionThatMayNoLongerSeeThem() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);
        told.clear();

        presence.disconnected(ADA, "s1");
        presence.connected(caller(NORTH, "ada", Role.PATIENT), "s1");

        assertThat(said()).containsExactly("p1 false");
        assertThat(viewers("p1")).isEmpty();
    }

    @Test
    void closesAChartAtOnceThatTheSuccessorOfAnEndedSessionCloses() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);
        presence.disconnected(ADA, "s1");
        presence.connected(ADA, "s2");
        presence.setViewing(ADA, "s2", "p1", true);
        told.clear();

        presence.setViewing(ADA, "s2", "p1", false);

        assertThat(said()).containsExactly("p1 false");
    }

    @Test
    void keepsNoMoreThanTwentyEndedSessionsOfAUser() {
        presence.connected(ADA, "stays");
        presence.connected(ADA, "first");
        presence.setViewing(ADA, "first", "p1", true);
        presence.disconnected(ADA, "first");
        for (int i = 1; i < UserPresence.MAX_ENDED_SESSIONS; i++) {
            presence.connected(ADA, "s" + i);
            presence.disconnected(ADA, "s" + i);
        }
        told.clear();

        presence.connected(ADA, "last");
        assertThat(told).isEmpty();
        presence.disconnected(ADA, "last");

        assertThat(said()).containsExactly("p1 false");
        assertThat(alarms.size()).isEqualTo(UserPresence.MAX_ENDED_SESSIONS);
    }

    @Test
    void listsWhoIsThereOnceHoweverManySessionsTheyHaveAndToStaffAlone() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        presence.connected(caller(NORTH, "pat", Role.PATIENT), "s3");
        presence.connected(BEA, "s4");
        presence.setStatus(BEA, "s4", PresenceStatus.AWAY);
        presence.connected(caller(SOUTH, "eve", Role.DOCTOR), "s5");
        pass(Duration.ofMinutes(3));

        assertThat(users(BEA)).containsExactly("ada ONLINE", "pat ONLINE", "bea AWAY");
        presence.readUsers(
                BEA,
                users -> assertThat(users)
                        .extracting(PresenceChanged::lastSeen)
                        .containsExactly(clock.instant(), clock.instant(), NOW));
        for (Role role : List.of(Role.PATIENT, Role.DISPLAY, Role.OTHER)) {
            assertThat(users(caller(NORTH, "pat", role))).isEmpty();
            assertRejected(Rejection.FORBIDDEN, () -> presence.list(caller(NORTH, "pat", role), 10));
        }
    }

    @Test
    void listsNoMoreThanAThousand() {
        for (int i = 0; i <= Presence.MAX_LISTED; i++) {
            presence.connected(caller(NORTH, "u" + i, Role.NURSE), "s" + i);
        }

        assertThat(users(ADA)).hasSize(Presence.MAX_LISTED).startsWith("u0 ONLINE");
    }

    @Test
    void listsThoseWhoAreThereBeforeThoseWhoLeftTheLatestFirst() {
        for (String user : List.of("one", "two", "ada")) {
            presence.connected(caller(NORTH, user, Role.NURSE), user);
            presence.disconnected(caller(NORTH, user, Role.NURSE), user);
            pass(GRACE);
        }
        presence.connected(ADA, "s1");

        assertThat(presence.list(BEA, 3))
                .extracting(known -> known.userId() + " " + known.status())
                .containsExactly("ada ONLINE", "two OFFLINE", "one OFFLINE");
        assertThat(presence.list(BEA, 2)).hasSize(2);
    }

    @Test
    void listsWhoHasAChartOpenOnceAndSinceWhen() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        presence.connected(BEA, "s3");
        presence.setViewing(ADA, "s1", "p1", true);
        pass(Duration.ofMinutes(5));
        presence.setViewing(ADA, "s2", "p1", true);
        presence.setViewing(BEA, "s3", "p1", true);

        presence.readViewers(
                BEA,
                "p1",
                viewers -> assertThat(viewers)
                        .containsExactly(
                                new ChartViewer("ada", "Name of ada", NOW),
                                new ChartViewer("bea", "Name of bea", NOW.plus(Duration.ofMinutes(5)))));
        assertThat(viewers("p2")).isEmpty();
        presence.readViewers(
                caller(SOUTH, "eve", Role.DOCTOR),
                "p1",
                viewers -> assertThat(viewers).isEmpty());
        assertRejected(
                Rejection.FORBIDDEN,
                () -> presence.readViewers(caller(NORTH, "pat", Role.PATIENT), "p1", viewers -> {}));
    }

    @Test
    void aSessionKeepsItsChartOpenAsLongAsItLasts() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);

        pass(LEASE.multipliedBy(10));

        assertThat(viewers("p1")).containsExactly("ada");
    }

    @Test
    void aLeaseEndsUnlessItIsRenewed() {
        assertThat(presence.acquireLease(ADA, "p1")).isEqualTo(NOW.plus(LEASE));
        pass(LEASE.minus(MOMENT));
        assertThat(presence.acquireLease(ADA, "p1"))
                .isEqualTo(NOW.plus(LEASE.multipliedBy(2)).minus(MOMENT));
        pass(LEASE.minus(MOMENT));
        assertThat(viewers("p1")).containsExactly("ada");
        assertThat(said()).containsExactly("p1 true");
        assertThat(users(BEA)).isEmpty();

        pass(MOMENT);
        assertThat(said()).containsExactly("p1 true", "p1 false");
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).isEmpty());
        assertThat(presence.size()).isZero();
    }

    @Test
    void aLeaseCanBeGivenBack() {
        presence.acquireLease(ADA, "p1");
        presence.releaseLease(BEA, "p1");
        presence.releaseLease(ADA, "p2");
        assertThat(viewers("p1")).containsExactly("ada");

        presence.releaseLease(ADA, "p1");
        presence.releaseLease(ADA, "p1");

        assertThat(said()).containsExactly("p1 true", "p1 false");
        assertThat(alarms.size()).isZero();
    }

    @Test
    void aChartIsOpenAsLongAsASessionOrALeaseHoldsIt() {
        presence.connected(ADA, "s1");
        told.clear();
        presence.setViewing(ADA, "s1", "p1", true);
        presence.acquireLease(ADA, "p1");
        presence.setViewing(ADA, "s1", "p1", false);
        presence.setViewing(ADA, "s1", "p1", true);
        presence.releaseLease(ADA, "p1");
        assertThat(said()).containsExactly("p1 true");

        presence.setViewing(ADA, "s1", "p1", false);
        assertThat(said()).containsExactly("p1 true", "p1 false");
    }

    @Test
    void refusesLeasesToThoseWhoMayNotSeePatientsAndMoreThanThirtyTwoToAUser() {
        assertRejected(Rejection.FORBIDDEN, () -> presence.acquireLease(caller(NORTH, "pat", Role.PATIENT), "p1"));
        for (int i = 0; i < Presence.MAX_OPEN_CHARTS; i++) {
            presence.acquireLease(ADA, "p" + i);
        }

        assertRejected(Rejection.INVALID, () -> presence.acquireLease(ADA, "one-more"));
        presence.acquireLease(ADA, "p0");
        presence.releaseLease(ADA, "p0");
        presence.acquireLease(ADA, "one-more");
        assertThat(viewers("one-more")).containsExactly("ada");
    }

    @Test
    void refusesMoreLeasesThanTheNodeTakesUntilSomeEnd() {
        for (int i = 0; i < Presence.MAX_LEASES; i++) {
            presence.acquireLease(caller(NORTH, "u" + i / 10, Role.NURSE), "p" + i % 10);
        }

        assertRejected(Rejection.OVERLOADED, () -> presence.acquireLease(ADA, "p1"));
        presence.acquireLease(caller(NORTH, "u7", Role.NURSE), "p1");
        presence.releaseLease(caller(NORTH, "u7", Role.NURSE), "p1");
        presence.acquireLease(ADA, "p1");
        assertRejected(Rejection.OVERLOADED, () -> presence.acquireLease(ADA, "p2"));
    }

    @Test
    void remembersDeparturesThatWaitForTheDatabase() {
        memory.setBroken(true);
        presence.connected(ADA, "s1");
        presence.disconnected(ADA, "s1");
        pass(GRACE);
        lastSeen.flush();
        assertThatThrownBy(() -> presence.list(BEA, 10)).isInstanceOf(IllegalStateException.class);

        memory.setBroken(false);
        lastSeen.flush();

        assertThat(memory.latest(NORTH, 10))
                .extracting(LastSeenRepository.Departure::userId)
                .containsExactly("ada");
    }

    @Test
    void remembersThoseWhoAreThereWhenTheServerStops() {
        presence.connected(ADA, "s1");
        presence.connected(BEA, "s2");
        presence.disconnected(BEA, "s2");
        presence.acquireLease(caller(NORTH, "reader", Role.NURSE), "p1");
        told.clear();
        clock.advance(MOMENT);

        presence.recordAllLastSeen();
        lastSeen.flush();

        assertThat(memory.latest(NORTH, 10))
                .extracting(departure -> departure.userId() + " " + departure.at())
                .containsExactly("ada " + NOW.plus(MOMENT), "bea " + NOW);
        assertThat(told).isEmpty();
    }

    @Test
    void remembersTheLatestDeparturesIfTooManyWait() {
        for (int i = 0; i <= LastSeen.MAX_PENDING; i++) {
            lastSeen.recordDeparture(
                    NORTH, new PresenceChanged("u" + i, "U", PresenceStatus.OFFLINE, NOW.plusMillis(i)));
        }
        lastSeen.flush();

        assertThat(memory.latest(NORTH, LastSeen.MAX_PENDING + 1))
                .hasSize(LastSeen.MAX_PENDING)
                .noneMatch(departure -> departure.userId().equals("u0"));
    }

    @Test
    void remembersNoCharactersThatDatabasesRefuse() {
        lastSeen.recordDeparture(NORTH, new PresenceChanged("a\u0000da", "Ada", PresenceStatus.OFFLINE, NOW));
        lastSeen.recordDeparture(
                NORTH, new PresenceChanged("bea", "B\u0000e\ud83da " + "😀".repeat(300), PresenceStatus.OFFLINE, NOW));
        lastSeen.flush();

        assertThat(memory.latest(NORTH, 10))
                .containsExactly(new LastSeenRepository.Departure(NORTH, "bea", "Bea " + "😀".repeat(196), NOW));
    }

    @Test
    void forgetsAfterNinetyDays() {
        lastSeen.recordDeparture(NORTH, new PresenceChanged("ada", "Ada", PresenceStatus.OFFLINE, NOW));
        lastSeen.flush();

        clock.advance(LastSeen.RETENTION);
        lastSeen.sweep();
        assertThat(memory.latest(NORTH, 10)).hasSize(1);
        clock.advance(MOMENT);
        lastSeen.sweep();
        assertThat(memory.latest(NORTH, 10)).isEmpty();
    }

    private List<String> users(Caller reader) {
        List<String> listed = new ArrayList<>();
        presence.readUsers(reader, users -> users.forEach(user -> listed.add(user.userId() + " " + user.status())));
        return listed;
    }

    private List<String> viewers(String patientId) {
        List<String> listed = new ArrayList<>();
        presence.readViewers(BEA, patientId, viewers -> viewers.forEach(viewer -> listed.add(viewer.userId())));
        return listed;
    }

    /** All published changes: charts as patient and whether opened, users with their status. */
    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (Event<?> event : told) {
            if (event.payload() instanceof PatientViewing viewing) {
                said.add(viewing.patientId() + " " + viewing.viewing());
            } else if (event.payload() instanceof PresenceChanged changed) {
                said.add(changed.userId() + " " + changed.status());
            }
        }
        return said;
    }

    private static void assertRejected(Rejection rejection, Runnable command) {
        RejectedException refused = catchThrowableOfType(RejectedException.class, command::run);
        assertThat(refused.rejection()).isEqualTo(rejection);
    }

    private static Caller caller(TenantId tenant, String userId, Role role) {
        return new Caller(
                new PrincipalBuilder(userId, "Name of " + userId, Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }
}
