package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.integer;
import static dev.carewire.setting.SettingType.seconds;
import static dev.carewire.setting.SettingType.size;

import dev.carewire.messaging.AttachmentLimits;
import dev.carewire.messaging.AttachmentPlace;
import dev.carewire.messaging.UploadLimits;
import dev.carewire.presence.PresencePolicy;
import dev.carewire.rate.RateLimit;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import dev.carewire.user.UserDirectory;
import dev.carewire.vitals.VitalPolicy;
import java.time.Duration;
import java.util.Optional;

/** The settings of individual features. */
final class FeatureSettings extends SettingSection {

    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    /** How long an uploaded file waits for its message. */
    private static final Duration ATTACHMENT_WAIT = Duration.ofHours(1);

    final Setting<Duration> alertPause = add(
            "vitals.alert-pause",
            duration("1m", "24h"),
            "15m",
            "Time without further alerts while a value stays beyond the same threshold.");

    final Setting<Integer> vitalsRetention = add(
            "vitals.retention",
            integer(0, 36_500, "days"),
            "0",
            "How long values are kept after their measurement; older ones are rejected. 0 keeps them all.");

    final Setting<Duration> editWindow = add(
            "messaging.edit-window", seconds("0s", "8760h"), "24h", "How long a sender may edit or delete a message.");

    final Setting<Integer> attachmentSize =
            add("messaging.attachment-size", size("1KiB", "1024MiB"), "25MB", "Largest attachment.");

    final Setting<Integer> attachmentQuota = add(
            "messaging.attachment-quota",
            integer(1, 10_000_000, "MB"),
            "5000",
            "Total size of one clinic's attachments.");

    final Setting<Integer> uploadsPerUser = add(
            "messaging.uploads-per-user",
            integer(1, 1_000, "uploads"),
            "4",
            "Attachments that one user may upload at a time; further ones are answered with 429.");

    final Setting<Integer> uploadsPerTenant = add(
            "messaging.uploads-per-tenant",
            integer(1, 10_000, "uploads"),
            "64",
            "Attachments that one clinic may upload at a time; further ones are answered with 503.");

    final Setting<Integer> uploads = add(
            "messaging.uploads",
            integer(1, 10_000, "uploads"),
            "256",
            "Attachments that may be uploaded at a time; further ones are answered with 503.");

    final Setting<AttachmentPlace> attachmentStore = add(
            "attachments.store",
            SettingType.enumValue(AttachmentPlace.class),
            "folder",
            "Where the files of attachments are stored: in the folder attachments of the data folder, or in the database. With database, the start moves the files of the folder to the database.");

    final Setting<Integer> threadsPerMinute = add(
            "messaging.threads-per-minute",
            integer(1, 100_000, "threads"),
            "60",
            "Threads that one user may create in a minute, also at once; further ones are rejected. Back ends have no such limit.");

    final Setting<Duration> offlineGrace = add(
            "presence.offline-grace",
            duration("0s", "5m"),
            "5s",
            "How long a user stays online after the last connection has ended, so that reloading a page has no effect.");

    final Setting<Duration> viewingLease = add(
            "presence.viewing-lease",
            duration("1s", "1h"),
            "2m",
            "How long a chart that was opened over HTTP stays open without a renewal.");

    final Setting<Duration> longestWait = add(
            "queue.longest-wait",
            duration("1h", "72h"),
            "4h",
            "How long a patient may wait across midnight. An entry of an earlier day that has waited longer leaves the queue as a no-show.");

    final Setting<UserDirectory> userDirectory = add(
            "users.directory",
            SettingType.enumValue(UserDirectory.class),
            "open",
            "Users that count as staff. With open, tokens with a role of staff add users, and records may name any user; with closed, only entered users count. If the server does not keep the users, records may name any user.");

    final Setting<Integer> learnedRetention = add(
            "users.learned-retention",
            integer(1, 3_650, "days"),
            "90",
            "How long users that were added by tokens are kept after their last token. Entered users are kept until they are deleted.");

    /** The values for measured values. */
    VitalPolicy vitals(SettingValues given) {
        return new VitalPolicy(
                given.get(alertPause),
                Optional.of(given.get(vitalsRetention)).filter(days -> days > 0).map(Duration::ofDays));
    }

    /** The values for messages. */
    MessagingConfig messaging(SettingValues given) {
        return new MessagingConfig(
                given.get(editWindow),
                new AttachmentLimits(
                        given.get(attachmentSize),
                        given.get(attachmentQuota) * BYTES_PER_MEGABYTE,
                        new UploadLimits(given.get(uploadsPerUser), given.get(uploadsPerTenant), given.get(uploads)),
                        ATTACHMENT_WAIT),
                RateLimit.perMinute(given.get(threadsPerMinute)),
                given.get(attachmentStore));
    }

    /** The values for the staff directory. */
    UsersConfig users(SettingValues given) {
        return new UsersConfig(given.get(userDirectory), Duration.ofDays(given.get(learnedRetention)));
    }

    /** The values for presence. */
    PresencePolicy presence(SettingValues given) {
        return new PresencePolicy(given.get(offlineGrace), given.get(viewingLease));
    }
}
