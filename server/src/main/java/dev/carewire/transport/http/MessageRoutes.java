package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import java.util.List;
import java.util.Optional;

/** Message threads: open and list them, write and read in them. Messages have the shape that their events have. */
public final class MessageRoutes {

    private final Messaging messaging;

    public MessageRoutes(Messaging messaging) {
        this.messaging = messaging;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/threads", this::threads),
                Route.post("/api/threads", this::create),
                Route.get("/api/threads/{id}/messages", this::messages),
                Route.post("/api/threads/{id}/messages", this::send),
                Route.post("/api/threads/{id}/read", this::read));
    }

    private Response threads(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Page<MessageThread> page =
                messaging.threads(caller, query.text("before"), query.limit(Messaging.MAX_LISTED_THREADS));
        return Response.page(page.items().stream().map(MessageRoutes::thread).toList(), page.next());
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.objectOrEmpty());
        return Response.created(
                thread(messaging.create(caller, new ThreadForm(body.text("subject"), body.ids("memberIds")))));
    }

    private Response messages(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Page<MessageSnapshot> page = messaging.messages(
                caller, request.pathValue("id"), query.text("before"), query.limit(Messaging.MAX_LISTED_MESSAGES));
        return Response.page(page.items().stream().map(StandardJson::message).toList(), page.next());
    }

    private Response send(Caller caller, Request request) throws MalformedJsonException {
        String body = new JsonFields(request.object())
                .text("body")
                .orElseThrow(() -> RejectedException.invalid("body: missing (expected: a text)"));
        return Response.created(StandardJson.message(messaging.send(caller, request.pathValue("id"), body)));
    }

    private Response read(Caller caller, Request request) throws MalformedJsonException {
        Optional<String> messageId = new JsonFields(request.objectOrEmpty()).id("messageId");
        return Response.found(StandardJson.receipt(messaging.read(caller, request.pathValue("id"), messageId)));
    }

    private static JsonObject thread(MessageThread thread) {
        return new JsonObject()
                .put("id", thread.id())
                .put("subject", thread.subject())
                .put("memberIds", thread.memberIds())
                .put("createdAt", thread.createdAt())
                .put("lastMessageAt", thread.lastMessageAt())
                .put("unreadCount", thread.unread());
    }
}
