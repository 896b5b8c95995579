package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingValues;
import java.time.Duration;

/** The settings of the outbox and of timers. */
final class EventSettings extends SettingSection {

    final Setting<Duration> sweepInterval = add(
            "outbox.sweep-interval", duration("100ms", "1m"), "1s", "Time between two removals of delivered events.");

    final Setting<Duration> orphanedAfter = add(
            "outbox.orphaned-after",
            duration("1s", "1h"),
            "30s",
            "How long a clinic's events wait for the outcome of a commit that the database did not answer.");

    final Setting<Integer> timerThreads =
            add("timers.threads", integer(1, 64, "threads"), "4", "Timers that may run at a time.");

    final Setting<Duration> timerInterval =
            add("timers.interval", duration("100ms", "1m"), "1s", "Time between two checks for due timers.");

    /** The values for the outbox. */
    OutboxConfig outbox(SettingValues given) {
        return new OutboxConfig(given.get(sweepInterval), given.get(orphanedAfter));
    }

    /** The values for timers. */
    TimersConfig timers(SettingValues given) {
        return new TimersConfig(given.get(timerThreads), given.get(timerInterval));
    }
}
