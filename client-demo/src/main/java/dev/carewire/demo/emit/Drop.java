package dev.carewire.demo.emit;

import java.util.List;

/**
 * An event that no client will receive.
 *
 * @param reason why
 * @param event its name
 * @param rooms the rooms that lose it; empty for all tenants
 * @param detail more about the reason: status, code and text of a rejection; may be empty
 */
public record Drop(Reason reason, String event, List<String> rooms, String detail) {

    /** Why an event was dropped. */
    public enum Reason {
        /** No tenant is known for a room. */
        NO_TENANT,
        /** CareWire rejected it. */
        REJECTED,
        /** Too many events wait, and the oldest makes room; or the event alone exceeds the limit of bytes. */
        FULL,
        /** It waited longer than the maximum age. */
        EXPIRED,
        /** It was volatile, and CareWire did not accept events. */
        VOLATILE,
        /** The emitter was closed. */
        CLOSED,
        /** An argument contains bytes. */
        BINARY,
        /** An argument is not JSON. */
        NOT_JSON,
        /** Socket.IO reserves the name. */
        RESERVED_NAME
    }

    public Drop {
        rooms = List.copyOf(rooms);
    }
}
