package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.StandardVocabulary.timestamped;
import static dev.carewire.dialect.standard.StandardVocabulary.wrapped;
import static dev.carewire.event.MessagingEvents.MESSAGE_ANNOUNCED;
import static dev.carewire.event.MessagingEvents.MESSAGE_EDITED;
import static dev.carewire.event.MessagingEvents.MESSAGE_READ;
import static dev.carewire.event.MessagingEvents.MESSAGE_RETRACTED;
import static dev.carewire.event.MessagingEvents.MESSAGE_SENT;
import static dev.carewire.event.MessagingEvents.TYPING_CHANGED;
import static dev.carewire.event.MessagingEvents.UNREAD_COUNT_CHANGED;
import static dev.carewire.event.RoomEvents.ROOM_MESSAGE_SENT;
import static dev.carewire.event.ThreadEvents.MEMBERS_ADDED;
import static dev.carewire.event.ThreadEvents.MEMBER_REMOVED;
import static dev.carewire.event.ThreadEvents.VISITORS_CHANGED;

import dev.carewire.dialect.Vocabulary;
import dev.carewire.json.JsonObject;

/** derm-app's names for events: message threads. Typing carries no {@code timestamp}. */
final class MessagingVocabulary {

    private MessagingVocabulary() {}

    static void addTo(Vocabulary.Builder words) {
        words.render(
                        MESSAGE_SENT,
                        "message:new",
                        (sent, at) -> wrapped("message", StandardJson.message(sent.message()), at))
                .render(
                        MESSAGE_EDITED,
                        "message:edited",
                        (edited, at) -> wrapped("message", StandardJson.message(edited.message()), at))
                .render(
                        MESSAGE_RETRACTED,
                        "message:retracted",
                        (retracted, at) -> timestamped(StandardJson.retraction(retracted), at))
                .render(
                        MEMBERS_ADDED,
                        "thread:members-added",
                        (added, at) -> timestamped(
                                new JsonObject()
                                        .put("threadId", added.threadId())
                                        .put("addedIds", added.addedIds())
                                        .put("addedBy", added.addedBy())
                                        .put("memberIds", added.memberIds()),
                                at))
                .render(
                        MEMBER_REMOVED,
                        "thread:member-removed",
                        (removed, at) -> timestamped(
                                new JsonObject()
                                        .put("threadId", removed.threadId())
                                        .put("userId", removed.userId())
                                        .put("removedBy", removed.removedBy())
                                        .put("memberIds", removed.memberIds()),
                                at))
                .render(
                        MESSAGE_ANNOUNCED,
                        "message:notification",
                        (announced, at) -> timestamped(StandardJson.announcement(announced), at))
                .render(MESSAGE_READ, "message:read", (read, at) -> timestamped(StandardJson.readReceipt(read), at))
                .render(
                        UNREAD_COUNT_CHANGED,
                        "message:unread-count",
                        (count, at) -> timestamped(new JsonObject().put("unreadCount", count.unread()), at))
                .silent(ROOM_MESSAGE_SENT)
                .render(TYPING_CHANGED, "message:typing", (typing, at) -> StandardJson.typing(typing))
                .silent(VISITORS_CHANGED);
    }
}
