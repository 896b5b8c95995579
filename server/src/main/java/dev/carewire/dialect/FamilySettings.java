package dev.carewire.dialect;

import dev.carewire.setting.Setting;
import dev.carewire.setting.SettingSection;
import dev.carewire.setting.SettingType;
import dev.carewire.setting.SettingValues;
import java.util.Optional;

/** The settings that every client family has, below {@code dialects} and the family's name. Immutable. */
public final class FamilySettings extends SettingSection {

    private static final SettingType<Optional<String>> EXPIRED_SESSIONS = SettingType.optional(
            "word",
            "keep or close; empty = as auth.expired-sessions",
            text -> parse(text).isPresent());

    private final Setting<Optional<String>> expiredSessions;

    /** @param family as {@link ClientFamily#name()} */
    public FamilySettings(String family) {
        expiredSessions = add(
                "dialects." + family + ".expired-sessions",
                EXPIRED_SESSIONS,
                "",
                "Whether a connection of this family lives on when its token expires.");
    }

    private static Optional<ExpiredSessions> parse(String text) {
        return SettingType.enumValue(ExpiredSessions.class).parse(text);
    }

    /** The family's own rule for expired sessions; empty if the server's rule applies. */
    public Optional<ExpiredSessions> expiredSessions(SettingValues values) {
        return values.get(expiredSessions).flatMap(FamilySettings::parse);
    }
}
