package dev.carewire.dialect.clinic;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;

/** The clinic system's web pages, on a Socket.IO path of their own. */
public final class ClinicFamily implements ClientFamily {

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        return FamilyEndpoints.forSocketIo(
                "/api/socket/",
                new ClinicDialect(
                        context.hub(),
                        context.features().presence(),
                        context.features().recipients(),
                        context.clock().getZone(),
                        context.clock()));
    }
}
