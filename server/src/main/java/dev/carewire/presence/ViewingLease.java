package dev.carewire.presence;

import dev.carewire.cluster.TransientTimers.ScheduledTask;

/**
 * Keeps a chart open over HTTP until its timer fires. Each renewal creates a new lease, so that a timer which fires
 * despite its cancellation has no effect.
 */
final class ViewingLease {

    private ScheduledTask expiryTimer = () -> {};

    void setExpiryTimer(ScheduledTask timer) {
        expiryTimer = timer;
    }

    void cancel() {
        expiryTimer.cancel();
    }
}
