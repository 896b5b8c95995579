package dev.carewire.hub;

/** What became of a frame that was offered to a connection. */
public enum OfferResult {
    /** It will be sent. */
    ACCEPTED,
    /** The connection is gone; the frame is not needed any more. */
    CLOSED,
    /** The client reads too slowly: its send window is full. */
    FULL
}
