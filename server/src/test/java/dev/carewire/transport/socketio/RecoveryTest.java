package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.PatientEvents;
import dev.carewire.event.PatientEvents.PatientDeleted;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.NumberedEvents;
import dev.carewire.hub.Hub;
import dev.carewire.hub.HubConfig;
import dev.carewire.hub.SessionLimits;
import dev.carewire.log.RingLimits;
import dev.carewire.rate.AddressLimits;
import dev.carewire.transport.TestLimits;
import dev.carewire.transport.TestPort;
import dev.carewire.transport.TestSessions;
import dev.carewire.transport.netty.OriginPolicy;
import dev.carewire.transport.session.ConnectGate;
import dev.carewire.transport.session.GracefulPort;
import dev.carewire.transport.websocket.DeflateUse;
import java.io.IOException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that lose their connection and reconnect ("connection state recovery"). */
class RecoveryTest {

    private static final int CLIENTS = Integer.getInteger("recovery.clients", 60);
    private static final int EVENTS_PER_SECOND = 500;
    private static final int SECONDS = Integer.getInteger("recovery.seconds", 6);
    private static final int LONGEST_ABSENCE_EVENTS = EVENTS_PER_SECOND * Integer.getInteger("recovery.absence", 2);

    private static final int MAX_SESSIONS = Math.max(100, CLIENTS);

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Hub hub = new Hub(
            new HubConfig(
                    new SessionLimits(MAX_SESSIONS, MAX_SESSIONS, MAX_SESSIONS),
                    new RingLimits(64 << 20, Duration.ofMinutes(2))),
            Clock.systemUTC());
    private final NumberedEvents log = new NumberedEvents("e1", hub::deliver);
    private final EchoDialect dialect = new EchoDialect();
    private final GracefulPort port = open();
    private final AtomicInteger happenedSoFar = new AtomicInteger();

    private GracefulPort open() {
        Duration minute = Duration.ofMinutes(1);
        ConnectGate connectGate = new ConnectGate(AddressLimits.NONE, Clock.systemUTC());
        SocketIoEdge edge = new SocketIoEdge(
                SocketIoEdgeTest.engine(minute, minute),
                Map.of("/socket.io/", dialect),
                TestSessions.runtime(hub, workers, new TestLimits().messages(1_000)),
                new OriginPolicy(Set.of()),
                new DeflateUse(),
                connectGate);
        return TestPort.open(hub, connectGate, edge);
    }

    @AfterEach
    void close() {
        port.close();
        hub.close();
        workers.shutdownNow();
    }

    private void happened() {
        log.append(PatientEvents.PATIENT_DELETED.newEvent(EchoDialect.TENANT, Instant.EPOCH, new PatientDeleted("p")));
    }

    private void count(String user, int number) {
        log.append(MessagingEvents.UNREAD_COUNT_CHANGED.newEvent(
                EchoDialect.TENANT, Instant.EPOCH, new UnreadCountChanged(user, number)));
    }

    private MinimalWebSocketClient back(String user, MinimalWebSocketClient before, String offset) throws IOException {
        return MinimalWebSocketClient.connectWith(
                port,
                "{\"user\":\"" + user + "\",\"pid\":\"" + before.connectAnswer("pid") + "\",\"offset\":\"" + offset
                        + "\"}");
    }

    private void cut(MinimalWebSocketClient client, String user) throws Exception {
        client.abort();
        assertThat(dialect.went.poll(10, TimeUnit.SECONDS)).isEqualTo(user);
    }

    @Test
    void eventsCarryTheirPositionAndTheClientKeepsItsIds() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        happened();
        assertThat(client.next()).isEqualTo("42[\"patient.deleted\"]");
        assertThat(client.next()).isEqualTo("42[\"again\",\"e1-1\"]");
        cut(client, "a");
        happened();

        try (MinimalWebSocketClient again = back("a", client, "e1-1")) {
            assertThat(again.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
            assertThat(again.connectAnswer("sid")).isEqualTo(client.connectAnswer("sid"));
            assertThat(again.next()).isEqualTo("42[\"patient.deleted\"]");
            assertThat(again.next()).isEqualTo("42[\"again\",\"e1-2\"]");
            count("a", 7);
            assertThat(again.next()).isEqualTo("42[\"count\",7,\"e1-3\"]");
        }
    }

    @Test
    void aClientThatCannotGoOnIsNewAndToldOfTheGap() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        cut(client, "a");

        for (String offset : List.of("e2-1", "e1-99", "nonsense-", "e1-1")) {
            try (MinimalWebSocketClient again = back("a", client, offset)) {
                if (offset.equals("nonsense-")) {
                    // No position yet: no event has been published.
                    continue;
                }
                assertThat(again.connectAnswer("pid")).isNotEqualTo(client.connectAnswer("pid"));
                assertThat(again.next()).isEqualTo("42[\"recovery:gap\",{\"action\":\"reload\"}]");
            }
        }
    }

    @Test
    void aClientThatIsCutAgainBeforeAnythingHappensGoesOnAllTheSame() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        count("a", 1);
        assertThat(client.next()).contains("e1-1");
        cut(client, "a");
        MinimalWebSocketClient second = back("a", client, "e1-1");
        cut(second, "a");
        count("a", 2);

        try (MinimalWebSocketClient third = back("a", second, "e1-1")) {
            assertThat(third.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
            assertThat(third.next()).isEqualTo("42[\"count\",2,\"e1-2\"]");
        }
    }

    /** A resume that found no room used up the state, so that the next one was a gap. */
    @Test
    void aResumeAboveALimitMayBeRepeated() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        count("a", 1);
        assertThat(client.next()).contains("e1-1");
        cut(client, "a");
        List<MinimalWebSocketClient> others = new ArrayList<>();
        for (int i = 0; i < MAX_SESSIONS; i++) {
            others.add(MinimalWebSocketClient.connectAs(port, "b"));
        }

        assertThatThrownBy(() -> back("a", client, "e1-1")).isInstanceOfAny(IOException.class, AssertionError.class);
        cut(others.remove(0), "b");
        count("a", 2);

        try (MinimalWebSocketClient again = back("a", client, "e1-1")) {
            assertThat(again.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
            assertThat(again.next()).isEqualTo("42[\"count\",2,\"e1-2\"]");
        }
        for (MinimalWebSocketClient other : others) {
            other.abort();
        }
    }

    @Test
    void somebodyElsesIdIsWorthNothing() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        cut(client, "a");
        count("a", 1);

        try (MinimalWebSocketClient thief = back("b", client, "");
                MinimalWebSocketClient owner = back("a", client, "")) {
            assertThat(thief.next()).contains("recovery:gap");
            assertThat(owner.next()).isEqualTo("42[\"count\",1,\"e1-1\"]");
        }
    }

    @Test
    void aRecoveryWithoutAnAnswerAboutARoomIsAGap() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        dialect.rightsFailure = Optional.of(new IllegalStateException("rights are unknown"));
        cut(client, "a");
        happened();

        try (MinimalWebSocketClient again = back("a", client, "")) {
            assertThat(again.connectAnswer("pid")).isNotEqualTo(client.connectAnswer("pid"));
            assertThat(again.next()).isEqualTo("42[\"recovery:gap\",{\"action\":\"reload\"}]");
        }
    }

    @Test
    void aRoomThatMayNotBeReturnedToIsSilent() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        dialect.withdrawn.add(RoomKey.user(EchoDialect.TENANT, "a"));
        cut(client, "a");
        happened();

        try (MinimalWebSocketClient again = back("a", client, "")) {
            assertThat(again.next()).isEqualTo("42[\"patient.deleted\"]");
        }
    }

    /** A client that resumed with a token of a patient stayed in the room of a patient that a back end had granted. */
    @Test
    void aBackEndsGrantsAreRestoredAsFarAsTheyHoldForTheNewRoles() throws Exception {
        RoomKey chart = RoomKey.patient(EchoDialect.TENANT, "7");
        RoomKey lobby = RoomKey.backEnd(EchoDialect.TENANT, "lobby");
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        hub.sessions().forEach(session -> hub.grant(session, List.of(chart, lobby)));
        cut(client, "a");

        MinimalWebSocketClient doctor = back("a", client, "");
        assertThat(doctor.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
        assertThat(hub.sessions()).singleElement().satisfies(session -> {
            assertThat(session.rooms()).contains(chart, lobby);
            assertThat(session.isGranted(chart)).isTrue();
        });
        cut(doctor, "a");

        try (MinimalWebSocketClient patient = MinimalWebSocketClient.connectWith(
                port,
                "{\"user\":\"a\",\"role\":\"patient\",\"pid\":\"" + client.connectAnswer("pid")
                        + "\",\"offset\":\"\"}")) {
            assertThat(patient.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
            assertThat(hub.sessions()).singleElement().satisfies(session -> {
                assertThat(session.rooms()).contains(lobby).doesNotContain(chart);
                assertThat(session.isGranted(chart)).isFalse();
            });
        }
    }

    @Test
    void whoMayFollowTheClinicNoMoreIsToldNothingOfItWhenTheyReturn() throws Exception {
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "a");
        dialect.withdrawn.add(RoomKey.tenant(EchoDialect.TENANT));
        cut(client, "a");
        happened();
        count("a", 7);

        try (MinimalWebSocketClient again = MinimalWebSocketClient.connectWith(
                port,
                "{\"user\":\"a\",\"role\":\"patient\",\"pid\":\"" + client.connectAnswer("pid")
                        + "\",\"offset\":\"\"}")) {
            assertThat(again.connectAnswer("pid")).isEqualTo(client.connectAnswer("pid"));
            assertThat(again.next()).isEqualTo("42[\"count\",7,\"e1-2\"]");
            happened();
            count("a", 8);
            assertThat(again.next()).isEqualTo("42[\"count\",8,\"e1-4\"]");
        }
    }

    @Test
    void aClientThatNoticesFirstReplacesItsOldConnection() throws Exception {
        try (MinimalWebSocketClient halfOpen = MinimalWebSocketClient.connectAs(port, "a");
                MinimalWebSocketClient again = back("a", halfOpen, "")) {
            assertThat(again.connectAnswer("pid")).isEqualTo(halfOpen.connectAnswer("pid"));
            assertThat(halfOpen.next()).isEqualTo("closed 1000 replaced by a newer connection");
            assertThat(hub.sessions()).hasSize(1);
        }
    }

    /**
     * All clients lose their connections repeatedly, at any moment, and still receive every event once and in order.
     */
    @Test
    void nothingIsLostDoubledOrDisorderedHoweverOftenConnectionsAreCut() throws Exception {
        int events = EVENTS_PER_SECOND * SECONDS;
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
        AtomicInteger cuts = new AtomicInteger();
        CountDownLatch connected = new CountDownLatch(CLIENTS);
        try {
            List<Future<List<Integer>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(i);
                clients.add(threads.submit(() -> follow(random, events, cuts, connected)));
            }
            assertThat(connected.await(1, TimeUnit.MINUTES)).isTrue();
            Future<?> production = producer.scheduleAtFixedRate(
                    () -> {
                        if (happenedSoFar.get() < events) {
                            count("everybody", happenedSoFar.incrementAndGet());
                        }
                    },
                    0,
                    1_000_000 / EVENTS_PER_SECOND,
                    TimeUnit.MICROSECONDS);

            await().atMost(Duration.ofSeconds(SECONDS + 60L))
                    .until(() -> production.isDone() || happenedSoFar.get() == events);
            if (production.isDone()) {
                production.get();
            }
            for (Future<List<Integer>> client : clients) {
                assertThat(client.get(SECONDS + 60L, TimeUnit.SECONDS))
                        .hasSize(events)
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
            assertThat(cuts.get()).isGreaterThan(CLIENTS);
        } finally {
            producer.shutdownNow();
            threads.shutdownNow();
        }
    }

    /** Waits until a random number of events was published. */
    private void stayAway(Random random, int events) {
        int until = Math.min(events, happenedSoFar.get() + random.nextInt(LONGEST_ABSENCE_EVENTS));
        await().atMost(Duration.ofMinutes(2)).until(() -> happenedSoFar.get() >= until);
    }

    /** The numbers that one client received, over any number of connections. */
    private List<Integer> follow(Random random, int events, AtomicInteger cuts, CountDownLatch connected)
            throws Exception {
        List<Integer> told = new ArrayList<>();
        MinimalWebSocketClient client = MinimalWebSocketClient.connectAs(port, "everybody");
        connected.countDown();
        String offset = "";
        while (told.size() < events) {
            int until = told.size() + 1 + random.nextInt(events / 3);
            try {
                while (told.size() < Math.min(until, events)) {
                    String[] event = client.next().split("[,\"\\]]+");
                    assertThat(event[1]).isEqualTo("count");
                    told.add(Integer.parseInt(event[2]));
                    offset = event[3];
                }
            } catch (SocketException cutByTheServer) {
                throw new AssertionError("cut by the server", cutByTheServer);
            }
            client.abort();
            if (told.size() < events) {
                cuts.incrementAndGet();
                stayAway(random, events);
                MinimalWebSocketClient before = client;
                client = back("everybody", before, offset);
                assertThat(client.connectAnswer("pid")).isEqualTo(before.connectAnswer("pid"));
            }
        }
        return told;
    }
}
