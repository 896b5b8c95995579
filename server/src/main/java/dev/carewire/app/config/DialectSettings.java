package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.enumValue;
import static dev.carewire.app.config.SettingType.integer;

import dev.carewire.dialect.keney.KeneyRules;
import dev.carewire.dialect.standard.StandardRules;
import dev.carewire.dialect.standard.StandardRules.Disclosure;
import dev.carewire.dialect.standard.StandardRules.StaffAudience;
import dev.carewire.transport.session.ConnectLimits;
import java.util.List;

/** What is set for one client family alone, family by family. */
final class DialectSettings {

    static final Setting<Disclosure> STANDARD_PHI = Setting.of(
            "dialects.standard.phi",
            enumValue(Disclosure.class),
            "full",
            "How much of a record the events of derm-app's clients tell; minimal leaves out names, findings and free text.");

    static final Setting<StaffAudience> STANDARD_AUDIENCE = Setting.of(
            "dialects.standard.audience",
            enumValue(StaffAudience.class),
            "tenant",
            "Which of the clinic's staff derm-app's clients are told of an event: all, or those whose roles open one of its"
                    + " modules.");

    static final Setting<Boolean> BARE_PONG = Setting.of(
            "dialects.keney.bare-pong",
            SettingType.bool(),
            "false",
            "Whether a bare ping at /ws is answered with a bare pong; clients that read JSON alone stumble over it.");

    static final Setting<Boolean> TRUST_USER_ID = Setting.of(
            "dialects.diagnoxix.trust-user-id",
            SettingType.bool(),
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
    static final List<Setting<?>> ALL =
            List.of(STANDARD_PHI, STANDARD_AUDIENCE, BARE_PONG, TRUST_USER_ID, REQUESTS_PER_SECOND, REQUESTS_BURST);

    private DialectSettings() {}

    /** What was given for derm-app's clients. */
    static StandardRules standard(SettingValues given) {
        return new StandardRules(given.get(STANDARD_PHI), given.get(STANDARD_AUDIENCE));
    }

    /** What was given for KeneyApp's clients. */
    static KeneyRules keney(SettingValues given) {
        return new KeneyRules(given.get(BARE_PONG));
    }

    /** What was given for Diagnoxix's clients. */
    static DiagnoxixConfig diagnoxix(SettingValues given) {
        return new DiagnoxixConfig(
                given.get(TRUST_USER_ID), new ConnectLimits(given.get(REQUESTS_PER_SECOND), given.get(REQUESTS_BURST)));
    }
}
