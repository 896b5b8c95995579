package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.log.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * The wire format of a group of sessions: one dialect over one protocol. Sessions with the same encoding share every
 * frame, so each event is rendered once per encoding. Stateless; any thread.
 */
public interface Encoding {

    /** The family of these sessions, by its name in requests of back ends. */
    String family();

    /** Names the encoding: 1 to 128 characters, the same after a restart. Only sessions of one name may resume each other. */
    String name();

    /**
     * Renders and encodes an event.
     *
     * @param position the event's position in its tenant's log, which clients keep for recovery; empty for an unlogged
     *     event
     * @return a frame that the caller releases, or empty if the dialect does not render this event
     */
    Optional<Frame> encode(Event<?> event, Optional<LogPosition> position);

    /**
     * Renders and encodes an event that requests an acknowledgement. Of several messages, the last one requests it.
     *
     * @param ackId the id that the reply will carry, 0 or more
     * @return a frame that the caller releases, or empty if the dialect does not render this event
     */
    Optional<Frame> encodeWithAck(Event<?> event, long ackId);

    /**
     * Encodes messages that the dialect has already rendered.
     *
     * @param messages JSON texts, one or more, delivered in this order
     * @return a frame that the caller releases
     */
    Frame encode(List<String> messages);

    /**
     * Encodes one message with its binary attachments.
     *
     * @param message JSON text as rendered by the dialect, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers; may be empty
     * @return a frame that the caller releases
     */
    Frame encode(String message, List<byte[]> attachments);
}
