package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.ThreadMembers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

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
                Route.get("/api/threads", query -> page(query, Messaging.MAX_LISTED_THREADS), this::threads),
                Route.postOptional("/api/threads", MessageRoutes::threadForm, this::create),
                Route.get("/api/threads/{id}", this::find),
                Route.putOptional("/api/threads/{id}", MessageRoutes::threadForm, this::put),
                Route.post("/api/threads/{id}/members", body -> body.ids("memberIds"), this::addMembers),
                Route.delete("/api/threads/{id}/members/{userId}", this::removeMember),
                Route.get(
                        "/api/threads/{id}/messages",
                        query -> page(query, Messaging.MAX_LISTED_MESSAGES),
                        this::messages),
                Route.post("/api/threads/{id}/messages", MessageRoutes::message, this::send),
                Route.put("/api/threads/{id}/messages/{messageId}", MessageRoutes::body, this::edit),
                Route.delete("/api/threads/{id}/messages/{messageId}", this::retract),
                Route.get("/api/threads/{id}/messages/{messageId}/revisions", this::revisions),
                Route.postOptional("/api/threads/{id}/read", body -> body.id("messageId"), this::read));
    }

    private static PageQuery page(ListQuery query, int maxLimit) {
        return new PageQuery(query.text("before"), query.limit(maxLimit));
    }

    private Response threads(Caller caller, Request request, PageQuery query) {
        Page<MessageThread> page = messaging.threads(caller, query.before(), query.limit());
        return Response.page(page.items().stream().map(MessageRoutes::thread).toList(), page.nextCursor());
    }

    private static ThreadForm threadForm(JsonFields body) {
        return new ThreadForm(body.id("id", "_id"), body.clearableLine("subject"), body.ids("memberIds"));
    }

    private Response create(Caller caller, Request request, ThreadForm form) {
        return created(caller, form);
    }

    private Response created(Caller caller, ThreadForm form) {
        return Response.created(thread(messaging.create(caller, form)));
    }

    /** Adds the members that an existing thread does not have; its subject is fixed. */
    private Response put(Caller caller, Request request, ThreadForm form) {
        String id = request.pathValue("id");
        Fields.unchanged("id", form.id(), Optional.of(id));
        return Upsert.put(
                () -> messaging.find(caller, id),
                () -> created(caller, new ThreadForm(Optional.of(id), form.subject(), form.memberIds())),
                thread -> Response.ok(thread(changed(caller, thread, form))));
    }

    private MessageThread changed(Caller caller, MessageThread thread, ThreadForm form) {
        Fields.unchanged("subject", form.subject(), thread.subject());
        return form.memberIds().isEmpty() ? thread : members.add(caller, thread.id(), form.memberIds());
    }

    private Response find(Caller caller, Request request) {
        return Response.ok(thread(messaging.thread(caller, request.pathValue("id"))));
    }

    private Response addMembers(Caller caller, Request request, Set<String> userIds) {
        return Response.ok(thread(members.add(caller, request.pathValue("id"), userIds)));
    }

    private Response removeMember(Caller caller, Request request) {
        members.remove(caller, request.pathValue("id"), request.pathValue("userId"));
        return Response.okWithoutData();
    }

    private Response messages(Caller caller, Request request, PageQuery query) {
        Page<MessageSnapshot> page = messaging.messages(caller, request.pathValue("id"), query.before(), query.limit());
        return Response.page(page.items().stream().map(StandardJson::message).toList(), page.nextCursor());
    }

    /** The body is required, unless there are attachments. */
    private static Supplier<NewMessage> message(JsonFields fields) {
        List<String> attachments = fields.idList("attachmentIds");
        if (attachments.isEmpty()) {
            Supplier<String> body = body(fields);
            return () -> new NewMessage(body.get(), attachments);
        }
        NewMessage message = new NewMessage(fields.text("body").orElse(""), attachments);
        return () -> message;
    }

    private Response send(Caller caller, Request request, Supplier<NewMessage> message) {
        return Response.created(StandardJson.message(messaging.send(
                caller,
                request.pathValue("id"),
                message.get().body(),
                message.get().attachments())));
    }

    private Response edit(Caller caller, Request request, Supplier<String> body) {
        return Response.ok(StandardJson.message(
                changes.edit(caller, request.pathValue("id"), request.pathValue("messageId"), body.get())));
    }

    private static Supplier<String> body(JsonFields fields) {
        return fields.required("body", "a text", () -> fields.prose(Messaging.MAX_BODY_LENGTH, "body"))::value;
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

    private Response read(Caller caller, Request request, Optional<String> messageId) {
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

    private record PageQuery(Optional<String> before, int limit) {}

    private record NewMessage(String body, List<String> attachments) {}
}
