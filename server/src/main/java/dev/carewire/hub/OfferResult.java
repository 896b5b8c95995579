package dev.carewire.hub;

/** A connection's answer to an offered frame. */
public enum OfferResult {
    /** The connection will send it. */
    ACCEPTED,
    /** The connection is closed; the frame is not needed any more. */
    CLOSED,
    /** The client reads too slowly: its send window is full. */
    FULL
}
