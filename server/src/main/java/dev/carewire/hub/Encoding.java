package dev.carewire.hub;

import dev.carewire.event.Event;
import dev.carewire.log.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * How a family of sessions is spoken to: one dialect over one protocol. Sessions with the same encoding share every frame, so an
 * event is rendered once per encoding however many sessions receive it. Stateless; any thread.
 */
public interface Encoding {

    /**
     * Renders and encodes an event.
     *
     * @param position where it stands in its tenant's log, for clients that keep it to go on from there; empty for an event that
     *     is not logged
     * @return a frame that the caller releases, or empty when the dialect has no words for this event
     */
    Optional<Frame> encode(Event<?> event, Optional<LogPosition> position);

    /**
     * Renders and encodes an event that asks for an answer. Of several messages the last one asks.
     *
     * @param question what the answer will name, 0 or more
     * @return a frame that the caller releases, or empty when the dialect has no words for this event
     */
    Optional<Frame> encodeWithAck(Event<?> event, long question);

    /**
     * Encodes messages that are already in the dialect's words.
     *
     * @param messages JSON texts, one or more, delivered in this order
     * @return a frame that the caller releases
     */
    Frame encode(List<String> messages);

    /**
     * Encodes one message with bytes that go with it.
     *
     * @param message JSON text in the dialect's words, with a placeholder for each attachment
     * @param attachments in the order of the placeholders' numbers; may be empty
     * @return a frame that the caller releases
     */
    Frame encode(String message, List<byte[]> attachments);
}
