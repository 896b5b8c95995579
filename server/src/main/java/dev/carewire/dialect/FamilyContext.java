package dev.carewire.dialect;

import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.setting.SettingValues;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * The parts of one server that a client family works with.
 *
 * @param hub holds the sessions and their rooms
 * @param settings the values of the family's settings, among others
 * @param workers run what blocks; reject when saturated
 * @param clock in the clinic's time zone
 */
public record FamilyContext(
        ClientFeatures features,
        Hub hub,
        SettingValues settings,
        TokenVerifier tokens,
        Executor workers,
        Clock clock) {}
