package dev.carewire.dialect.standard;

import static dev.carewire.dialect.standard.MinimalDisclosure.without;
import static dev.carewire.event.MessagingEvents.MESSAGE_ANNOUNCED;
import static dev.carewire.event.MessagingEvents.MESSAGE_EDITED;
import static dev.carewire.event.MessagingEvents.MESSAGE_READ;
import static dev.carewire.event.MessagingEvents.MESSAGE_RETRACTED;
import static dev.carewire.event.MessagingEvents.MESSAGE_SENT;
import static dev.carewire.event.MessagingEvents.TYPING_CHANGED;
import static dev.carewire.event.MessagingEvents.UNREAD_COUNT_CHANGED;
import static dev.carewire.event.ThreadEvents.MEMBERS_ADDED;
import static dev.carewire.event.ThreadEvents.MEMBER_REMOVED;

import dev.carewire.json.JsonObject;

/** derm-app's names for events: message threads. Typing carries no {@code timestamp}. */
final class MessagingVocabulary {

    private MessagingVocabulary() {}

    static void addTo(StandardRows rows) {
        rows.event(MESSAGE_SENT).record("message:new", "message", sent -> StandardJson.message(sent.message()));
        rows.event(MESSAGE_EDITED)
                .record("message:edited", "message", edited -> StandardJson.message(edited.message()));
        rows.event(MESSAGE_RETRACTED).timestamped("message:retracted", StandardJson::retraction);
        rows.event(MEMBERS_ADDED)
                .timestamped(
                        "thread:members-added",
                        added -> new JsonObject()
                                .put("threadId", added.threadId())
                                .put("addedIds", added.addedIds())
                                .put("addedBy", added.addedBy())
                                .put("memberIds", added.memberIds()));
        rows.event(MEMBER_REMOVED)
                .timestamped(
                        "thread:member-removed",
                        removed -> new JsonObject()
                                .put("threadId", removed.threadId())
                                .put("userId", removed.userId())
                                .put("removedBy", removed.removedBy())
                                .put("memberIds", removed.memberIds()));
        rows.event(MESSAGE_ANNOUNCED)
                .modules(EventModules.MESSAGES)
                .minimal(without("sender").andThen(body -> body.put("preview", MinimalDisclosure.PREVIEW)))
                .timestamped("message:notification", StandardJson::announcement);
        rows.event(MESSAGE_READ).timestamped("message:read", StandardJson::readReceipt);
        rows.event(UNREAD_COUNT_CHANGED)
                .timestamped("message:unread-count", count -> new JsonObject().put("unreadCount", count.unread()));
        rows.event(TYPING_CHANGED).untimed("message:typing", StandardJson::typing);
    }
}
