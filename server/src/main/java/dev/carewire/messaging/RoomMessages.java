package dev.carewire.messaging;

import dev.carewire.command.Caller;
import dev.carewire.command.Fields;
import dev.carewire.command.RejectedException;
import dev.carewire.emit.MessagingEmit;
import dev.carewire.event.RoomEvents.RoomMessageSent;
import dev.carewire.event.RoomKey;
import dev.carewire.text.Texts;

/**
 * Sends messages to rooms that are not threads. Delivery survives a crash, but the messages are not stored: a session
 * that joins later does not receive them. Any thread; blocks.
 */
public final class RoomMessages {

    private static final int NAME_LENGTH = Texts.LINE_LENGTH;

    private final MessagingEmit emit;

    /** Messages published through {@code emit}. */
    public RoomMessages(MessagingEmit emit) {
        this.emit = emit;
    }

    /**
     * Sends a message to a room. The caller must have verified that the user is in it.
     *
     * @param room of one of {@link RoomMessageSent#KINDS}
     * @param content 1 to {@value RoomMessageSent#MAX_CONTENT_LENGTH} characters, not blank; sent unchanged
     * @throws RejectedException {@code INVALID} for invalid content, {@code FORBIDDEN} for
     *     a display and for another tenant's room
     */
    public void send(Caller caller, RoomKey room, String content) {
        ThreadRules.requireMaySend(caller);
        if (!room.tenant().equals(caller.tenant())) {
            throw RejectedException.forbidden("not a room of this clinic");
        }
        String text = Fields.prose("content", content, RoomMessageSent.MAX_CONTENT_LENGTH);
        emit.broadcastRoomMessage(
                caller.tenant(),
                new RoomMessageSent(room.kind(), room.id(), caller.userId(), shortened(caller.name()), text));
    }

    /** Tokens do not limit the length of a name. */
    private static String shortened(String name) {
        String line = Texts.printablePrefix(name, NAME_LENGTH / 2);
        return line.isBlank() ? "?" : line;
    }
}
