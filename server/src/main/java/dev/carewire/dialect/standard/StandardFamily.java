package dev.carewire.dialect.standard;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.setting.Setting;
import java.util.List;

/** derm-app's web client, on the default Socket.IO path. */
public final class StandardFamily implements ClientFamily {

    private final StandardSettings settings = new StandardSettings();

    @Override
    public String word() {
        return "derm-app";
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        return FamilyEndpoints.forSocketIo(
                "/socket.io/",
                new StandardDialect(
                        context.hub(), context.features(), settings.rules(context.settings()), context.clock()));
    }
}
