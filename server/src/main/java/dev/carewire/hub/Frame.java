package dev.carewire.hub;

/**
 * Bytes ready for the wire, shared by all recipients and never changed. Reference-counted: a holder that keeps a frame
 * beyond a call retains it and releases it later.
 */
public interface Frame {

    /** The largest number of bytes that this frame puts on the wire for one recipient. */
    int size();

    /** Bytes of memory it occupies, in all forms of its message. */
    int memorySize();

    /** Adds a holder. */
    void retain();

    /** Removes a holder; the last one frees the bytes. */
    void release();
}
