package dev.carewire.dialect.keney;

import dev.carewire.dialect.ClientFamily;
import dev.carewire.dialect.FamilyContext;
import dev.carewire.dialect.FamilyEndpoints;
import dev.carewire.setting.Setting;
import java.util.List;
import java.util.Map;

/** KeneyApp's clients, on one WebSocket path for rooms and one for the notifications of a user. */
public final class KeneyFamily implements ClientFamily {

    private final KeneySettings settings = new KeneySettings();

    @Override
    public String word() {
        return "keneyapp";
    }

    @Override
    public List<Setting<?>> settings() {
        return settings.settings();
    }

    @Override
    public FamilyEndpoints create(FamilyContext context) {
        return FamilyEndpoints.forWebSocket(Map.of(
                "/ws",
                new KeneyDialect(
                        context.hub(), context.features(), settings.rules(context.settings()), context.clock()),
                "/ws/notifications/{" + KeneyNotificationsDialect.USER + "}",
                new KeneyNotificationsDialect(context.features(), context.hub().traffic(), context.clock())));
    }
}
