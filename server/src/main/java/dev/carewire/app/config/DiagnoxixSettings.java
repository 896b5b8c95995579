package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.integer;

import dev.carewire.transport.session.ConnectLimits;
import java.util.List;

/** The section {@code dialects.diagnoxix}. */
final class DiagnoxixSettings {

    static final Setting<Boolean> TRUST_USER_ID = Setting.of(
            "dialects.diagnoxix.trust-user-id",
            SettingType.truth(),
            "false",
            "Whether clients at /v1/ws/notifications may say by user_id alone, without a token, whose notifications they want."
                    + " Anybody could say that.");

    static final Setting<Integer> REQUESTS_PER_SECOND = Setting.of(
            "dialects.diagnoxix.requests-per-second",
            integer(0, 100_000, "requests"),
            "10",
            "Requests of one address to /v1/ws and /v1/notifications in the long run; 0 = any number, as behind a proxy.");

    static final Setting<Integer> REQUESTS_BURST = Setting.of(
            "dialects.diagnoxix.requests-burst",
            integer(1, 100_000, "requests"),
            "10",
            "Requests of one address at once after a pause.");

    /** In the order of the file. */
    static final List<Setting<?>> ALL = List.of(TRUST_USER_ID, REQUESTS_PER_SECOND, REQUESTS_BURST);

    private DiagnoxixSettings() {}

    /** What the section says. */
    static DiagnoxixConfig diagnoxix(Assignments given) {
        return new DiagnoxixConfig(
                given.get(TRUST_USER_ID), new ConnectLimits(given.get(REQUESTS_PER_SECOND), given.get(REQUESTS_BURST)));
    }
}
