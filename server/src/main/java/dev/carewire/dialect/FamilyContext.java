package dev.carewire.dialect;

import dev.carewire.hub.Hub;
import dev.carewire.identity.TenantId;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.setting.SettingValues;
import java.time.Clock;

/**
 * The parts of one server that a client family works with.
 *
 * @param hub holds the sessions and their rooms
 * @param settings the values of the family's settings, among others
 * @param defaultTenant the clinic of clients that name none
 */
public record FamilyContext(
        ClientFeatures features,
        Hub hub,
        SettingValues settings,
        TokenVerifier tokens,
        TenantId defaultTenant,
        Clock clock) {}
