package dev.carewire.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carewire.Parallel;
import dev.carewire.cluster.ManualTimers;
import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.emit.Emit;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.PresenceEvents;
import dev.carewire.event.PresenceEvents.PatientViewing;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.PresenceStatus;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.fixture.TestPublishers;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Presence without a grace period. */
class PresenceTest {

    private static final Instant NOW = Instant.parse("2026-11-20T08:30:00.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final TenantId NORTH = new TenantId("north");
    private static final Caller ADA = caller(NORTH, "ada", Role.DOCTOR);

    private final List<Event<?>> told = Collections.synchronizedList(new ArrayList<>());
    private final Presence presence = new Presence(
            new Emit(TestPublishers.volatileOnly(told::add), CLOCK),
            new LastSeen(new TestPresence.InMemoryLastSeen(), CLOCK),
            new ManualTimers(),
            new PresencePolicy(Duration.ZERO, Duration.ofMinutes(2)),
            CLOCK);

    @Test
    void bringsAUserOnlineWithTheFirstSessionAndSkipsThatSession() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");

        assertThat(types()).containsExactly(PresenceEvents.USER_CAME_ONLINE);
        Event<?> online = told.get(0);
        assertThat(online.tenant()).isEqualTo(NORTH);
        assertThat(online.exceptSession()).contains("s1");
        assertThat(online.payload()).isEqualTo(new PresenceChanged("ada", "Name of ada", PresenceStatus.ONLINE, NOW));
    }

    @Test
    void takesAUserOfflineWithTheLastSession() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        told.clear();

        presence.disconnected(ADA, "s1");
        assertThat(told).isEmpty();

        presence.disconnected(ADA, "s2");
        assertThat(types()).containsExactly(PresenceEvents.USER_WENT_OFFLINE);
        assertThat(told.get(0).exceptSession()).isEmpty();
        assertThat(told.get(0).payload())
                .isEqualTo(new PresenceChanged("ada", "Name of ada", PresenceStatus.OFFLINE, NOW));
        assertThat(presence.size()).isZero();
    }

    @Test
    void tellsNothingOfASessionThatIsNotKnown() {
        presence.disconnected(ADA, "s1");
        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        presence.setViewing(ADA, "s1", "p1", true);
        presence.setViewing(ADA, "s1", "p1", false);

        assertThat(told).isEmpty();
        assertThat(presence.size()).isZero();
    }

    @Test
    void ignoresASecondBeginningAndASecondEndOfOneSession() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s1");
        presence.disconnected(ADA, "s1");
        presence.disconnected(ADA, "s1");

        assertThat(types()).containsExactly(PresenceEvents.USER_CAME_ONLINE, PresenceEvents.USER_WENT_OFFLINE);
    }

    @Test
    void keepsUsersOfTheSameIdInDifferentTenantsApart() {
        TenantId south = new TenantId("south");
        presence.connected(ADA, "s1");
        presence.connected(caller(south, "ada", Role.DOCTOR), "s2");

        assertThat(types()).containsExactly(PresenceEvents.USER_CAME_ONLINE, PresenceEvents.USER_CAME_ONLINE);
        assertThat(told).extracting(Event::tenant).containsExactly(NORTH, south);

        presence.disconnected(ADA, "s2");
        assertThat(told).hasSize(2);
    }

    @Test
    void tellsEverybodyButTheSessionThatSetTheStatus() {
        presence.connected(ADA, "s1");
        told.clear();

        presence.setStatus(ADA, "s1", PresenceStatus.AWAY);
        presence.setStatus(ADA, "s1", PresenceStatus.ONLINE);

        assertThat(types()).containsExactly(PresenceEvents.USER_STATUS_CHANGED, PresenceEvents.USER_STATUS_CHANGED);
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).contains("s1"));
        assertThat(told)
                .extracting(event -> ((PresenceChanged) event.payload()).status())
                .containsExactly(PresenceStatus.AWAY, PresenceStatus.ONLINE);
    }

    @Test
    void refusesOfflineAsAStatusToSet() {
        presence.connected(ADA, "s1");

        assertThatThrownBy(() -> presence.setStatus(ADA, "s1", PresenceStatus.OFFLINE))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(Rejection.INVALID));
    }

    @Test
    void tellsSinceWhenAChartIsOpenAndThatItWasClosed() {
        presence.connected(ADA, "s1");
        told.clear();

        presence.setViewing(ADA, "s1", "p1", true);
        presence.setViewing(ADA, "s1", "p1", true);
        presence.setViewing(ADA, "s1", "p1", false);
        presence.setViewing(ADA, "s1", "p1", false);

        assertThat(payloads())
                .containsExactly(
                        new PatientViewing("ada", "Name of ada", "p1", true, Optional.of(NOW)),
                        new PatientViewing("ada", "Name of ada", "p1", false, Optional.empty()));
        assertThat(told).allSatisfy(event -> assertThat(event.exceptSession()).contains("s1"));
    }

    @Test
    void keepsAChartOpenUntilTheUsersLastSessionClosedIt() {
        presence.connected(ADA, "s1");
        presence.connected(ADA, "s2");
        presence.setViewing(ADA, "s1", "p1", true);
        presence.setViewing(ADA, "s2", "p1", true);
        presence.setViewing(ADA, "s1", "p1", false);

        assertThat(viewings()).containsExactly("p1 true");

        presence.disconnected(ADA, "s2");
        assertThat(viewings()).containsExactly("p1 true", "p1 false");
    }

    @Test
    void closesEveryOpenChartBeforeTheUserGoesOffline() {
        presence.connected(ADA, "s1");
        presence.setViewing(ADA, "s1", "p1", true);
        presence.setViewing(ADA, "s1", "p2", true);
        presence.setViewing(ADA, "s1", "p3", true);
        presence.setViewing(ADA, "s1", "p2", false);
        told.clear();

        presence.disconnected(ADA, "s1");

        assertThat(types())
                .containsExactly(
                        PresenceEvents.PATIENT_VIEWING,
                        PresenceEvents.PATIENT_VIEWING,
                        PresenceEvents.USER_WENT_OFFLINE);
        assertThat(viewings()).containsExactly("p1 false", "p3 false");
    }

    @Test
    void refusesMoreThanThirtyTwoOpenChartsPerSession() {
        presence.connected(ADA, "s1");
        for (int i = 0; i < Presence.MAX_OPEN_CHARTS; i++) {
            presence.setViewing(ADA, "s1", "p" + i, true);
        }
        told.clear();

        assertThatThrownBy(() -> presence.setViewing(ADA, "s1", "one-more", true))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(Rejection.INVALID));
        assertThat(told).isEmpty();

        presence.setViewing(ADA, "s1", "p0", true);
        assertThat(told).isEmpty();
        presence.setViewing(ADA, "s1", "p0", false);
        presence.setViewing(ADA, "s1", "one-more", true);
        assertThat(viewings()).containsExactly("p0 false", "one-more true");
    }

    @Test
    void refusesToOpenAChartForSomebodyWhoMayNotSeePatients() {
        Caller patient = caller(NORTH, "pat", Role.PATIENT);
        presence.connected(patient, "s1");
        told.clear();

        assertThatThrownBy(() -> presence.setViewing(patient, "s1", "p1", true))
                .isInstanceOfSatisfying(
                        RejectedException.class,
                        refused -> assertThat(refused.rejection()).isEqualTo(Rejection.FORBIDDEN));
        assertThat(told).isEmpty();
    }

    @Test
    void knowsNothingOfDisplays() {
        Caller display = caller(NORTH, "screen", Role.DISPLAY);
        presence.connected(display, "s1");
        presence.setStatus(display, "s1", PresenceStatus.AWAY);
        presence.disconnected(display, "s1");

        assertThat(told).isEmpty();
        assertThat(presence.size()).isZero();
    }

    @Test
    void tellsTheOrderInWhichSessionsCameAndWentThoughManyThreadsDoItAtOnce() throws Exception {
        int threads = 8;
        int rounds = 2_000;
        Parallel.run(threads, thread -> {
            for (int round = 0; round < rounds; round++) {
                String session = "s" + thread + "-" + round;
                presence.connected(ADA, session);
                presence.setViewing(ADA, session, "p" + thread, true);
                presence.disconnected(ADA, session);
            }
        });

        assertThat(presence.size()).isZero();
        assertOnlineAndOfflineAlternate();
        assertThat(told.get(told.size() - 1).type()).isEqualTo(PresenceEvents.USER_WENT_OFFLINE);
        for (int thread = 0; thread < threads; thread++) {
            String opened = "p" + thread + " true";
            String closed = "p" + thread + " false";
            List<String> ofThread = viewings().stream()
                    .filter(viewing -> viewing.equals(opened) || viewing.equals(closed))
                    .toList();
            assertThat(ofThread).hasSize(2 * rounds);
            assertThat(ofThread.get(ofThread.size() - 1)).isEqualTo(closed);
        }
    }

    @Test
    void hasToldOnlineInTheEndWhenOneOfManySessionsStays() throws Exception {
        for (int attempt = 0; attempt < 500; attempt++) {
            told.clear();
            String stays = "stays" + attempt;
            Parallel.run(2, thread -> {
                presence.connected(ADA, thread == 0 ? stays : "goes");
                if (thread == 1) {
                    presence.disconnected(ADA, "goes");
                }
            });

            assertOnlineAndOfflineAlternate();
            assertThat(told.get(told.size() - 1).type()).isEqualTo(PresenceEvents.USER_CAME_ONLINE);
            assertThat(presence.size()).isOne();
            presence.disconnected(ADA, stays);
        }
        assertThat(presence.size()).isZero();
    }

    private void assertOnlineAndOfflineAlternate() {
        EventType<?> last = PresenceEvents.USER_WENT_OFFLINE;
        for (EventType<?> type : types()) {
            if (!type.equals(PresenceEvents.PATIENT_VIEWING)) {
                assertThat(type).isNotEqualTo(last);
                last = type;
            }
        }
    }

    private List<EventType<?>> types() {
        return told.stream().<EventType<?>>map(Event::type).toList();
    }

    private List<Record> payloads() {
        return told.stream().<Record>map(Event::payload).toList();
    }

    /** Each published viewing, as patient and whether opened. */
    private List<String> viewings() {
        return payloads().stream()
                .filter(PatientViewing.class::isInstance)
                .map(PatientViewing.class::cast)
                .map(viewing -> viewing.patientId() + " " + viewing.viewing())
                .toList();
    }

    private static Caller caller(TenantId tenant, String userId, Role role) {
        return new Caller(
                new PrincipalBuilder(userId, "Name of " + userId, Set.of(role))
                        .tenant(tenant)
                        .build(),
                tenant);
    }
}
