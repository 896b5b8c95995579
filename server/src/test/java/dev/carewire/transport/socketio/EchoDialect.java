package dev.carewire.transport.socketio;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.Inbound;
import dev.carewire.event.Event;
import dev.carewire.event.MessagingEvents.UnreadCountChanged;
import dev.carewire.event.RoomKey;
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
 * A dialect for tests of the edge: lets in whoever presents {@code {"user":"…"}}, as a doctor unless there is a {@code role}, sends back what it hears, and acknowledges
 * with what it heard. Tells unread counts by their number, other events by their name. Remembers who came and went.
 */
final class EchoDialect implements Dialect {

    static final TenantId TENANT = new TenantId("tenant-1");

    private static final Pattern ROLE = Pattern.compile("\"role\":\"([a-z]+)\"");

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<String> came = new LinkedBlockingQueue<>();
    final BlockingQueue<String> went = new LinkedBlockingQueue<>();
    final Set<RoomKey> withdrawn = ConcurrentHashMap.newKeySet();
    private final Optional<Instant> expiry;

    EchoDialect() {
        this(Optional.empty());
    }

    /** A dialect whose tokens end then. */
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
        return List.of("[\"" + event.type().name() + "\"]", "[\"again\"]");
    }

    @Override
    public CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        String payload = credentials.payload().orElse("");
        if (!payload.matches("(?s)\\{\"user\":\"[a-z]+\".*")) {
            return CompletableFuture.completedStage(new Entry.Refused("Authentication token required"));
        }
        String user = payload.split("\"")[3];
        Matcher named = ROLE.matcher(payload);
        Role role = named.find() ? Role.parse(named.group(1)).orElseThrow() : Role.DOCTOR;
        Principal principal = new Principal(Optional.of(TENANT), user, "", Set.of(role), Optional.empty(), expiry);
        return CompletableFuture.completedStage(new Entry.Granted(new Caller(principal, TENANT)));
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        return !withdrawn.contains(room);
    }

    @Override
    public void connected(Session session) {
        came.add(session.caller().userId());
    }

    @Override
    public void receive(Session session, Inbound message) {
        heard.add(message.text());
        if (message.wantsAck()) {
            message.acknowledge(message.text());
            message.acknowledge("[\"twice\"]");
        } else {
            session.send(List.of(message.text()));
        }
    }

    @Override
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        session.send(List.of("[\"error\",\"" + rejection + "\"]"));
    }

    @Override
    public void disconnected(Session session) {
        went.add(session.caller().userId());
    }
}
