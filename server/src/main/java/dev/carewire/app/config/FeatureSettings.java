package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.duration;
import static dev.carewire.app.config.SettingType.integer;
import static dev.carewire.app.config.SettingType.seconds;
import static dev.carewire.app.config.SettingType.size;

import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.presence.PresencePolicy;
import dev.carewire.vitals.VitalPolicy;
import java.time.Duration;
import java.util.List;

/** The rules of single features. */
final class FeatureSettings {

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /** How long a file that was uploaded waits for its message. */
    private static final Duration ATTACHMENT_WAIT = Duration.ofHours(1);

    static final Setting<Duration> ALERT_PAUSE = Setting.of(
            "vitals.alert-pause",
            duration("1m", "24h"),
            "15m",
            "How long a value that stays beyond the same threshold raises no second alert.");

    static final Setting<Integer> VITALS_RETENTION = Setting.of(
            "vitals.retention",
            integer(1, 36_500, "days"),
            "365",
            "How long values are kept after they were measured; older ones are not taken.");

    static final Setting<Duration> EDIT_WINDOW = Setting.of(
            "messaging.edit-window",
            seconds("0s", "8760h"),
            "24h",
            "How long a sender may correct or take back a message.");

    static final Setting<Integer> ATTACHMENT_SIZE = Setting.of(
            "messaging.attachment-size", size("1KiB", "1024MiB"), "25MB", "Largest file that may be attached.");

    static final Setting<Integer> ATTACHMENT_QUOTA = Setting.of(
            "messaging.attachment-quota",
            integer(1, 10_000_000, "MB"),
            "5000",
            "Megabytes that all attachments of one clinic may have together.");

    static final Setting<Duration> OFFLINE_GRACE = Setting.of(
            "presence.offline-grace",
            duration("0s", "5m"),
            "5s",
            "How long a user whose last connection ended still counts as there: a page that is loaded anew is no departure.");

    static final Setting<Duration> VIEWING_LEASE = Setting.of(
            "presence.viewing-lease",
            duration("1s", "1h"),
            "2m",
            "How long a chart that was opened over HTTP counts as open without a renewal.");

    static final List<Setting<?>> ALL = List.of(
            ALERT_PAUSE,
            VITALS_RETENTION,
            EDIT_WINDOW,
            ATTACHMENT_SIZE,
            ATTACHMENT_QUOTA,
            OFFLINE_GRACE,
            VIEWING_LEASE);

    private FeatureSettings() {}

    /** What was given for measured values. */
    static VitalPolicy vitals(SettingValues given) {
        return new VitalPolicy(given.get(ALERT_PAUSE), Duration.ofDays(given.get(VITALS_RETENTION)));
    }

    /** What was given for messages. */
    static MessagingConfig messaging(SettingValues given) {
        return new MessagingConfig(
                given.get(EDIT_WINDOW),
                new AttachmentLimits(
                        given.get(ATTACHMENT_SIZE), given.get(ATTACHMENT_QUOTA) * BYTES_PER_MEGABYTE, ATTACHMENT_WAIT));
    }

    /** What was given for presence. */
    static PresencePolicy presence(SettingValues given) {
        return new PresencePolicy(given.get(OFFLINE_GRACE), given.get(VIEWING_LEASE));
    }
}
