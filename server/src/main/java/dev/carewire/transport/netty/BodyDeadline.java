package dev.carewire.transport.netty;

import java.time.Duration;

/**
 * How long the body of a request may take to arrive.
 *
 * @param base time that every body has
 * @param bytesPerSecond after that, a second more for so many bytes that have arrived; 0: none
 */
public record BodyDeadline(Duration base, int bytesPerSecond) {

    /** Bodies that an edge receives as a whole: 10 s, and 1 s per 32 KiB. */
    public static final BodyDeadline WHOLE = new BodyDeadline(Duration.ofSeconds(10), 32 << 10);

    /** Bodies that an edge receives in pieces, such as files over a slow line: 30 s, and 1 s per 8 KiB. */
    public static final BodyDeadline IN_PIECES = new BodyDeadline(Duration.ofSeconds(30), 8 << 10);

    /** When a body that began at {@code start} must be complete, as far as {@code received} bytes of it are known. */
    long nanosAfter(long start, long received) {
        long more = bytesPerSecond == 0 ? 0 : received * Duration.ofSeconds(1).toNanos() / bytesPerSecond;
        return start + base.toNanos() + more;
    }
}
