package dev.carewire.rate;

/**
 * How often clients of one address may act, such as open a session or send a request.
 *
 * @param perSecond actions in the long run; 0 for no limit
 * @param burst actions at once after a pause; 1 or more
 */
public record AddressLimits(int perSecond, int burst) {

    /** No limit. */
    public static final AddressLimits NONE = new AddressLimits(0, 1);

    public AddressLimits {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException(
                    "rate: " + perSecond + " per second, " + burst + " at once (expected: from 0, from 1)");
        }
    }
}
