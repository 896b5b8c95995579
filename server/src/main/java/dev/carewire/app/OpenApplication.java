package dev.carewire.app;

import dev.carewire.command.Caller;
import dev.carewire.command.Rejection;
import dev.carewire.dialect.Credentials;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.Entry;
import dev.carewire.dialect.EventMessage;
import dev.carewire.dialect.Inbound;
import dev.carewire.event.Event;
import dev.carewire.event.RoomKey;
import dev.carewire.hub.Session;
import dev.carewire.identity.Principal;
import dev.carewire.identity.Role;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the public protocol test suites expect of a server: lets everybody in, tells them what they presented, and sends back what
 * it hears. Knows no clinic.
 */
final class OpenApplication implements Dialect {

    private static final TenantId NOWHERE = new TenantId("open");
    private static final Principal ANYBODY =
            new Principal(Optional.of(NOWHERE), "anybody", "", Set.of(Role.STAFF), Optional.empty(), Optional.empty());

    @Override
    public String name() {
        return "open";
    }

    @Override
    public Set<String> namespaces() {
        return Set.of("/", "/custom");
    }

    @Override
    public List<String> render(Event<?> event) {
        return List.of();
    }

    @Override
    public CompletionStage<Entry> admit(Credentials credentials, TokenVerifier tokens) {
        String auth = "[\"auth\"," + credentials.payload().orElse("{}") + "]";
        return CompletableFuture.completedStage(new Entry.Granted(new Caller(ANYBODY, NOWHERE), List.of(auth)));
    }

    @Override
    public boolean mayReturnTo(RoomKey room, Caller caller) {
        return true;
    }

    @Override
    public void connected(Session session) {
        // The greeting says it all.
    }

    @Override
    public void receive(Session session, Inbound message) {
        EventMessage event = EventMessage.parse(message.text());
        Stream<String> arguments = event.arguments().stream().map(JsonValue::json);
        switch (event.name()) {
            case "message" ->
                session.send(array(Stream.concat(Stream.of("\"message-back\""), arguments)), message.attachments());
            case "message-with-ack" -> message.acknowledge(array(arguments), message.attachments());
            default -> {}
        }
    }

    private static String array(Stream<String> items) {
        return items.collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void refuse(Session session, Inbound message, Rejection rejection, String text) {
        // The suites know no limit on messages, and no word for it.
    }

    @Override
    public void disconnected(Session session) {
        // Nobody else is told.
    }
}
