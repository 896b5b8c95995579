package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.command.RejectedException;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.ThreadMembers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Message threads: create and list them, read and post messages. Messages have the format of their events. */
public final class MessageRoutes {

    private final Messaging messaging;
    private final ThreadMembers members;
    private final MessageChanges changes;

    public MessageRoutes(Messaging messaging, ThreadMembers members, MessageChanges changes) {
        this.messaging = messaging;
        this.members = members;
        this.changes = changes;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/threads", this::threads),
                Route.post("/api/threads", this::create),
                Route.get("/api/threads/{id}", this::find),
                Route.put("/api/threads/{id}", this::put),
                Route.post("/api/threads/{id}/members", this::addMembers),
                Route.delete("/api/threads/{id}/members/{userId}", this::removeMember),
                Route.get("/api/threads/{id}/messages", this::messages),
                Route.post("/api/threads/{id}/messages", this::send),
                Route.put("/api/threads/{id}/messages/{messageId}", this::edit),
                Route.delete("/api/threads/{id}/messages/{messageId}", this::retract),
                Route.get("/api/threads/{id}/messages/{messageId}/revisions", this::revisions),
                Route.post("/api/threads/{id}/read", this::read));
    }

    private Response threads(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Page<MessageThread> page =
                messaging.threads(caller, query.text("before"), query.limit(Messaging.MAX_LISTED_THREADS));
        return Response.page(page.items().stream().map(MessageRoutes::thread).toList(), page.nextCursor());
    }

    private Response create(Caller caller, Request request) throws MalformedJsonException {
        JsonFields body = new JsonFields(request.jsonObjectOrEmpty());
        return create(caller, body.id("id", "_id"), body);
    }

    private Response create(Caller caller, Optional<String> id, JsonFields body) {
        return Response.created(
                thread(messaging.create(caller, new ThreadForm(id, body.text("subject"), body.ids("memberIds")))));
    }

    /** Adds the members that an existing thread does not have; its subject is fixed. */
    private Response put(Caller caller, Request request) throws MalformedJsonException {
        String id = request.pathValue("id");
        JsonFields body = new JsonFields(request.jsonObjectOrEmpty());
        Fields.unchanged("id", body.id("id", "_id"), Optional.of(id));
        return Upsert.put(
                () -> messaging.find(caller, id),
                () -> create(caller, Optional.of(id), body),
                thread -> Response.ok(thread(changed(caller, thread, body))));
    }

    private MessageThread changed(Caller caller, MessageThread thread, JsonFields body) {
        Fields.unchanged("subject", body.text("subject"), thread.subject());
        Set<String> members = body.ids("memberIds");
        return members.isEmpty() ? thread : this.members.add(caller, thread.id(), members);
    }

    private Response find(Caller caller, Request request) {
        return Response.ok(thread(messaging.thread(caller, request.pathValue("id"))));
    }

    private Response addMembers(Caller caller, Request request) throws MalformedJsonException {
        Set<String> userIds = new JsonFields(request.jsonObject()).ids("memberIds");
        return Response.ok(thread(members.add(caller, request.pathValue("id"), userIds)));
    }

    private Response removeMember(Caller caller, Request request) {
        members.remove(caller, request.pathValue("id"), request.pathValue("userId"));
        return Response.okWithoutData();
    }

    private Response messages(Caller caller, Request request) {
        ListQuery query = new ListQuery(request);
        Page<MessageSnapshot> page = messaging.messages(
                caller, request.pathValue("id"), query.text("before"), query.limit(Messaging.MAX_LISTED_MESSAGES));
        return Response.page(page.items().stream().map(StandardJson::message).toList(), page.nextCursor());
    }

    private Response send(Caller caller, Request request) throws MalformedJsonException {
        JsonFields fields = new JsonFields(request.jsonObject());
        List<String> attachments = fields.idList("attachmentIds");
        String body = attachments.isEmpty() ? body(fields) : fields.text("body").orElse("");
        return Response.created(
                StandardJson.message(messaging.send(caller, request.pathValue("id"), body, attachments)));
    }

    private Response edit(Caller caller, Request request) throws MalformedJsonException {
        String body = body(new JsonFields(request.jsonObject()));
        return Response.ok(StandardJson.message(
                changes.edit(caller, request.pathValue("id"), request.pathValue("messageId"), body)));
    }

    private static String body(JsonFields fields) {
        return fields.text("body").orElseThrow(() -> RejectedException.invalid("body: missing (expected: a text)"));
    }

    private Response retract(Caller caller, Request request) {
        return Response.ok(
                StandardJson.message(changes.retract(caller, request.pathValue("id"), request.pathValue("messageId"))));
    }

    private Response revisions(Caller caller, Request request) {
        return Response.list(changes.revisions(caller, request.pathValue("id"), request.pathValue("messageId")).stream()
                .map(revision -> new JsonObject()
                        .put("number", revision.number())
                        .put("body", revision.body())
                        .put("replacedAt", revision.replacedAt()))
                .toList());
    }

    private Response read(Caller caller, Request request) throws MalformedJsonException {
        Optional<String> messageId = new JsonFields(request.jsonObjectOrEmpty()).id("messageId");
        return Response.ok(StandardJson.readReceipt(messaging.markRead(caller, request.pathValue("id"), messageId)));
    }

    private static JsonObject thread(MessageThread thread) {
        return new JsonObject()
                .put("id", thread.id())
                .put("subject", thread.subject())
                .put("createdBy", thread.createdBy())
                .put("memberIds", thread.memberIds())
                .put("createdAt", thread.createdAt())
                .put("lastMessageAt", thread.lastMessageAt())
                .put("unreadCount", thread.unread());
    }
}
