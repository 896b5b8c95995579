package dev.carewire.transport.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.ExpiredSessions;
import dev.carewire.event.RoomKey;
import dev.carewire.transport.session.ExpiryRules;
import dev.carewire.transport.websocket.WebSocketBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tokens that expire while their user is connected. */
class TokenExpiryTest {

    private static final String CLOSED = "token expired";

    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final EchoDialect dialect = new EchoDialect();
    private InMemoryEdge edge = new InMemoryEdge(dialect);

    @AfterEach
    void nothingIsLeft() {
        edge.assertForgetsEverything();
    }

    /** Connects a client and discards the response to its CONNECT. */
    private InMemoryEdge.Peer client(String payload) {
        InMemoryEdge.Peer peer = edge.webSocket("");
        peer.received();
        peer.send(WebSocketBytes.text("40" + payload));
        return peer;
    }

    private static InMemoryEdge.Peer welcomed(InMemoryEdge.Peer peer) {
        assertThat(peer.received()).contains("40{\"sid\":\"");
        return peer;
    }

    /** Advances the time by seconds, with heartbeats of the client. */
    private void pass(InMemoryEdge.Peer peer, int seconds) {
        peer.send(WebSocketBytes.text("3"));
        edge.advance(Duration.ofSeconds(seconds));
    }

    private static String renewal(String payload) {
        return "42[\"renew\"," + payload + "]";
    }

    private static String answer(InMemoryEdge.Peer peer, String message) {
        peer.send(WebSocketBytes.text(message));
        return peer.received();
    }

    @Test
    void aClientIsWarnedAMinuteBeforeTheEndAndClosedThen() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":100}"));

        pass(peer, 39);
        assertThat(peer.received()).isEmpty();
        pass(peer, 1);
        assertThat(peer.received()).endsWith("42[\"expiring\",100]");
        pass(peer, 59);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 1);
        assertThat(peer.received()).endsWith(CLOSED);
    }

    @Test
    void whoHasLessThanAMinuteIsWarnedAtOnce() {
        InMemoryEdge.Peer peer = client("{\"user\":\"a\",\"ends\":30}");

        pass(peer, 0);

        assertThat(peer.received()).matches("(?s).*40\\{.*42\\[\"expiring\",30]");
        pass(peer, 29);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 1);
        assertThat(peer.received()).endsWith(CLOSED);
    }

    @Test
    void anotherTokenOfTheSameUserMovesTheEnd() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":100}"));
        pass(peer, 40);
        assertThat(peer.received()).contains("expiring");

        assertThat(answer(peer, renewal("{\"user\":\"a\",\"ends\":130}"))).endsWith("42[\"renewed\"]");
        pass(peer, 29);
        assertThat(peer.received()).doesNotContain("expiring");
        pass(peer, 1);
        assertThat(peer.received()).contains("42[\"expiring\",130]");
        pass(peer, 59);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 1);
        assertThat(peer.received()).endsWith(CLOSED);
    }

    @Test
    void aTokenWithoutAnEndTakesTheEndAway() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":10}"));

        answer(peer, renewal("{\"user\":\"a\"}"));
        pass(peer, 30);

        assertThat(peer.isOpen()).isTrue();
        assertThat(answer(peer, "42[\"still here\"]")).endsWith("42[\"still here\"]");
    }

    @Test
    void aTokenThatIsBadOrSomebodyElsesChangesNothing() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":90}"));

        assertThat(answer(peer, "42[\"renew\"]")).endsWith("42[\"error\",\"INVALID\"]");
        assertThat(answer(peer, renewal("{}"))).endsWith("42[\"error\",\"UNAUTHENTICATED\"]");
        assertThat(answer(peer, renewal("{\"user\":\"b\",\"ends\":900}")))
                .endsWith("42[\"error\",\"UNAUTHENTICATED\"]");
        pass(peer, 30);
        assertThat(peer.received()).contains("42[\"expiring\",90]");
        pass(peer, 60);

        assertThat(peer.received()).endsWith(CLOSED);
        assertThat(dialect.heard).isEmpty();
    }

    @Test
    void aTokenThatCannotBeCheckedChangesNothing() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        dialect.admission = CompletableFuture.failedFuture(new IllegalStateException("key server is out of reach"));

        assertThat(answer(peer, renewal("{\"user\":\"a\"}"))).endsWith("42[\"error\",\"OVERLOADED\"]");

        dialect.admission = CompletableFuture.completedFuture(true);
        assertThat(answer(peer, renewal("{\"user\":\"a\"}"))).endsWith("42[\"renewed\"]");
    }

    @Test
    void newRolesTakeAndGiveRooms() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        edge.publishToTenant();
        assertThat(peer.received()).contains("patient.deleted");

        assertThat(answer(peer, renewal("{\"user\":\"a\",\"role\":\"patient\"}")))
                .endsWith("42[\"renewed\"]");
        edge.publishToTenant();
        assertThat(peer.received()).isEmpty();
        assertThat(dialect.came).as("is announced again, with the new roles").containsExactly("a", "a");
        assertThat(dialect.went).containsExactly("a");

        assertThat(answer(peer, renewal("{\"user\":\"a\",\"role\":\"nurse\"}"))).endsWith("42[\"renewed\"]");
        edge.publishToTenant();
        assertThat(peer.received()).contains("patient.deleted");
    }

    /** The family did not learn of the room, and sent its client no message about it. */
    @Test
    void theFamilyLearnsOfARoomOfARecordThatNewRolesTake() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        RoomKey room = RoomKey.thread(EchoDialect.TENANT, "7");
        edge.joinAll(room);

        answer(peer, renewal("{\"user\":\"a\",\"role\":\"patient\"}"));

        assertThat(dialect.evicted).contains(room);
    }

    /** A client whose user was no longer staff stayed in the room of a patient that a back end had granted. */
    @Test
    void aBackEndsGrantOfARoomWithTheClinicsEventsEndsWithTheRoleOfStaff() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        RoomKey chart = RoomKey.patient(EchoDialect.TENANT, "7");
        RoomKey lobby = RoomKey.backEnd(EchoDialect.TENANT, "lobby");
        edge.grantAll(List.of(chart, lobby));

        answer(peer, renewal("{\"user\":\"a\",\"role\":\"nurse\"}"));
        assertThat(edge.rooms()).contains(chart, lobby);
        answer(peer, renewal("{\"user\":\"a\",\"role\":\"patient\"}"));
        assertThat(edge.rooms()).contains(lobby).doesNotContain(chart);
        assertThat(dialect.evicted).contains(chart).doesNotContain(lobby);

        edge.grantAll(List.of(chart));
        assertThat(edge.rooms()).doesNotContain(chart);
    }

    /** The server logged an error with a trace for each client that renewed its token while the clinic's system was down. */
    @Test
    void anExpectedOutageDuringARoleChangeIsAnsweredWithoutALog() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.carewire.transport.session.TokenExpiry");
        lines.start();
        logger.addAppender(lines);
        try {
            dialect.rightsFailure = Optional.of(new RejectedException(Rejection.OVERLOADED, "no answer"));
            assertThat(answer(peer, renewal("{\"user\":\"a\",\"role\":\"nurse\"}")))
                    .endsWith("42[\"error\",\"OVERLOADED\"]");
            assertThat(lines.list).isEmpty();

            dialect.rightsFailure = Optional.of(new IllegalStateException("a bug"));
            assertThat(answer(peer, renewal("{\"user\":\"a\",\"role\":\"nurse\"}")))
                    .endsWith("42[\"error\",\"OVERLOADED\"]");
            assertThat(lines.list).hasSize(1);
        } finally {
            logger.detachAppender(lines);
        }

        dialect.rightsFailure = Optional.empty();
        assertThat(answer(peer, renewal("{\"user\":\"a\",\"role\":\"nurse\"}"))).endsWith("42[\"renewed\"]");
    }

    @Test
    void oneTokenIsCheckedAtATimeAndNoneForWhoHasLeft() {
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\"}"));
        dialect.admission = new CompletableFuture<>();

        assertThat(answer(peer, renewal("{\"user\":\"a\"}"))).isEmpty();
        assertThat(answer(peer, renewal("{\"user\":\"a\"}"))).endsWith("42[\"error\",\"CONFLICT\"]");
        peer.close();
        dialect.admission.complete(true);
        edge.advance(Duration.ZERO);

        assertThat(List.copyOf(dialect.went)).containsExactly("a");
    }

    private void keepSessionsFor(Duration sessionMax) {
        edge = new InMemoryEdge(dialect, new ExpiryRules(LEEWAY, sessionMax, ExpiredSessions.KEEP, Map.of()));
    }

    @Test
    void aKeptSessionOutlivesItsTokenWithoutAWarningAtItsExpiry() {
        keepSessionsFor(Duration.ofSeconds(200));
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":100}"));

        pass(peer, 50);
        pass(peer, 60);
        pass(peer, 60);
        assertThat(peer.received()).doesNotContain("expiring");
        assertThat(answer(peer, "42[\"still here\"]")).endsWith("42[\"still here\"]");
        edge.publishToTenant();
        assertThat(peer.received()).contains("patient.deleted");
    }

    @Test
    void aKeptSessionIsWarnedAMinuteBeforeItsOwnEndAndThenClosed() {
        keepSessionsFor(Duration.ofSeconds(100));
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":60}"));

        pass(peer, 50);
        pass(peer, 49);
        assertThat(peer.received()).doesNotContain("expiring");
        pass(peer, 1);
        assertThat(peer.received()).endsWith("42[\"expiring\",160]");
        pass(peer, 59);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 1);
        assertThat(peer.received()).doesNotContain("41").endsWith(CLOSED);
    }

    @Test
    void aKeptSessionMayStillRenewItsToken() {
        keepSessionsFor(Duration.ofSeconds(100));
        InMemoryEdge.Peer peer = welcomed(client("{\"user\":\"a\",\"ends\":10}"));
        pass(peer, 60);

        assertThat(answer(peer, renewal("{\"user\":\"a\",\"ends\":100}"))).endsWith("42[\"renewed\"]");
        pass(peer, 60);
        pass(peer, 60);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 19);
        assertThat(peer.isOpen()).isTrue();
        pass(peer, 1);
        assertThat(peer.isOpen()).isFalse();
    }
}
