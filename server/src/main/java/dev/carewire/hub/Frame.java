package dev.carewire.hub;

/**
 * Bytes ready for the wire, shared by every recipient and never changed. Counted by its users: whoever holds a frame beyond a
 * call retains it first and releases it afterwards.
 */
public interface Frame {

    /** Bytes this frame puts on the wire for one recipient, at most. */
    int size();

    /** Bytes of memory it takes, in whatever forms it keeps its message. */
    int memorySize();

    /** Announces one more holder. */
    void retain();

    /** Ends one holder's use; the bytes are freed when the last holder has done so. */
    void release();
}
