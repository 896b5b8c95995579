package dev.carewire.presence;

import dev.carewire.cluster.Alarms.Alarm;

/**
 * A chart is open over HTTP until the alarm rings. One of its own for each renewal, so that an alarm that rings although it was
 * cancelled finds another.
 */
final class ViewingLease {

    private Alarm alarm = () -> {};

    void endsAt(Alarm end) {
        alarm = end;
    }

    void cancel() {
        alarm.cancel();
    }
}
