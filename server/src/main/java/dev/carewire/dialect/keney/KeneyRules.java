package dev.carewire.dialect.keney;

import dev.carewire.hub.FamilyLimits;

/**
 * How an installation answers KeneyApp's clients.
 *
 * @param barePong whether the server answers the bare text {@code ping} with the bare text {@code pong}, which clients
 *     that only read JSON cannot parse; default false
 * @param connectionsPerTenant most connections of one clinic; default 100
 */
record KeneyRules(boolean barePong, int connectionsPerTenant) {

    FamilyLimits limits() {
        return new FamilyLimits(
                KeneyPathDialect.NAME, FamilyLimits.UNLIMITED, connectionsPerTenant, FamilyLimits.UNLIMITED);
    }
}
