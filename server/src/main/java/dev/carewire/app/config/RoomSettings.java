package dev.carewire.app.config;

import static dev.carewire.setting.SettingType.duration;
import static dev.carewire.setting.SettingType.text;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The section {@code rooms}: the rights to the rooms of records that another system keeps. */
final class RoomSettings extends SettingSection {

    /** The value that stands for all staff. */
    private static final String TENANT = "tenant";

    final Setting<Optional<URI>> authorization = add(
            "rooms.authorization",
            SettingType.httpUrlOr(TENANT),
            TENANT,
            "Users who may join the rooms of records kept elsewhere: tenant = all staff of the clinic; or the URL of a system that decides.");

    final Setting<Optional<String>> secret = addSecret(
            "rooms.authorization-secret",
            text("at least 16 characters; empty = notifications.webhook-secret"),
            "",
            "Key that signs the questions to that URL. Better set in the environment than here.");

    final Setting<Duration> timeout = add(
            "rooms.authorization-timeout",
            duration("100ms", "30s"),
            "3s",
            "Time for its answer; without an answer the client may not join.");

    final Setting<Duration> lifetime = add(
            "rooms.authorization-lifetime",
            duration("1s", "24h"),
            "5m",
            "How long a user may stay in a room before the server asks again. A refusal holds for 5 s at most.");

    /** The values of this section. */
    RoomsConfig rooms(SettingValues given, Optional<String> webhookSecret) {
        return new RoomsConfig(
                given.get(authorization),
                given.get(secret).or(() -> webhookSecret),
                given.get(timeout),
                given.get(lifetime));
    }
}
