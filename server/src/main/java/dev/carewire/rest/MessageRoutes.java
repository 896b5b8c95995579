package dev.carewire.rest;

import dev.carewire.command.Caller;
import dev.carewire.command.Checked;
import dev.carewire.command.Fields;
import dev.carewire.command.Page;
import dev.carewire.dialect.standard.StandardJson;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.http.EntityTag;
import dev.carewire.http.JsonFields;
import dev.carewire.http.ListQuery;
import dev.carewire.http.Preconditions;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.JsonObject;
import dev.carewire.messaging.MessageChanges;
import dev.carewire.messaging.MessageForm;
import dev.carewire.messaging.MessageThread;
import dev.carewire.messaging.Messaging;
import dev.carewire.messaging.ThreadForm;
import dev.carewire.messaging.ThreadMembers;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Message threads: create and list them, read and post messages. Messages have the format of their events. */
public final class MessageRoutes {

    private static final List<Function<MessageSnapshot, JsonObject>> MESSAGE_FORMATS = List.of(StandardJson::message);

    private final Messaging messaging;
    private final ThreadMembers members;
    private final MessageChanges changes;
    private final RecordVersions<MessageThread> versions;

    public MessageRoutes(Messaging messaging, ThreadMembers members, MessageChanges changes) {
        this.messaging = messaging;
        this.members = members;
        this.changes = changes;
        this.versions = new RecordVersions<>(members::whileLocked, (thread, zone) -> List.of(thread(thread)));
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/threads", query -> page(query, Messaging.MAX_LISTED_THREADS), this::threads),
                Route.postOptional("/api/threads", MessageRoutes::threadBody, this::create),
                Route.get("/api/threads/{id}", this::find).conditional(),
                Route.putOptional("/api/threads/{id}", MessageRoutes::threadBody, this::put)
                        .conditional(),
                Route.post("/api/threads/{id}/members", body -> body.ids("memberIds"), this::addMembers)
                        .conditional(),
                Route.delete("/api/threads/{id}/members/{userId}", this::removeMember)
                        .conditional(),
                Route.get(
                        "/api/threads/{id}/messages",
                        query -> page(query, Messaging.MAX_LISTED_MESSAGES),
                        this::messages),
                Route.post("/api/threads/{id}/messages", MessageRoutes::message, this::send),
                Route.put("/api/threads/{id}/messages/{messageId}", MessageRoutes::edited, this::edit)
                        .conditional(),
                Route.delete("/api/threads/{id}/messages/{messageId}", this::retract)
                        .conditional(),
                Route.getAll("/api/threads/{id}/messages/{messageId}/revisions", this::revisions),
                Route.postOptional("/api/threads/{id}/read", body -> body.id("messageId"), this::read));
    }

    private static PageQuery page(ListQuery query, int maxLimit) {
        return new PageQuery(query.text("before"), query.limit(maxLimit));
    }

    private Response threads(Caller caller, Request request, PageQuery query) {
        Page<MessageThread> page = messaging.threads(caller, query.before(), query.limit());
        return Response.page(page.items().stream().map(MessageRoutes::thread).toList(), page.nextCursor());
    }

    private static ThreadBody threadBody(JsonFields fields) {
        RecordBody<MessageThread> body = RecordBody.of(fields, List.of(MessageRoutes::thread));
        return new ThreadBody(
                body,
                new ThreadForm(body.id(), fields.clearableLine("subject"), fields.ids("memberIds"), body.extra()));
    }

    private Response create(Caller caller, Request request, ThreadBody body) {
        return answer(request, HttpResponseStatus.CREATED, messaging.create(caller, body.form()), body);
    }

    /** Adds the members and fields that an existing thread does not have; its subject is fixed. */
    private Response put(Caller caller, Request request, ThreadBody body) {
        String id = request.pathValue("id");
        Fields.unchanged("id", body.form().id(), Optional.of(id));
        return versions.put(
                caller,
                request,
                thread -> answer(request, HttpResponseStatus.OK, members.extend(caller, id, body.form()), body),
                () -> create(caller, request, body.forId(id)));
    }

    private Response answer(Request request, HttpResponseStatus status, MessageThread thread, ThreadBody body) {
        return versions.tagged(
                request, Response.changed(status, thread(thread), body.body().unknownFields(thread)), thread);
    }

    private Response find(Caller caller, Request request) {
        MessageThread thread = messaging.thread(caller, request.pathValue("id"));
        return versions.read(request, thread, () -> Response.ok(thread(thread)));
    }

    private Response addMembers(Caller caller, Request request, Set<String> userIds) {
        return versions.command(caller, request, () -> {
            MessageThread thread = members.add(caller, request.pathValue("id"), userIds);
            return versions.tagged(request, Response.ok(thread(thread)), thread);
        });
    }

    private Response removeMember(Caller caller, Request request) {
        return versions.command(caller, request, () -> {
            members.remove(caller, request.pathValue("id"), request.pathValue("userId"));
            return Response.okWithoutData();
        });
    }

    private Response messages(Caller caller, Request request, PageQuery query) {
        Page<MessageSnapshot> page = messaging.messages(caller, request.pathValue("id"), query.before(), query.limit());
        return Response.page(page.items().stream().map(StandardJson::message).toList(), page.nextCursor());
    }

    /** The body is required, unless there are attachments. */
    private static Supplier<SentBody> message(JsonFields fields) {
        RecordBody<MessageSnapshot> body = RecordBody.of(fields, MESSAGE_FORMATS);
        List<String> attachments = fields.idList("attachmentIds");
        if (attachments.isEmpty()) {
            return text(fields, body);
        }
        SentBody sent = new SentBody(body, new MessageForm(fields.text("body").orElse(""), attachments, body.extra()));
        return () -> sent;
    }

    private static Supplier<SentBody> edited(JsonFields fields) {
        return text(fields, RecordBody.of(fields, MESSAGE_FORMATS));
    }

    private static Supplier<SentBody> text(JsonFields fields, RecordBody<MessageSnapshot> body) {
        Checked<String> text = fields.required("body", "a text", () -> fields.prose(Messaging.MAX_BODY_LENGTH, "body"));
        return () -> new SentBody(body, new MessageForm(text.value(), List.of(), body.extra()));
    }

    private Response send(Caller caller, Request request, Supplier<SentBody> body) {
        SentBody sent = body.get();
        return answer(HttpResponseStatus.CREATED, messaging.send(caller, request.pathValue("id"), sent.form()), sent);
    }

    private Response edit(Caller caller, Request request, Supplier<SentBody> body) {
        SentBody sent = body.get();
        String messageId = request.pathValue("messageId");
        MessageSnapshot edited = changes.edit(
                caller,
                request.pathValue("id"),
                messageId,
                sent.form().body(),
                sent.form().extra(),
                condition(request));
        return answer(HttpResponseStatus.OK, edited, sent);
    }

    private static Response answer(HttpResponseStatus status, MessageSnapshot message, SentBody sent) {
        JsonObject json = StandardJson.message(message);
        return Response.changed(status, json, sent.body().unknownFields(message))
                .withTag(EntityTag.of(json));
    }

    private static Consumer<MessageSnapshot> condition(Request request) {
        Preconditions conditions = Preconditions.of(request);
        return message -> conditions.require(Optional.of(EntityTag.of(StandardJson.message(message))));
    }

    private Response retract(Caller caller, Request request) {
        JsonObject retracted = StandardJson.message(
                changes.retract(caller, request.pathValue("id"), request.pathValue("messageId"), condition(request)));
        return Response.ok(retracted).withTag(EntityTag.of(retracted));
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

    /** A thread in answers. */
    public static JsonObject thread(MessageThread thread) {
        return new JsonObject()
                .put("id", thread.id())
                .put("subject", thread.subject())
                .put("createdBy", thread.createdBy())
                .put("memberIds", thread.memberIds())
                .put("createdAt", thread.createdAt())
                .put("lastMessageAt", thread.lastMessageAt())
                .put("unreadCount", thread.unread())
                .putExtra(thread.extra());
    }

    private record PageQuery(Optional<String> before, int limit) {}

    private record ThreadBody(RecordBody<MessageThread> body, ThreadForm form) {

        ThreadBody forId(String id) {
            return new ThreadBody(
                    body, new ThreadForm(Optional.of(id), form.subject(), form.memberIds(), form.extra()));
        }
    }

    private record SentBody(RecordBody<MessageSnapshot> body, MessageForm form) {}
}
