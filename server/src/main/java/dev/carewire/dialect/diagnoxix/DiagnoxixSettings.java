package dev.carewire.dialect.diagnoxix;

import dev.carewire.rate.RateLimit;
import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;

/** The settings of Diagnoxix's clients. */
final class DiagnoxixSettings extends SettingSection {

    private final Setting<Boolean> trustUserId = add(
            "dialects.diagnoxix.trust-user-id",
            SettingType.bool(),
            "false",
            "Whether clients at /v1/ws/notifications may authenticate with a user_id alone, without a token. Any client can then read any user's notifications.");

    private final Setting<Directory> directory = add(
            "dialects.diagnoxix.directory",
            SettingType.enumValue(Directory.class),
            "shared",
            "Where user ids are unique: within each diagnostic center, or in the whole installation, whose centers and patients then are the clinic auth.default-tenant. Diagnoxix's own server addresses users as shared does; tenant keeps the centers' records apart.");

    private final Setting<Integer> requestsPerSecond = add(
            "dialects.diagnoxix.requests-per-second",
            SettingType.integer(0, 100_000, "requests"),
            "10",
            "Requests of one user to /v1/ws and /v1/notifications in the long run; 0 = no limit. Requests that need no token count for their address.");

    private final Setting<Integer> requestsBurst = add(
            "dialects.diagnoxix.requests-burst",
            SettingType.integer(1, 100_000, "requests"),
            "10",
            "Requests of one user at once after a pause.");

    private enum Directory {
        TENANT,
        SHARED
    }

    /** Whether all diagnostic centers and their patients are one clinic. */
    boolean sharesDirectory(SettingValues values) {
        return values.get(directory) == Directory.SHARED;
    }

    /** The rules that these values stand for. */
    DiagnoxixRules rules(SettingValues values) {
        return new DiagnoxixRules(
                values.get(trustUserId),
                RateLimit.optionalPerSecond(values.get(requestsPerSecond), values.get(requestsBurst)));
    }
}
