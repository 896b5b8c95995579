package dev.carewire.app.config;

import static dev.carewire.app.config.SettingType.integer;

import java.util.List;

/** The section {@code emit}. */
final class EmitSettings {

    static final Setting<List<String>> CUSTOM_EVENTS = Setting.of(
            "emit.custom-events",
            EmitSettingTypes.customEvents(),
            "",
            "Events that other back ends may tell clients though the catalogue does not have them.");

    static final Setting<Integer> REQUESTS_PER_SECOND = Setting.of(
            "emit.requests-per-second",
            integer(1, 100_000, "requests"),
            "100",
            "Requests of one back end's token in the long run.");

    static final Setting<Integer> REQUESTS_BURST = Setting.of(
            "emit.requests-burst",
            integer(1, 100_000, "requests"),
            "200",
            "Requests of one back end's token at once after a pause.");

    /** In the order of the file. */
    static final List<Setting<?>> ALL = List.of(CUSTOM_EVENTS, REQUESTS_PER_SECOND, REQUESTS_BURST);

    private EmitSettings() {}

    /** What the section says. */
    static EmitConfig emit(SettingValues given) {
        return new EmitConfig(given.get(CUSTOM_EVENTS), given.get(REQUESTS_PER_SECOND), given.get(REQUESTS_BURST));
    }
}
