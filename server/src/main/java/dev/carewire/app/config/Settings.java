package dev.carewire.app.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Every key there is. The order is that of {@code config.yaml}, which a test compares with this list. */
final class Settings {

    /** All of them. */
    static final List<Setting<?>> ALL = Stream.of(
                    ServerSettings.ALL,
                    LimitSettings.ALL,
                    TransportSettings.ALL,
                    DialectSettings.ALL,
                    EventSettings.ALL,
                    NotificationSettings.ALL,
                    FeatureSettings.ALL,
                    EmitSettings.ALL,
                    AssistantSettings.ALL,
                    AmbientSettings.ALL)
            .<Setting<?>>flatMap(Collection::stream)
            .toList();

    private Settings() {}
}
