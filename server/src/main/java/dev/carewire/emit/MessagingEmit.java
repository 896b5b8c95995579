package dev.carewire.emit;

import dev.carewire.cluster.Publisher;
import dev.carewire.event.EventType;
import dev.carewire.event.MessageSnapshot;
import dev.carewire.event.MessagingEvents;
import dev.carewire.event.MessagingEvents.MessageEdited;
import dev.carewire.event.MessagingEvents.MessageRetracted;
import dev.carewire.event.RoomEvents;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.ThreadEvents;
import dev.carewire.event.ThreadEvents.MemberRemoved;
import dev.carewire.event.ThreadEvents.MembersAdded;
import dev.carewire.identity.TenantId;
import java.time.Clock;

/**
 * Publishes changes of threads and messages to their members. Every method joins the transaction open on the calling
 * thread, and blocks. Never call it on an event loop, and only after writing the rows it reports.
 */
public final class MessagingEmit {

    private final Publisher publisher;
    private final Clock clock;

    /** Helpers that publish with the clock's time. */
    public MessagingEmit(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    public void broadcastMessageEdited(TenantId tenant, MessageSnapshot message) {
        publish(tenant, MessagingEvents.MESSAGE_EDITED, new MessageEdited(message));
    }

    public void broadcastMessageRetracted(TenantId tenant, MessageRetracted retracted) {
        publish(tenant, MessagingEvents.MESSAGE_RETRACTED, retracted);
    }

    public void sendMembersAdded(TenantId tenant, MembersAdded added) {
        publish(tenant, ThreadEvents.MEMBERS_ADDED, added);
    }

    /**
     * Reaches the remaining members and the removed one. On delivery, the removed member's sessions leave the thread's
     * room.
     */
    public void sendMemberRemoved(TenantId tenant, MemberRemoved removed) {
        publish(tenant, ThreadEvents.MEMBER_REMOVED, removed);
    }

    public void broadcastRoomMessage(TenantId tenant, RoomMessageSent sent) {
        publish(tenant, RoomEvents.ROOM_MESSAGE_SENT, sent);
    }

    private <P extends Record> void publish(TenantId tenant, EventType<P> type, P facts) {
        publisher.publish(type.newEvent(tenant, clock.instant(), facts));
    }
}
