package dev.carewire.transport.session;

/**
 * How often clients of one address may open sessions.
 *
 * @param perSecond the sustained rate; 0 for no limit
 * @param burst the most sessions at once after a pause; 1 or more
 */
public record ConnectLimits(int perSecond, int burst) {

    /** No limit. */
    public static final ConnectLimits NONE = new ConnectLimits(0, 1);

    public ConnectLimits {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "connects: " + perSecond + " per second, " + burst + " at once (expected: from 0, from 1)");
        }
    }
}
