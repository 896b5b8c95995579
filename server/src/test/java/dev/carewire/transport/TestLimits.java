package dev.carewire.transport;

import dev.carewire.rate.RateLimit;
import dev.carewire.transport.session.ClientLimits;
import java.time.Duration;

/** Builds the client limits of a test: long timeouts and small sizes, unless the test changes them. */
public final class TestLimits {

    private static final int BINARY_ATTACHMENTS = 3;

    private Duration authenticationTimeout = Duration.ofMinutes(1);
    private Duration idleTimeout = Duration.ofHours(1);
    private int maxPayload = 10_000;
    private int sendWindow = 1 << 20;
    private RateLimit messages = RateLimit.perSecond(20, 30);

    public TestLimits authenticationTimeout(Duration timeout) {
        authenticationTimeout = timeout;
        return this;
    }

    public TestLimits idleTimeout(Duration timeout) {
        idleTimeout = timeout;
        return this;
    }

    public TestLimits maxPayload(int bytes) {
        maxPayload = bytes;
        return this;
    }

    public TestLimits sendWindow(int bytes) {
        sendWindow = bytes;
        return this;
    }

    /** Up to {@code perSecond} messages at once and in the long run. */
    public TestLimits messages(int perSecond) {
        messages = RateLimit.perSecond(perSecond, perSecond);
        return this;
    }

    public ClientLimits build() {
        return new ClientLimits(
                authenticationTimeout, idleTimeout, maxPayload, BINARY_ATTACHMENTS, sendWindow, messages);
    }
}
