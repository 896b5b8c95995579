package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;

import java.time.Duration;
import java.util.List;

/** How events are kept until they are sent, and timers until they ring. */
final class EventSettings {

    static final Setting<Duration> SWEEP_INTERVAL = Setting.of(
            "outbox.sweep-interval",
            duration("100ms", "1m"),
            "1s",
            "Time between two searches for events that a crash left unsent.");

    static final Setting<Duration> ORPHANED_AFTER = Setting.of(
            "outbox.orphaned-after",
            duration("1s", "1h"),
            "30s",
            "Age at which an unsent event counts as left by a crash.");

    static final Setting<Integer> TIMER_THREADS =
            Setting.of("timers.threads", integer(1, 64, "threads"), "4", "Timers that may ring at a time.");

    static final Setting<Duration> TIMER_INTERVAL = Setting.of(
            "timers.interval", duration("100ms", "1m"), "1s", "Time between two looks for timers that are due.");

    static final List<Setting<?>> ALL = List.of(SWEEP_INTERVAL, ORPHANED_AFTER, TIMER_THREADS, TIMER_INTERVAL);

    private EventSettings() {}

    /** What was given for the outbox. */
    static OutboxConfig outbox(SettingValues given) {
        return new OutboxConfig(given.get(SWEEP_INTERVAL), given.get(ORPHANED_AFTER));
    }

    /** What was given for timers. */
    static TimersConfig timers(SettingValues given) {
        return new TimersConfig(given.get(TIMER_THREADS), given.get(TIMER_INTERVAL));
    }
}
