package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.AdmissionResult;
import dev.carewire.dialect.AuthenticationFailure;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.InboundMessage;
import dev.carewire.dialect.Rooms;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.PresenceEvents.PresenceChanged;
import dev.carewire.event.RoomKey;
import dev.carewire.fixture.CredentialsBuilder;
import dev.carewire.hub.Session;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dialect for tests of the edge.
 *
 * It admits clients that present {@code {"user":"…"}}, or the same as a {@code token}, except the user {@code expired}. Optional fields are
 * {@code role}, a doctor by default, and {@code ends}, the token's expiry in seconds since 1970. It echoes messages,
 * also in acknowledgements; {@code ["renew",{…}]} presents a new token. Unread counts appear as their number, presence
 * as the user's name, and other events as their name. It records connects, disconnects and evictions.
 */
final class EchoDialect implements Dialect {

    static final TenantId TENANT = new TenantId("tenant-1");

    private static final Pattern ROLE = Pattern.compile("\"role\":\"([a-z]+)\"");
    private static final Pattern ENDS = Pattern.compile("\"ends\":(\\d+)");
    private static final Pattern RENEWAL = Pattern.compile("\\[\"renew\",(.*)]");

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    final BlockingQueue<String> went = new LinkedBlockingQueue<>();
    final BlockingQueue<RoomKey> evicted = new LinkedBlockingQueue<>();
    final Set<RoomKey> withdrawn = ConcurrentHashMap.newKeySet();
    private final Optional<Instant> expiry;

    /** Why the dialect cannot find out who may rejoin a room; empty if it can. */
    volatile Optional<RuntimeException> rightsFailure = Optional.empty();

    /** Admission completes only after this. */
    CompletableFuture<Boolean> admission = CompletableFuture.completedFuture(true);

    EchoDialect() {
        this(Optional.empty());
    }

    /** Creates a dialect whose tokens expire at this time. */
    EchoDialect(Optional<Instant> expiry) {
        this.expiry = expiry;
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public List<String> render(Event<?> event) {
        if (event.payload() instanceof UnreadCountChanged count) {
            return List.of("[\"count\"," + count.unread() + "]");
        }
        if (event.payload() instanceof PresenceChanged presence) {
            return List.of("[\"presence\",\"" + presence.userName() + "\"]");
        }
        return List.of("[\"" + event.type().name() + "\"]", "[\"again\"]");
    }

    @Override
    public CompletionStage<AdmissionResult> admit(Credentials credentials, TokenVerifier tokens) {
        String payload = credentials.payload().orElse("");
        if (!payload.matches("(?s)\\{\"(user|token)\":\"[a-z]+\".*")) {
            return CompletableFuture.completedStage(new AdmissionResult.Refused("Authentication token required"));
        }
        if (payload.startsWith("{\"user\":\"expired\"")) {
            return CompletableFuture.completedStage(
                    new AdmissionResult.Refused("expired", AuthenticationFailure.EXCUSED));
        }
        String user = payload.split("\"")[3];
        Role role = found(ROLE, payload).flatMap(Role::parse).orElse(Role.DOCTOR);
        Optional<Instant> end = found(ENDS, payload)
                .map(Long::valueOf)
                .map(Instant::ofEpochSecond)
                .or(() -> expiry);
        Principal principal = new Principal(TENANT, user, "", Set.of(role), Optional.empty(), end);
        AdmissionResult granted = new AdmissionResult.Granted(new Caller(principal, TENANT));
        return admission.thenApply(open -> granted);
    }

    private static Optional<String> found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public List<String> tokenExpiryWarning(Instant end) {
        return List.of("[\"expiring\"," + end.getEpochSecond() + "]");
    }

    @Override
    public Optional<Credentials> renewalCredentials(Session session, InboundMessage message) {
        if (message.text().equals("[\"renew\"]")) {
            throw RejectedException.invalid("no token");
        }
        return found(RENEWAL, message.text())
                .map(payload -> new CredentialsBuilder().payload(payload).build());
    }

    @Override
    public void tokenRenewed(Session session, InboundMessage message) {
        session.send(List.of("[\"renewed\"]"));
    }

    @Override
    public CompletionStage<Boolean> mayRejoin(RoomKey room, Caller caller) {
        return rightsFailure
                .<CompletionStage<Boolean>>map(CompletableFuture::failedStage)
                .orElseGet(() -> CompletableFuture.completedStage(
                        !withdrawn.contains(room) && Rooms.initialRooms(caller).contains(room)));
    }

    @Override
    public void evicted(Session session, RoomKey room) {
        evicted.add(room);
    }

    @Override
    public void connected(Session session) {
        came.add(session.caller().userId());
    }

    @Override
    public void receive(Session session, InboundMessage message) {
        heard.add(message.text());
        if (message.wantsAck()) {
            message.acknowledge(message.text());
            message.acknowledge("[\"twice\"]");
        } else {
            session.send(List.of(message.text()));
        }
    }

    @Override
    public void reject(Session session, InboundMessage message, Rejection rejection, String text) {
        session.send(List.of("[\"error\",\"" + rejection + "\"]"));
    }

    @Override
    public void disconnected(Session session) {
        went.add(session.caller().userId());
    }
}
