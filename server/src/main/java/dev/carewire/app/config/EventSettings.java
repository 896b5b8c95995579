package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingValues;
import java.time.Duration;

/** The settings of the event log and of timers. */
final class EventSettings extends SettingSection {

    final Setting<Duration> logRetention = add(
            "log.retention",
            duration("1m", "720h"),
            "1h",
            "How long the event log keeps events, for clients that resume a session. At least as long as limits.ring-age.");

    final Setting<Duration> positionInterval = add(
            "log.position-interval",
            duration("100ms", "1m"),
            "1s",
            "Time between two records of what was delivered. After a crash, clients that join receive what was not recorded.");

    final Setting<Duration> sessionInterval = add(
            "log.session-interval",
            duration("1s", "5m"),
            "30s",
            "Time between two records of how far each client has read, for clients that reconnect after a crash. Changed rooms are"
                    + " recorded within a second or two.");

    final Setting<Integer> timerThreads =
            add("timers.threads", integer(1, 64, "threads"), "4", "Timers that may run at a time.");

    final Setting<Duration> timerInterval =
            add("timers.interval", duration("100ms", "1m"), "1s", "Time between two checks for due timers.");

    /** The values for the event log. */
    LogConfig log(SettingValues given) {
        return new LogConfig(given.get(positionInterval), given.get(sessionInterval), given.get(logRetention));
    }

    /** The values for timers. */
    TimersConfig timers(SettingValues given) {
        return new TimersConfig(given.get(timerThreads), given.get(timerInterval));
    }
}
