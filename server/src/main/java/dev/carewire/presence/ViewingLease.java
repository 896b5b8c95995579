package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers.ScheduledTask;

/**
 * A chart is open over HTTP until the alarm rings. One of its own for each renewal, so that an alarm that rings although it was
 * cancelled finds another.
 */
final class ViewingLease {

    private ScheduledTask expiryTimer = () -> {};

    void setExpiryTimer(ScheduledTask end) {
        expiryTimer = end;
    }

    void cancel() {
        expiryTimer.cancel();
    }
}
