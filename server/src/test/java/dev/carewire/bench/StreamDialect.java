package dev.carewire.bench;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.event.Audience;
import dev.carewire.event.Delivery;
import dev.carewire.event.Event;
import dev.carewire.event.EventType;
import dev.carewire.event.Phi;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.PrincipalBuilder;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.identity.Principal;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Accepts every client and sends it the events of the room in its CONNECT packet, {@code {"room":"7"}}, or of all
 * rooms, {@code {"room":"all"}}. Ignores messages from clients.
 */
final class StreamDialect implements Dialect {

    static final TenantId TENANT = new TenantId("stream");

    private static final Audience<Tick> FOLLOWERS = (tenant, tick) ->
            List.of(RoomKey.thread(tenant, Integer.toString(tick.room())), RoomKey.thread(tenant, "all"));

    static final EventType<Tick> LOGGED = new EventType<>(
            "stream.logged", Tick.class, FOLLOWERS, Delivery.LOGGED, Phi.NONE, "Kept for whoever stalls.");

    static final EventType<Tick> VOLATILE = new EventType<>(
            "stream.volatile", Tick.class, FOLLOWERS, Delivery.VOLATILE, Phi.NONE, "Dropped for whoever stalls.");

    /** Extends an event to about 125 bytes. */
    private static final String PADDING = "-".repeat(60);

    private final Hub hub;

    StreamDialect(Hub hub) {
        this.hub = hub;
    }

    @Override
    public String name() {
        return "stream";
    }

    @Override
    public List<String> render(Event<?> event) {
        Tick tick = (Tick) event.payload();
        return List.of("[\"user:status\"," + tick.number() + "," + tick.due() + "," + tick.volatiles() + ","
                + tick.dropped() + ",\"" + PADDING + "\"]");
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        String room = credentials.payload().orElse("").replaceAll("[^0-9a-z]|room", "");
        Principal principal =
                new PrincipalBuilder(room, "", Set.of()).tenant(TENANT).build();
        return CompletableFuture.completedStage(new AdmissionResult.Granted(new Caller(principal, TENANT)));
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return CompletableFuture.completedStage(true);
    }

    @Override
    public void connected(Session session) {
        hub.join(session, RoomKey.thread(TENANT, session.caller().userId()));
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        // No message is needed.
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        // Clients send no messages that could be rejected.
    }

    @Override
    public void disconnected(Session session) {
        // No other client is notified.
    }
}
